"""The published schemas are those of the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.golden import GOLDEN, name_of
from helpers.loading import load_script

if TYPE_CHECKING:
    from installer.evidence.predicates import PredicateType

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "schemas"


@pytest.mark.parametrize("name", list(load_script("make_schemas.py").documents()))
def test_a_published_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == load_script("make_schemas.py").documents()[name]


@pytest.mark.parametrize("kind", GOLDEN)
def test_a_schema_names_every_member_asks_for_it_and_allows_no_other(kind: PredicateType) -> None:
    said = GOLDEN[kind][1]
    schema = json.loads((FOLDER / f"{name_of(kind)}.schema.json").read_text("utf-8"))
    definition = schema["$defs"][type(said).__name__]
    assert set(definition["properties"]) == set(definition["required"]) == set(msgspec.to_builtins(said))
    assert definition["additionalProperties"] is False
