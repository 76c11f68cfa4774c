"""The first edition of an agreement: nothing comes before it, and the recipe says it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.importing.report import Kind
from installer.agreement.importing.run import import_edition
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.importing.run import Imported

WRITTEN = """\
Mietvertrag
Art. 1 Begriffe
1.1 „Gerät“ ist ein Bohrhammer
(a) mit Netzkabel;
(b) ohne Netzkabel, und zwar:
(i) mit einem Akku;
(ii) mit zwei.
§ 2 Miete
Gerät\tje Tag
klein\t5 EUR
Die Miete ist am 1. März fällig.
1. Sie wird bar bezahlt.
2. Sie wird nicht erstattet.
Anhang: siehe https://example.org/miete
Bohrhammer
Für den Bohrhammer gilt:
Location
Art. 1 Définitions
1.1 « Appareil » désigne un marteau perforateur
(a) avec cordon ;
(b) sans cordon, à savoir :
(i) avec un accu ;
(ii) avec deux.
§ 2 Loyer
Appareil\tpar jour
petit\t5 EUR
Le loyer est dû le 1er mars.
1. Il est payé comptant.
2. Il n’est pas remboursé.
Annexe : voir https://example.org/miete
Marteau
Pour le marteau :
"""

RECIPE = """\
type = "assent/import"
version = 1
edition = "miete/2025-01-01"
date = "2025-01-01"
licensor = "Beispiel GmbH"
prevailing = "fr"
[[blocks]]
language = "de"
starts = "Mietvertrag"
[[blocks]]
language = "fr"
starts = "Location"
[lines]
each = true
[openers.intro]
de = ["Für den"]
fr = ["Pour le"]
[[sections]]
id = "title"
level = 1
heading = { de = "Mietvertrag", fr = "Location" }
[[sections]]
id = "art-1"
heading = { de = "Art. 1 Begriffe", fr = "Art. 1 Définitions" }
[[sections]]
id = "par-2"
heading = { de = "§ 2 Miete", fr = "§ 2 Loyer" }
[[sections]]
id = "drill"
level = 3
heading = { de = "Bohrhammer", fr = "Marteau" }
"""


def made(folder: Path, recipe: str = RECIPE) -> Imported:
    (folder / "written.txt").write_bytes(WRITTEN.encode())
    (folder / "recipe.toml").write_bytes(recipe.encode())
    return import_edition(folder / "written.txt", None, folder / "recipe.toml", folder / "out")


def test_every_line_of_a_document_without_pages_is_a_paragraph(tmp_path: Path) -> None:
    imported = made(tmp_path)
    edition = imported.edition
    assert list(edition.texts["de"].clauses) == list(edition.texts["fr"].clauses)
    for language in edition.languages:
        said = [clause.text for clause in edition.texts[language].clauses.values()]
        start = WRITTEN.index("Location")
        written = WRITTEN[:start] if language == "de" else WRITTEN[start:]
        assert said == [" ".join(line.split()) for line in written.splitlines()]


def test_numbers_of_every_style_stay_as_they_are_printed(tmp_path: Path) -> None:
    text = made(tmp_path).edition.texts["de"]
    assert text.clauses["art-1/p1"].text.startswith("1.1 ")
    assert text.clauses["art-1/p4"].text.startswith("(i) ")
    assert text.clauses["par-2/2"].text.startswith("2. ")
    assert text.clauses["par-2/p4"].text.startswith("Anhang")
    assert text.clauses["drill/intro"].text.startswith("Für den")
    assert "\n1.1 " in agreements.read(tmp_path / "out" / "de.md")


def test_it_says_of_itself_what_the_recipe_says(tmp_path: Path) -> None:
    edition = made(tmp_path).edition
    assert (edition.id, edition.licensor, edition.prevailing) == ("miete/2025-01-01", "Beispiel GmbH", "fr")
    assert edition.languages == ("de", "fr")
    assert edition.title == {"de": "Mietvertrag", "fr": "Location"}
    assert (edition.separate, edition.personal) == ((), ())


def test_cells_of_a_table_are_told_of(tmp_path: Path) -> None:
    found = [(one.language, one.line) for one in made(tmp_path).decisions if one.kind is Kind.CHARACTER]
    assert found == [("de", 9), ("de", 10), ("fr", 25), ("fr", 26)]


@pytest.mark.parametrize(
    ("missing", "named"),
    [('licensor = "Beispiel GmbH"\n', "licensor"), ('prevailing = "fr"\n', "prevailing")],
)
def test_nothing_is_made_up_for_it(tmp_path: Path, missing: str, named: str) -> None:
    with pytest.raises(BadInput) as caught:
        made(tmp_path, RECIPE.replace(missing, ""))
    assert caught.value.code is Code.RECIPE_MALFORMED
    assert caught.value.facts["detail"].startswith(f"{named}: ")
    assert not (tmp_path / "out").exists()


def test_without_sections_nothing_could_be_found(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        made(tmp_path, RECIPE.partition("[[sections]]")[0])
    assert caught.value.facts["detail"].startswith("sections: ")
