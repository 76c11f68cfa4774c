"""The cover says which agreement this is, as the whole edition does, and refuses what is broken."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED, copy_of

from installer.agreement.cover import Cover, read_cover
from installer.agreement.load import load_edition
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path


def test_the_cover_agrees_with_the_edition() -> None:
    cover, edition = read_cover(SHIPPED), load_edition(SHIPPED)
    for field in fields(Cover):
        assert getattr(cover, field.name) == getattr(edition, field.name)


def test_a_cover_needs_no_text(tmp_path: Path) -> None:
    folder = copy_of(SHIPPED, tmp_path)
    (folder / "hu.md").unlink()
    assert read_cover(folder).id == load_edition(SHIPPED).id


def test_a_missing_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UntrustedData) as caught:
        read_cover(tmp_path)
    assert caught.value.code is Code.TEXT_MISSING


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "', "id = 3 # "),
        ('date = "', 'day = "'),
        ('languages = ["hu", "en"]', 'languages = ["hu", "en", "da"]'),
        ('type = "', "type = "),
    ],
)
def test_a_cover_that_lacks_something_is_refused(tmp_path: Path, old: str, new: str) -> None:
    folder = copy_of(SHIPPED, tmp_path)
    document = folder / "edition.toml"
    content = document.read_text(encoding="utf-8")
    assert old in content
    document.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UntrustedData) as caught:
        read_cover(folder)
    assert caught.value.code is Code.EDITION_MALFORMED


def test_a_cover_knows_whether_an_edition_is_its_own() -> None:
    cover, edition = read_cover(SHIPPED), load_edition(SHIPPED)
    assert cover.is_of(edition)
    assert not cover.is_of(replace(edition, prevailing=None))
