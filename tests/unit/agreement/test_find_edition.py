"""Which editions there are, and which is the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.cover import find_edition, list_editions
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from pathlib import Path


def test_editions_are_found_by_their_id() -> None:
    assert list_editions(agreements.DATA) == ("geraetemiete/2024-03-01", "stadga/2020-01-01")
    assert find_edition(agreements.DATA, "stadga/2020-01-01") == agreements.ALL_EQUAL
    assert list_editions(agreements.DATA / "nowhere") == ()


def test_the_newest_edition_stands_last(tmp_path: Path) -> None:
    names = [
        "a/1.9",
        "a/1.10",
        "a/2024-02-12",
        "a/2024-11-01",
        "a/2024-11-01.2",
        "a/2025",
        "b/1",
        "b/10",
        "b/beta",
        "b/v9",
        "b/v10",
    ]
    for name in reversed(names):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "edition.toml").write_bytes(b"")
    assert list_editions(tmp_path) == tuple(names)


@pytest.mark.parametrize(
    "edition", ["", "stadga", "stadga/2021-01-01", "../agreement/stadga", "stadga/..", "a/b/c"]
)
def test_an_unknown_edition_is_refused(edition: str) -> None:
    with pytest.raises(BadInput) as caught:
        find_edition(agreements.DATA, edition)
    assert caught.value.code is Code.EDITION_UNKNOWN
    assert caught.value.facts == {
        "edition": edition,
        "path": str(agreements.DATA),
        "known": "geraetemiete/2024-03-01 stadga/2020-01-01",
    }
