"""A real AT-SPI client with nothing but a keyboard goes from the first page to the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from helpers.agreements import SHIPPED
from helpers.desktops import Place, walk

from installer.agreement.load import load_edition
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.agreement.edition import Edition

PAGES = "Language Parties Products Terms Agreement Acceptance Review Finish".split()


class Heard:
    """What the walk through one wizard brought back."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self.state = folder / "state"
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        other = {"hu": "en", "en": "hu"}[language]
        self.said = walk(Place(self.home, self.state), "walk_through.py", language, language=other)

    def surveys(self) -> list[dict[str, Any]]:
        """What was heard on each page, and in the window of what the log holds."""
        return [*self.said["pages"], self.said["log_window"]]

    def focusable(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every control of every page that can have the focus."""
        for page in self.surveys():
            for stop in (*page["stops"], *page["focusable"]):
                if "focusable" in stop["states"]:
                    yield page["page"], stop


@pytest.fixture(scope="module", params=["hu", "en"])
def heard(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Heard:
    return Heard(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition(SHIPPED)


def test_the_keyboard_alone_leads_to_an_installed_program_and_a_valid_receipt(heard: Heard) -> None:
    assert heard.said["failed"] == ""
    assert heard.said["exit_status"] == 0
    receipts = sorted((heard.state / "receipts").glob("*acceptance*.assent.json"))
    assert [verify(receipt.read_bytes()).valid for receipt in receipts] == [True]
    assert receipts[0].name in heard.said["receipt_text"]


def test_every_page_was_walked_through(heard: Heard) -> None:
    assert [page["page"] for page in heard.said["pages"]] == [f"{page}Page" for page in PAGES]


def test_no_control_that_can_have_the_focus_is_without_a_name(heard: Heard) -> None:
    assert [(page, stop) for page, stop in heard.focusable() if not stop["name"].strip()] == []


def test_each_control_says_what_it_is_and_that_it_can_be_used(heard: Heard) -> None:
    found = list(heard.focusable())
    assert {page for page, _ in found} == {*(f"{page}Page" for page in PAGES), "AcceptancesWindow"}
    for page, stop in found:
        assert stop["role"] not in {"", "unknown", "filler", "panel"}, (page, stop)
        assert {"visible", "showing"} <= set(stop["states"]), (page, stop)


def test_what_is_one_of_several_choices_says_so(heard: Heard) -> None:
    found = [(page, stop) for page, stop in heard.focusable() if stop["id"].endswith(".QRadioButton")]
    assert found
    assert {stop["role"] for _, stop in found} == {"radio button"}


def test_tab_reaches_every_control_that_can_have_the_focus(heard: Heard) -> None:
    inside = {"list item", "tree item", "table cell", "radio button", "check box"}
    for page in heard.surveys():
        reached = {stop["id"] for stop in page["stops"]}
        assert reached, page["page"]
        assert page["focusable"], page["page"]
        missed = [
            stop
            for stop in page["focusable"]
            # Arrows lead from one of several choices to the next, and within lists.
            if {"focusable", "enabled"} <= set(stop["states"])
            and stop["id"] not in reached
            and stop["role"] not in inside
        ]
        assert missed == [], page["page"]


def test_the_whole_wording_is_heard_in_the_language_it_is_written_in(heard: Heard, edition: Edition) -> None:
    assert len(heard.said["columns"]) == len(edition.languages)
    for column in heard.said["columns"]:
        language = column["locale"].partition("_")[0]
        place = 0
        for clause in edition.texts[language].clauses.values():
            found = column["text"].find(clause.text, place)
            assert found >= 0, clause.id
            place = found + len(clause.text)
    assert {column["locale"].partition("_")[0] for column in heard.said["columns"]} == set(edition.languages)
