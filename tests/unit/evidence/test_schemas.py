"""The published schemas are those of the program."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.golden import GOLDEN, name_of

if TYPE_CHECKING:
    from types import ModuleType

    from installer.evidence.predicates import PredicateType

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "schemas"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "scripts" / "make_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", list(script().documents()))
def test_a_published_schema_is_current(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == script().documents()[name]


@pytest.mark.parametrize("kind", GOLDEN)
def test_a_schema_names_every_member_asks_for_it_and_allows_no_other(kind: PredicateType) -> None:
    said = GOLDEN[kind][1]
    schema = json.loads((FOLDER / f"{name_of(kind)}.schema.json").read_text("utf-8"))
    definition = schema["$defs"][type(said).__name__]
    assert set(definition["properties"]) == set(definition["required"]) == set(msgspec.to_builtins(said))
    assert definition["additionalProperties"] is False
