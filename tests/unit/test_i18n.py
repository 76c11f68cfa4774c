"""Our own sentences in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
