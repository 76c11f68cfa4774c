"""From a printed document to a sealed edition: every word once, every decision listed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from helpers.importing import noted

from installer.agreement.edition import Standing
from installer.agreement.importing.markdown import escaped
from installer.agreement.importing.report import Kind
from installer.agreement.importing.run import REPORT_FILE, import_edition
from installer.agreement.load import load_edition
from installer.agreement.parse import parse

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.importing import Import

    from installer.agreement.edition import Edition


def words(edition: Edition, clause_id: str, language: str) -> str:
    clause = edition.clause(clause_id, language)
    assert clause is not None
    return clause.text


def test_the_shipped_texts_come_out_of_the_printed_document_byte_for_byte(tmp_path: Path) -> None:
    source = agreements.SHIPPED / "source"
    out = tmp_path / "milestone-xprotect" / "2025-02-12"
    document = source / "milestone-eula-2025-02-12.txt"
    imported = import_edition(document, agreements.SHIPPED, source / "import.toml", out)
    for language in ("hu", "en"):
        assert (out / f"{language}.md").read_bytes() == (agreements.SHIPPED / f"{language}.md").read_bytes()
    shipped = load_edition(agreements.SHIPPED)
    assert imported.edition.digest == shipped.digest
    assert imported.edition.artefacts == shipped.artefacts
    assert imported.edition.source is not None
    assert shipped.source is not None
    assert imported.edition.source.digest == shipped.source.digest
    assert imported.edition.separate == shipped.separate
    assert imported.edition.title == shipped.title
    # Of the 22 hyphens at the ends of lines none was the page's.
    assert len(noted(imported, Kind.HYPHEN)) == 22
    for kind in (Kind.ABSENT, Kind.DOUBTFUL, Kind.ORDER, Kind.CHARACTER):
        assert noted(imported, kind) == [], kind


def test_a_document_becomes_texts_in_the_strict_subset(job: Import) -> None:
    job.run()
    assert job.text("de") == (
        "# Gerätemiete {#title}\n\n"
        "## Vorrang. {#precedence}\n\n"
        "Maßgeblich ist der deutsche Wortlaut, und zwar bei jedem Streit über den Inhalt dieses Vertrags.\n\n"
        "## {#preamble}\n\n"
        "Die Vermieterin überlässt das Gerät dem Mieter.\n\n"
        "Es bleibt ihr Eigentum.\n\n"
        "### Bohrhammer {#drill}\n\n"
        "Für den Bohrhammer gilt: {#intro}\n\n"
        "Die Vermieterin gestattet die Nutzung: {#grant}\n\n"
        "1. Das Gerät darf nur im Haus benutzt werden, siehe https://example.org/miete\n\n"
        "2. Die Miete beträgt 5 \\* Tage.\n"
    )
    assert job.text("fr").startswith("# Location d’appareil {#title}\n\n## {#preamble}\n\nLa bailleresse")


def test_every_decision_is_listed_with_its_line(job: Import) -> None:
    imported = job.run()
    assert noted(imported, Kind.BLOCK) == [("de", 1), ("fr", 18)]
    assert noted(imported, Kind.ARTEFACT) == [("de", 17)]
    assert noted(imported, Kind.UNHYPHENATED) == [("de", 3)]
    assert noted(imported, Kind.CONTINUES) == [("de", 6)]
    assert noted(imported, Kind.RUN_IN) == [("de", 3)]
    assert noted(imported, Kind.SPLIT) == [("de", 13)]
    assert noted(imported, Kind.UNFINISHED) == [("de", 16)]
    report = json.loads(agreements.read(job.out / REPORT_FILE))
    assert report["type"] == "assent/import-report"
    assert len(report["decisions"]) == len(imported.decisions)
    assert report["decisions"][0] == {"kind": "block", "language": "de", "line": 1, "text": "Gerätemiete"}


def test_a_translation_of_an_older_wording_is_stale_at_once(job: Import) -> None:
    edition = job.run().edition
    # The German paragraph has new words, the French one has not.
    assert edition.shown("preamble/p1", "fr").standing is Standing.STALE
    assert edition.shown("preamble/p2", "fr").standing is Standing.FAITHFUL


def test_the_recipe_may_say_otherwise(job: Import) -> None:
    job.recipe = job.recipe.replace(
        'date = "2025-01-01"', 'date = "2025-01-01"\nlicensor = "X"\nprevailing = "none"\ntitle.de = "Y"'
    )
    edition = job.run().edition
    assert (edition.licensor, edition.prevailing, edition.title["de"]) == ("X", None, "Y")


def test_a_section_that_is_new_stands_in_the_recipe(job: Import) -> None:
    job.replace("Bohrhammer\nFür", "Säge\nNur für Erwachsene.\nBohrhammer\nFür")
    job.replace("Marteau perforateur\nPour", "Scie\nPour les adultes seuls.\n\nMarteau perforateur\nPour")
    job.recipe = job.recipe.replace("line = 17", "line = 19")
    job.recipe += '[[sections]]\nid = "saw"\nlevel = 3\nheading.de = "Säge"\nheading.fr = "Scie"\n'
    imported = job.run()
    assert words(imported.edition, "saw/p1", "de") == "Nur für Erwachsene."
    assert words(imported.edition, "saw/p1", "fr") == "Pour les adultes seuls."
    assert noted(imported, Kind.ORDER) != []


def test_a_section_of_the_edition_before_that_is_gone_is_listed(job: Import) -> None:
    start, end = job.printed.index("Vorrang."), job.printed.index("Die Vermieterin überlässt")
    job.printed = job.printed[:start] + job.printed[end:]
    job.recipe = job.recipe.replace("line = 17", "line = 12").replace("unhyphenate = [3]", "")
    imported = job.run()
    absent = [(found.language, found.text) for found in imported.decisions if found.kind is Kind.ABSENT]
    assert absent == [("de", "precedence"), ("", "precedence/p1")]
    assert imported.edition.separate == ()


def test_a_line_can_be_told_to_begin_a_paragraph(job: Import) -> None:
    job.replace("Mieter.\n\nEs bleibt", "Mieter.\nEs bleibt")
    job.recipe = job.recipe.replace("line = 17", "line = 16").replace("[lines]", "[lines]\nstarts = [10]")
    imported = job.run()
    assert words(imported.edition, "preamble/p2", "de") == "Es bleibt ihr Eigentum."
    assert noted(imported, Kind.STARTS) == [("de", 10)]


def test_a_paragraph_that_looks_new_can_be_told_to_go_on(job: Import) -> None:
    job.recipe = job.recipe.replace("[lines]", "[lines]\ncontinues = [11]")
    imported = job.run()
    assert ("de", 11) in noted(imported, Kind.CONTINUES)
    assert words(imported.edition, "preamble/p1", "de").endswith("Mieter. Es bleibt ihr Eigentum.")


def test_odd_characters_are_replaced_and_listed(job: Import) -> None:
    job.replace("das Gerät dem", "das\u00a0Gera\u0308t \u00addem")
    imported = job.run()
    assert words(imported.edition, "preamble/p1", "de").startswith("Die Vermieterin überlässt das Gerät dem")
    (found,) = [found for found in imported.decisions if found.kind is Kind.CHARACTER]
    assert (found.line, found.text) == (8, "U+00A0 U+00AD U+0308")


def test_pages_and_line_ends_of_other_systems_are_read(job: Import) -> None:
    job.printed = "\ufeff" + job.printed.replace("\n", "\r\n").replace("Es bleibt", "\fEs bleibt")
    assert words(job.run().edition, "preamble/p2", "de") == "Es bleibt ihr Eigentum."


def test_a_hyphen_that_the_word_has_nowhere_else_is_pointed_out(job: Import) -> None:
    job.replace(
        "Inhalt dieses Vertrags.", "Inhalt des Ver-\ntrags. Der Vertrag und des Vertrags Sinn gelten."
    )
    job.recipe = job.recipe.replace("line = 17", "line = 18")
    imported = job.run()
    assert noted(imported, Kind.HYPHEN) == [("de", 6)]
    assert noted(imported, Kind.DOUBTFUL) == [("de", 6)]
    assert "Ver-trags" in words(imported.edition, "precedence/p1", "de")


def test_a_heading_that_the_page_has_wrapped_is_found(job: Import) -> None:
    job.replace("Eigentum.\nBohrhammer", "Eigentum.\n\nSchwere\nSäge\nNur für Erwachsene.\n\nBohrhammer")
    job.replace("Marteau perforateur\nPour", "Scie\nPour les adultes seuls.\n\nMarteau perforateur\nPour")
    job.recipe = job.recipe.replace("line = 17", "line = 22")
    job.recipe += '[[sections]]\nid = "saw"\nlevel = 3\nheading.de = "Schwere Säge"\nheading.fr = "Scie"\n'
    edition = job.run().edition
    assert words(edition, "saw/heading", "de") == "Schwere Säge"
    assert words(edition, "saw/p1", "de") == "Nur für Erwachsene."


def test_an_introduction_may_begin_as_the_recipe_says(job: Import) -> None:
    job.replace("Für den Bohrhammer gilt:", "Beim Bohrhammer gilt:")
    assert words(job.run().edition, "drill/p1", "de").startswith("Beim Bohrhammer")
    job.recipe += '[openers.intro]\nde = ["Beim Bohrhammer"]\n'
    job.folder /= "again"
    job.folder.mkdir()
    assert words(job.run().edition, "drill/intro", "de") == "Beim Bohrhammer gilt:"


def test_a_language_that_the_edition_before_has_not_is_cut_by_the_recipe(job: Import) -> None:
    job.printed += "機器賃貸契約\n\n貸主は機器を\n渡します。\n"
    job.recipe += (
        '[[blocks]]\nlanguage = "ja"\nstarts = "機器賃貸契約"\n'
        '[[sections]]\nid = "title"\nlevel = 1\nheading.ja = "機器賃貸契約"\n'
        '[[sections]]\nid = "preamble"\nopens.ja = "貸主は"\n'
    )
    edition = job.run().edition
    assert edition.languages == ("de", "fr", "ja")
    assert edition.title["ja"] == "機器賃貸契約"
    # Signs of a script without spaces are joined without one.
    assert words(edition, "preamble/p1", "ja") == "貸主は機器を渡します。"


@pytest.mark.parametrize(
    "text", ["- a", "12. a", "3) a", "5-6 a", ": a", "a_b _c_ *d* [e] <f> {g}", "# a", "a\\b"]
)
def test_what_looks_like_mark_up_is_written_so_that_it_reads_the_same(text: str) -> None:
    content = f"## {{#s}}\n\n{escaped(text)}\n"
    (section,) = parse(content, "x").sections
    assert [clause.text for clause in section.clauses] == [text]


def test_the_new_edition_keeps_what_the_edition_before_says_of_itself(job: Import) -> None:
    edition = job.run().edition
    assert (edition.id, edition.date) == ("geraetemiete/2025-01-01", "2025-01-01")
    assert edition.licensor == "Beispiel GmbH"
    assert edition.prevailing == "de"
    assert edition.languages == ("de", "fr")
    assert edition.title["fr"] == "Location d’appareil"
    assert edition.separate == ("precedence/p1",)
    assert [(found.language, found.line) for found in edition.artefacts] == [("de", 17)]
    assert (job.out / "source" / "printed.txt").read_bytes() == job.printed.encode()


def test_a_heading_that_nobody_knows_is_pointed_out(job: Import) -> None:
    job.replace("Eigentum.\nBohrhammer", "Eigentum.\n\nSäge\n\nBohrhammer")
    job.recipe = job.recipe.replace("line = 17", "line = 20")
    imported = job.run()
    assert noted(imported, Kind.DOUBTFUL) == [("de", 13)]
    assert words(imported.edition, "preamble/p3", "de") == "Säge"
    assert words(imported.edition, "drill/heading", "de") == "Bohrhammer"
