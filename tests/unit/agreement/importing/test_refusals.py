"""What cannot be imported without a doubt is refused, and nothing is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.importing.run import import_edition
from installer.errors import BadInput, Code, Outcome, Unavailable

if TYPE_CHECKING:
    from helpers.importing import Import


def refusal(job: Import) -> BadInput:
    with pytest.raises(BadInput) as caught:
        job.run()
    assert caught.value.outcome is Outcome.USAGE
    assert not job.out.exists()
    assert not list(job.out.parent.glob(".import-*"))
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "line", "detail"),
    [
        ("   Gerätemiete", "Vorwort\n   Gerätemiete", 1, "before-first-block"),
        ("Location d’appareil", "Location", 0, "block fr"),
        ("Seite 1 von 2", "Seite 1 von 3", 17, "artefact"),
        ("Gerät dem", "Gerät \u202edem", 8, "U+202E"),
        ("2. Die Miete", "3. Die Miete", 16, "number 3 after 1"),
        ("2. Le loyer est de 5 * jours.", "2. Le loyer.\n\nEt plus.", 30, "unnumbered-after-numbers"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(
    job: Import, old: str, new: str, line: int, detail: str
) -> None:
    error = refusal(job.replace(old, new))
    assert error.code is Code.IMPORT_REFUSED
    assert error.facts == {"path": str(job.folder / "printed.txt"), "line": line, "detail": detail}


def test_words_before_the_first_section_are_refused(job: Import) -> None:
    job.recipe = job.recipe.replace('starts = "Gerätemiete"', 'starts = "Mieter."')
    assert refusal(job).facts["detail"] == "before-first-block"
    job.printed = job.printed.replace("   Gerätemiete", "   Mietvertrag über Geräte")
    job.recipe = job.recipe.replace('starts = "Mieter."', 'starts = "Mietvertrag über Geräte"')
    assert refusal(job).facts["detail"] == "before-first-section"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "version = 2", "version"),
        ("[lines]", "[colours]", "colours"),
        ('language = "fr"', 'language = "de"', "blocks"),
        ("unhyphenate = [3]", "starts = [3]\ncontinues = [3]", "lines: 3"),
        ("[lines]", '[[sections]]\nid = "Saw"\nheading.de = "x"\n[lines]', "sections: Saw"),
        ("[lines]", '[[sections]]\nid = "saw"\n[lines]', "sections: saw: heading or opens"),
        ("[lines]", '[openers.outro]\nde = ["x"]\n[lines]', "openers: outro"),
    ],
)
def test_a_recipe_of_another_form_is_refused(job: Import, old: str, new: str, words: str) -> None:
    assert job.recipe.count(old) == 1
    job.recipe = job.recipe.replace(old, new)
    error = refusal(job)
    assert error.code is Code.RECIPE_MALFORMED
    assert words in str(error.facts["detail"])


def test_an_edition_of_another_agreement_is_no_edition_before(job: Import) -> None:
    job.before = agreements.ALL_EQUAL
    assert refusal(job).code is Code.EDITIONS_UNRELATED


def test_nothing_is_written_over(job: Import) -> None:
    job.run()
    before = sorted(path.name for path in job.out.iterdir())
    with pytest.raises(BadInput) as caught:
        job.run()
    assert caught.value.facts["detail"] == "exists"
    assert sorted(path.name for path in job.out.iterdir()) == before


def test_a_folder_that_cannot_be_made_is_named(job: Import) -> None:
    job.out.parent.write_text("a file")
    with pytest.raises(Unavailable) as caught:
        job.run()
    assert caught.value.code is Code.TARGET_UNWRITABLE


@pytest.mark.parametrize("name", ["printed.txt", "recipe.toml"])
def test_a_file_that_is_not_there_is_named(job: Import, name: str) -> None:
    job.run()
    (job.folder / name).unlink()
    with pytest.raises(BadInput) as caught:
        import_edition(
            job.folder / "printed.txt", job.before, job.folder / "recipe.toml", job.folder / "other"
        )
    assert caught.value.facts["path"] == str(job.folder / name)


def test_another_encoding_is_refused(job: Import) -> None:
    job.run()
    (job.folder / "printed.txt").write_bytes(job.printed.encode("utf-16"))
    with pytest.raises(BadInput) as caught:
        import_edition(
            job.folder / "printed.txt", job.before, job.folder / "recipe.toml", job.folder / "other"
        )
    assert caught.value.code is Code.IMPORT_FORMAT
    assert caught.value.facts["kind"] == "not UTF-8"


@pytest.mark.parametrize(
    ("kind", "beginning"),
    [
        ("PDF", b"%PDF-1.7\n"),
        ("DOCX, ODT", b"PK\x03\x04\x14\x00"),
        ("DOC", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("RTF", b"{\\rtf1\\ansi"),
        ("HTML", b"\xef\xbb\xbf\n <!DOCTYPE html>"),
        ("HTML", b"<html lang='de'>"),
    ],
)
def test_what_is_no_plain_text_is_called_by_its_name(job: Import, kind: str, beginning: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        job.run_bytes(beginning)
    assert caught.value.code is Code.IMPORT_FORMAT
    assert caught.value.facts == {"path": str(job.folder / "printed.txt"), "kind": kind}
    assert not job.out.exists()
