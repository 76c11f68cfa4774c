"""Sealing: what the publisher runs after every change of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.edition import Standing
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.errors import Code, Unavailable, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path


def test_sealing_what_is_sealed_changes_no_byte(folder: Path) -> None:
    before = (folder / "edition.toml").read_bytes()
    seal_edition(folder)
    assert (folder / "edition.toml").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "de.md",
        "divergences.toml",
        "edition.toml",
        "fr.md",
        "it.md",
    ]


def test_sealing_the_shipped_edition_changes_no_byte(tmp_path: Path) -> None:
    folder = agreements.copy_of(agreements.SHIPPED, tmp_path)
    seal_edition(folder)
    assert (folder / "edition.toml").read_bytes() == (agreements.SHIPPED / "edition.toml").read_bytes()


def test_comments_stay(folder: Path) -> None:
    agreements.replace(folder / "edition.toml", "[digests]", "# written by a program\n[digests]")
    agreements.replace(folder / "de.md", "im Haus", "im Garten")
    agreements.replace(folder / "divergences.toml", "im Haus", "im Garten")
    edition = seal_edition(folder)
    assert "# written by a program\n[digests]" in agreements.read(folder / "edition.toml")
    assert edition == load_edition(folder)


def test_a_change_of_the_prevailing_text_makes_its_translations_stale(folder: Path) -> None:
    agreements.replace(folder / "de.md", "Es bleibt ihr", "Es bleibt stets ihr")
    agreements.replace(folder / "fr.md", "sa propriété", "toujours sa propriété")
    edition = seal_edition(folder)
    # The French was translated anew, the Italian was stale before and stays so.
    assert edition.shown("preamble/p2", "fr").standing is Standing.DIVERGES
    assert edition.shown("preamble/p2", "it").standing is Standing.STALE
    agreements.replace(folder / "de.md", "überlässt das", "übergibt das")
    edition = seal_edition(folder)
    assert edition.shown("preamble/p1", "it").standing is Standing.STALE
    agreements.replace(folder / "it.md", "consegna", "rimette")
    assert seal_edition(folder).shown("preamble/p1", "it").standing is Standing.FAITHFUL


def test_an_edition_without_divergences_can_be_sealed(tmp_path: Path) -> None:
    folder = agreements.copy_of(agreements.ALL_EQUAL, tmp_path)
    agreements.replace(folder / "fi.md", "Vain suomeksi", "Ainoastaan suomeksi")
    assert seal_edition(folder).divergences == ()


def test_a_text_that_leaves_the_subset_is_not_sealed(folder: Path) -> None:
    before = (folder / "edition.toml").read_bytes()
    agreements.replace(folder / "fr.md", "autorise", "*autorise*")
    with pytest.raises(UntrustedData) as caught:
        seal_edition(folder)
    assert caught.value.code is Code.TEXT_MALFORMED
    assert (folder / "edition.toml").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "edition.toml.new").mkdir()
    with pytest.raises(Unavailable) as caught:
        seal_edition(folder)
    assert caught.value.code is Code.TARGET_UNWRITABLE
    assert caught.value.facts["path"] == str(folder / "edition.toml")
