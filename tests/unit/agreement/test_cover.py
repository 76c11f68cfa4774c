"""The cover says which agreement this is, as the whole edition does, and refuses what is broken."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED, copy_of
from msgspec.structs import replace

from installer.agreement.cover import COVER_FILE, Cover, read_cover
from installer.agreement.load import load_edition
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["a command", "a wizard"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to read the copy: a wizard has no reader of JSON yet when it paints its first page."""
    if request.param == "a wizard":
        monkeypatch.delitem(sys.modules, "msgspec")


def test_the_cover_agrees_with_the_edition() -> None:
    cover, edition = read_cover(SHIPPED), load_edition(SHIPPED)
    for name in Cover._fields:
        assert getattr(cover, name) == getattr(edition, name)


@pytest.mark.usefixtures("reader")
def test_the_copy_says_what_the_document_says(tmp_path: Path) -> None:
    folder = copy_of(SHIPPED, tmp_path)
    (folder / COVER_FILE).unlink()
    assert read_cover(folder) == read_cover(SHIPPED)


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
    (folder / COVER_FILE).unlink()
    document = folder / "edition.toml"
    content = document.read_text(encoding="utf-8")
    assert old in content
    document.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UntrustedData) as caught:
        read_cover(folder)
    assert caught.value.code is Code.EDITION_MALFORMED


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    "changed",
    [
        {"id": 3},
        {"languages": []},
        {"title": {"hu": "Szerződés"}},
        {"type": "assent/compiled"},
        {"version": 2},
    ],
)
def test_a_copy_that_is_no_cover_is_refused(tmp_path: Path, changed: dict[str, object]) -> None:
    folder = copy_of(SHIPPED, tmp_path)
    copy = folder / COVER_FILE
    copy.write_text(json.dumps({**json.loads(copy.read_bytes()), **changed}), encoding="utf-8")
    with pytest.raises(UntrustedData) as caught:
        read_cover(folder)
    assert caught.value.code is Code.EDITION_MALFORMED
    assert caught.value.facts["path"] == str(copy)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_copy_that_is_no_document_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = copy_of(SHIPPED, tmp_path)
    (folder / COVER_FILE).write_bytes(content)
    with pytest.raises(UntrustedData) as caught:
        read_cover(folder)
    assert caught.value.code is Code.EDITION_MALFORMED


def test_a_cover_knows_whether_an_edition_is_its_own() -> None:
    cover, edition = read_cover(SHIPPED), load_edition(SHIPPED)
    assert cover.is_of(edition)
    assert not cover.is_of(replace(edition, prevailing=None))
