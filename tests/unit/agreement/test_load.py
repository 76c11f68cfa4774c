"""Loading fails closed: each defect is refused with its code, its file and its place."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.errors import Code, Outcome, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path


def refusal(folder: Path) -> UntrustedData:
    with pytest.raises(UntrustedData) as caught:
        load_edition(folder)
    assert caught.value.outcome is Outcome.TEXT_INTEGRITY
    return caught.value


def test_a_sound_edition_loads(folder: Path) -> None:
    edition = load_edition(folder)
    assert edition.id == "geraetemiete/2024-03-01"
    assert edition.languages == ("de", "fr", "it")
    assert edition.prevailing == "de"
    assert edition.title["fr"] == "Location d’appareil"
    assert edition.licensor == "Beispiel GmbH"
    assert edition.date == "2024-03-01"
    assert edition.separate == ("precedence/p1",)
    assert edition.source is None
    assert edition.texts["it"].content == agreements.read(folder / "it.md")


def test_the_digest_of_an_edition_is_over_the_digests_of_its_texts(folder: Path) -> None:
    lines = "".join(
        f"{language} {hashlib.sha256((folder / f'{language}.md').read_bytes()).hexdigest()}\n"
        for language in ("de", "fr", "it")
    )
    assert load_edition(folder).digest == hashlib.sha256(lines.encode()).hexdigest()


@pytest.mark.parametrize("name", ["edition.toml", "de.md", "it.md", "divergences.toml"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    error = refusal(folder)
    assert error.code is Code.TEXT_MISSING
    assert error.facts == {"path": str(folder / name)}


@pytest.mark.parametrize("name", ["edition.toml", "de.md", "divergences.toml"])
def test_a_folder_in_place_of_a_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert refusal(folder).code is Code.TEXT_MISSING


@pytest.mark.parametrize("name", ["edition.toml", "fr.md", "divergences.toml"])
def test_another_encoding_is_refused(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(agreements.read(path).encode("utf-16"))
    assert refusal(folder).code is Code.TEXT_NOT_UTF8


@pytest.mark.parametrize("name", ["edition.toml", "fr.md", "divergences.toml"])
def test_line_ends_of_another_system_are_refused(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    error = refusal(folder)
    assert error.code is Code.TEXT_MALFORMED
    assert error.facts["detail"] == "carriage-return"
    assert error.facts["line"] == 1


def test_a_changed_word_is_refused_at_its_clause(folder: Path) -> None:
    agreements.replace(folder / "de.md", "darf nur im", "darf auch im")
    error = refusal(folder)
    assert error.code is Code.CLAUSE_DIGEST
    assert error.facts["path"] == str(folder / "de.md")
    assert error.facts["clause"] == "drill/1"
    assert error.facts["language"] == "de"
    assert error.facts["line"] == 19
    assert error.facts["expected"] != error.facts["actual"]


def test_a_change_that_no_clause_shows_is_refused_too(folder: Path) -> None:
    agreements.replace(folder / "de.md", "### Bohrhammer", "## Bohrhammer")
    error = refusal(folder)
    assert error.code is Code.TEXT_DIGEST
    assert error.facts["path"] == str(folder / "de.md")


def test_clauses_in_another_order_are_refused(folder: Path) -> None:
    agreements.replace(folder / "de.md", "{#intro}", "{#other}")
    agreements.replace(folder / "de.md", "{#grant}", "{#intro}")
    agreements.replace(folder / "de.md", "{#other}", "{#grant}")
    error = refusal(folder)
    assert error.code is Code.TEXT_MALFORMED
    assert error.facts["detail"] == "clause-order"
    assert error.facts["clause"] == "drill/intro"
    assert error.facts["line"] == 15


def test_a_text_that_was_cut_off_is_refused(folder: Path) -> None:
    path = folder / "de.md"
    path.write_text(agreements.read(path).partition("\n\n2.")[0] + "\n", encoding="utf-8", newline="\n")
    error = refusal(folder)
    assert error.code is Code.TEXT_MALFORMED
    assert error.facts["detail"] == "clause-count"


def test_an_added_clause_is_refused(folder: Path) -> None:
    path = folder / "de.md"
    path.write_text(agreements.read(path) + "\n3. Mehr.\n", encoding="utf-8", newline="\n")
    assert refusal(folder).facts["detail"] == "clause-count"


def test_an_unpaired_clause_that_is_not_declared_is_refused(folder: Path) -> None:
    agreements.replace(folder / "edition.toml", '"drill/2", ', "")
    error = refusal(folder)
    assert error.code is Code.CLAUSE_UNPAIRED
    assert error.facts == {
        "path": str(folder / "edition.toml"),
        "clause": "drill/2",
        "language": "de fr",
    }


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ('unpaired = ["drill/2", ', 'unpaired = ["drill/1", "drill/2", ', "unpaired: drill/1"),
        ('unpaired = ["drill/2", ', 'unpaired = ["drill/2", "drill/2", ', "unpaired"),
        ('separate = ["precedence/p1"]', 'separate = ["drill/9"]', "separate: drill/9"),
        ('separate = ["precedence/p1"]', 'separate = ["drill/1", "drill/1"]', "separate"),
        ('id = "geraetemiete/2024-03-01"', 'id = "../2024-03-01"', "id"),
        ('languages = ["de", "fr", "it"]', 'languages = ["de", "fr", "it", "it"]', "languages"),
        ('languages = ["de", "fr", "it"]', 'languages = ["de", "../fr", "it"]', "languages"),
        ('languages = ["de", "fr", "it"]', "languages = []", "languages"),
        ('languages = ["de", "fr", "it"]', 'languages = ["de", "fr"]', "title"),
        ('prevailing = "de"', 'prevailing = "en"', "prevailing"),
        ('it = "Noleggio di apparecchio"\n', "", "title"),
        ('[digests]\nde = "', '[digests]\nde = "0', "digests"),
        ("it = '''\n", "es = '''\n", "clauses"),
        ('separate = ["', 'personal = ["drill/9"]\nseparate = ["', "personal: drill/9"),
        ('separate = ["', 'personal = ["drill", "drill"]\nseparate = ["', "personal"),
        ('"divergences.toml" = "', '"divergences.toml" = "0', "files"),
        ('"divergences.toml" = "', '"../divergences.toml" = "', "files"),
    ],
)
def test_a_description_that_contradicts_itself_is_refused(
    folder: Path, old: str, new: str, detail: str
) -> None:
    agreements.replace(folder / "edition.toml", old, new)
    error = refusal(folder)
    assert error.code is Code.EDITION_MALFORMED
    assert error.facts == {"path": str(folder / "edition.toml"), "detail": detail}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "version = 2", "version"),
        ('type = "assent/edition"', 'type = "assent/bundle"', "type"),
        ("version = 1", "version = 1\ncolour = 'red'", "colour"),
        ("version = 1", "version = 1\nversion = 1", "overwrite"),
        ("version = 1", 'version = "1"', "version"),
        ("version = 1\n", "", "version"),
        ("version = 1", "version = " + "9" * 5000, "digit"),
        ("version = 1", "version = " + "[" * 10_000, "recursion"),
        ('licensor = "Beispiel GmbH"', "licensor =", "value"),
    ],
)
def test_a_description_of_another_form_is_refused(folder: Path, old: str, new: str, words: str) -> None:
    agreements.replace(folder / "edition.toml", old, new)
    error = refusal(folder)
    assert error.code is Code.EDITION_MALFORMED
    assert words in str(error.facts["detail"])
    assert error.__cause__ is not None


@pytest.mark.parametrize(
    "line",
    [
        "drill/1",
        "drill/1 abc",
        "drill/1 " + "g" * 64,
        "drill/1 " + "0" * 64 + " 0",
        "drill/1 " + "0" * 64 + " " + "0" * 64 + " " + "0" * 64,
        "title/heading " + "0" * 64,
    ],
)
def test_a_line_that_is_no_digest_is_refused(folder: Path, line: str) -> None:
    path = folder / "edition.toml"
    content = agreements.read(path)
    path.write_bytes(content.replace("de = '''\n", f"de = '''\n{line}\n").encode())
    if line.startswith("title/heading"):
        # The clause is named twice now.
        assert "title/heading" in str(refusal(folder).facts["detail"])
    error = refusal(folder)
    assert error.code is Code.EDITION_MALFORMED
    assert str(error.facts["detail"]).startswith("clauses.de: ")


def test_languages_that_disagree_on_the_order_are_refused(folder: Path) -> None:
    path = folder / "it.md"
    first, second = "## {#preamble}", "### Trapano"
    content = agreements.read(path)
    start, middle, end = content.index(first), content.index(second), len(content)
    path.write_bytes((content[:start] + content[middle:end] + "\n" + content[start : middle - 1]).encode())
    with pytest.raises(UntrustedData) as caught:
        seal_edition(folder)
    assert caught.value.code is Code.EDITION_MALFORMED
    assert caught.value.facts["detail"] == "order: preamble/p1 / drill/heading"
    assert refusal(folder).code is Code.EDITION_MALFORMED


def test_a_changed_list_of_divergences_is_refused(folder: Path) -> None:
    agreements.replace(folder / "divergences.toml", "„nur“", "nichts")
    error = refusal(folder)
    assert error.code is Code.TEXT_DIGEST
    assert error.facts["path"] == str(folder / "divergences.toml")


def test_an_edition_without_divergences_needs_no_list(folder: Path) -> None:
    path = folder / "edition.toml"
    path.write_bytes(re.sub('"divergences.toml" = "[0-9a-f]+"\n', "", agreements.read(path)).encode())
    (folder / "divergences.toml").unlink()
    assert load_edition(folder).divergences == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("'darf nur im Haus'", "'darf stets im Haus'", Code.DIVERGENCE_PHRASE),
        ("'peut être utilisé dans la maison'", "'Peut être utilisé'", Code.DIVERGENCE_PHRASE),
        ("phrases.de = 'darf nur im Haus'", "phrases.en = 'only in the house'", Code.DIVERGENCE_PHRASE),
        ('clauses = ["drill/1"]', 'clauses = ["drill/1", "drill/2"]', Code.DIVERGENCE_PHRASE),
        ('clauses = ["drill/1"]', 'clauses = ["drill/9"]', Code.DIVERGENCE_PHRASE),
        ("phrases.fr = 'r'", "phrases.fr = ''", Code.DIVERGENCES_MALFORMED),
        ("difference.it = 'Nel testo francese manca «solo».'\n", "", Code.DIVERGENCES_MALFORMED),
        ("'Nel testo francese manca «solo».'", "''", Code.DIVERGENCES_MALFORMED),
        ('severity = "minor"', 'severity = "huge"', Code.DIVERGENCES_MALFORMED),
        ("version = 1", "version = 1\nnote = 'x'", Code.DIVERGENCES_MALFORMED),
        ("version = 1", "version =", Code.DIVERGENCES_MALFORMED),
    ],
)
def test_a_wrong_divergence_is_refused_even_when_it_is_sealed(
    folder: Path, old: str, new: str, code: Code
) -> None:
    agreements.replace(folder / "divergences.toml", old, new)
    with pytest.raises(UntrustedData) as caught:
        seal_edition(folder)
    assert caught.value.code is code
    assert caught.value.facts["path"] == str(folder / "divergences.toml")
    assert refusal(folder).code is code
