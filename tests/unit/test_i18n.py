"""Our own sentences in the person's language."""

from __future__ import annotations

import gettext
import io
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from installer import i18n, paths

if TYPE_CHECKING:
    from pathlib import Path


def test_the_source_language_needs_no_catalogue(tmp_path: Path) -> None:
    tr = i18n.load_translator("en", tmp_path)
    assert tr("Next") == "Next"
    assert tr.n("{n} file", "{n} files", 1) == "{n} file"
    assert tr.n("{n} file", "{n} files", 2) == "{n} files"


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        i18n.load_translator("hu", tmp_path)


def test_hungarian_has_its_catalogue() -> None:
    tr = i18n.load_translator("hu", paths.translations_root())
    assert tr.language == "hu"
    assert tr("Clause: {clauses}") != "Clause: {clauses}"


def test_every_message_is_found_where_it_stands() -> None:
    content = (paths.translations_root() / "hu" / "LC_MESSAGES" / "assent.mo").read_bytes()
    whole = gettext.GNUTranslations(io.BytesIO(content))
    ids = [key for key in whole._catalog if isinstance(key, str)]
    found = i18n.Catalogue(content)
    assert len(ids) > 500
    assert {message: found.gettext(message) for message in ids} == {
        message: whole.gettext(message) for message in ids
    }


def test_what_a_catalogue_lacks_stays_as_it_is(tmp_path: Path) -> None:
    tr = _translator(tmp_path, {"b": "B", "d": "D"})
    assert [tr(message) for message in "abcde"] == ["a", "B", "c", "D", "e"]
    assert [tr(message) for message in "abcde"] == ["a", "B", "c", "D", "e"]


def test_a_message_with_a_plural_is_found_by_either(tmp_path: Path) -> None:
    tr = _translator(tmp_path, {("{n} file", "{n} files"): ("{n} fájl", "{n} darab fájl")})
    assert tr("{n} file") == "{n} fájl"
    assert tr.n("{n} file", "{n} files", 1) == "{n} fájl"
    assert tr.n("{n} file", "{n} files", 2) == "{n} darab fájl"


def test_a_catalogue_of_the_other_byte_order_is_read_too(tmp_path: Path) -> None:
    folder = tmp_path / "hu" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    # One message, as a machine writes it whose numbers begin with their highest byte.
    numbers = (0x950412DE, 0, 1, 28, 36, 0, 0, 1, 44, 1, 46)
    (folder / "assent.mo").write_bytes(b"".join(n.to_bytes(4, "big") for n in numbers) + b"b\0B\0")
    assert i18n.load_translator("hu", tmp_path)("b") == "B"


def test_what_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "hu" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "assent.mo").write_bytes(b"nothing of the kind")
    with pytest.raises(OSError, match="Bad magic number"):
        i18n.load_translator("hu", tmp_path)


def _translator(root: Path, words: dict[str | tuple[str, str], str | tuple[str, str]]) -> i18n.Translator:
    folder = root / "hu" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog = Catalog(locale="en")  # one form for one, another for more
    for message, translation in words.items():
        catalog.add(message, translation)
    with (folder / "assent.mo").open("wb") as file:
        write_mo(file, catalog)
    return i18n.load_translator("hu", root)
