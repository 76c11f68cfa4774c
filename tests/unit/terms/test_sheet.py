"""The sheet of duties: deadlines, forms, clauses with their wording, and that it replaces nothing."""

from __future__ import annotations

import html.parser
from typing import TYPE_CHECKING

import pytest

from installer import i18n, paths
from installer.terms.determination import Deadline, DeadlineUnit
from installer.terms.selected import Selection
from installer.terms.sheet import (
    deadline_words,
    guide_note,
    make_sheet,
    sheet_document,
    sheet_html,
    sheet_text,
)

if TYPE_CHECKING:
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms
    from installer.terms.sheet import Sheet

TR = i18n.load_translator("en", paths.translations_root())
HU = i18n.load_translator("hu", paths.translations_root())
FAILOVER = Selection(("xprotect-corporate", "xprotect-management-server-failover"))


@pytest.fixture(scope="module")
def sheet(terms: Terms) -> Sheet:
    return make_sheet(terms.determine(FAILOVER))


def test_duties_with_deadline_or_form_come_first_and_none_is_lost(terms: Terms, sheet: Sheet) -> None:
    timed = [item.id for item in sheet.timed]
    assert {"W01", "W02", "W03", "W04", "W05", "W05-notice", "W06", "W06-notice", "W07"} <= set(timed)
    obligations = {item.id for item in terms.determine(FAILOVER).obligations}
    assert obligations == {*timed, *(item.id for item in sheet.others)} - {"W04"}


def test_a_person_reads_deadline_form_and_clause(sheet: Sheet) -> None:
    lines = sheet_text(sheet, "en", TR).splitlines()
    assert guide_note(TR) in lines
    place = next(number for number, line in enumerate(lines) if line.startswith("  W05: "))
    assert lines[place].endswith("[xprotect-management-server-failover/3]")
    assert lines[place + 1].startswith("      Deadline: within 3 business days of: ")
    assert lines[place + 2] == "      Form: certificate in writing to Milestone"


def test_a_sheet_without_products_has_the_general_duties_only(terms: Terms) -> None:
    made = make_sheet(terms.determine(Selection()))
    assert "W05" not in {item.id for item in made.timed}
    assert made.others


@pytest.mark.parametrize(
    ("unit", "amount", "words"),
    [
        (DeadlineUnit.DAYS, 30, "within 30 days of: x"),
        (DeadlineUnit.DAYS, 1, "within 1 day of: x"),
        (DeadlineUnit.BUSINESS_DAYS, 3, "within 3 business days of: x"),
        (DeadlineUnit.YEARS, 10, "within 10 years of: x"),
        (DeadlineUnit.PROMPTLY, None, "promptly after: x"),
        (DeadlineUnit.BEFORE, None, "before: x"),
        (DeadlineUnit.IN_TIME, None, "in time, before: x"),
    ],
)
def test_every_deadline_has_its_words(unit: DeadlineUnit, amount: int | None, words: str) -> None:
    assert deadline_words(Deadline(unit, amount, {"en": "x"}), "en", TR) == words


def test_a_machine_gets_duties_and_the_wording_they_rest_on(edition: Edition, sheet: Sheet) -> None:
    document = sheet_document(sheet, edition)
    assert document["binding"] is False
    assert document["digest"] == edition.digest
    (certify,) = (entry for entry in document["duties"] if entry["id"] == "W05")
    assert (certify["deadline"]["unit"], certify["deadline"]["amount"]) == ("business-days", 3)
    for entry in document["duties"]:
        for clause in entry["cite"]:
            assert document["clauses"][clause]["en"] == edition.governing(clause)


class Page(html.parser.HTMLParser):
    """Collects anchors, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("tr", [TR, HU], ids=["en", "hu"])
def test_on_the_printed_page_each_duty_opens_at_its_clause(
    edition: Edition, sheet: Sheet, tr: i18n.Translator
) -> None:
    page = Page(sheet_html(sheet, edition, ["Corporate & Co"], tr))
    assert "Corporate & Co" in page.text
    assert guide_note(tr) in page.text
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    for link in page.links:
        assert link.removeprefix("#") in page.ids
    for clause in sheet.cited:
        # Where the translation cannot be relied on, the wording that governs stands with it.
        shown = edition.shown(clause, tr.language)
        for wording in (shown.text, shown.governing):
            assert wording is None or wording in page.text


def test_a_page_in_a_language_that_the_edition_lacks_is_in_its_first(edition: Edition, sheet: Sheet) -> None:
    other = i18n.Translator("de", TR._catalogue)
    assert f'<html lang="{edition.languages[0]}">' in sheet_html(sheet, edition, [], other)


def test_equal_selections_give_equal_pages(terms: Terms, edition: Edition) -> None:
    turned = Selection(FAILOVER.products[::-1])
    first, second = (make_sheet(terms.determine(each)) for each in (FAILOVER, turned))
    assert sheet_html(first, edition, [], TR) == sheet_html(second, edition, [], TR)
    assert sheet_document(first, edition) == sheet_document(second, edition)
