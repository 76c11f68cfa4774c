"""The log of what was on screen counts what happened, and nothing more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from installer.flow.steps import Step
from installer.session.presentation import Grab, PageVisit, SectionShown
from ui.presentation_log import PresentationLog

START = datetime(2026, 1, 2, 8, 0, tzinfo=UTC)


class Clock:
    """The time of day, and a timer that runs with it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def timer(self) -> float:
        return 1000.0 + self.passed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(clock: Clock) -> PresentationLog:
    made = PresentationLog(clock, clock.timer)
    made.text_ordered(["a/heading", "a/p1", "a/1", "a/2", "b/heading", "b/1"])
    return made


def test_pages_are_counted_from_entering_to_leaving(log: PresentationLog, clock: Clock) -> None:
    log.page_entered(Step.LANGUAGE, "en")
    clock.passed = 5
    log.page_entered(Step.LANGUAGE, "hu")
    log.page_entered(Step.LANGUAGE, "hu")
    clock.passed = 8
    log.page_entered(Step.PARTIES, "hu")
    clock.passed = 9
    assert log.shown().pages == (
        PageVisit(Step.LANGUAGE, "en", START, START + timedelta(seconds=5)),
        PageVisit(Step.LANGUAGE, "hu", START + timedelta(seconds=5), START + timedelta(seconds=8)),
        PageVisit(Step.PARTIES, "hu", START + timedelta(seconds=8), START + timedelta(seconds=9)),
    )
    log.page_left()
    log.page_left()
    clock.passed = 20
    assert log.shown().pages[-1].left == START + timedelta(seconds=9)


def test_seconds_of_a_section_run_while_any_of_it_is_on_screen(log: PresentationLog, clock: Clock) -> None:
    log.on_screen(frozenset({("a/2", "hu"), ("a/p1", "hu"), ("a/p1", "en")}))
    clock.passed = 2.6
    log.on_screen(frozenset({("a/2", "hu"), ("b/1", "hu")}))
    clock.passed = 4.0
    log.on_screen(frozenset())
    clock.passed = 60
    assert log.shown().sections == (
        SectionShown("a", "en", ("p1",), 2),
        SectionShown("a", "hu", ("p1", "2"), 4),
        SectionShown("b", "hu", ("1",), 1),
    )


def test_asking_does_not_stop_the_count(log: PresentationLog, clock: Clock) -> None:
    log.on_screen(frozenset({("a/1", "hu")}))
    clock.passed = 1
    assert log.shown().sections[0].seconds == 1
    clock.passed = 3
    assert log.shown().sections[0].seconds == 3


def test_a_clause_of_no_known_text_comes_last(log: PresentationLog) -> None:
    log.on_screen(frozenset({("z/1", "hu"), ("b/1", "hu")}))
    assert [shown.section for shown in log.shown().sections] == ["b", "z"]


def test_searches_prints_and_files_are_counted(log: PresentationLog) -> None:
    assert (log.shown().searches, log.shown().printed, log.shown().saved) == (0, 0, ())
    for kind in ("pdf", "text", "pdf"):
        log.saved(kind)
    log.searched()
    log.searched()
    log.printed()
    assert (log.shown().searches, log.shown().printed, log.shown().saved) == (2, 1, ("pdf", "text"))


def test_what_was_ticked_counts_at_the_first_showing(log: PresentationLog) -> None:
    assert log.shown().ticked_by_default == ()
    log.acceptance_shown({"accept": "I accept"}, [])
    log.acceptance_shown({"accept": "Elfogadom"}, ["tick-agreement"])
    assert log.shown().ticked_by_default == ()
    assert log.shown().labels == {"accept": "Elfogadom"}


def test_the_last_picture_of_a_page_is_kept(log: PresentationLog) -> None:
    first = Grab(Step.AGREEMENT, b"1", 10, 10, masked=False)
    other = Grab(Step.ACCEPTANCE, b"2", 10, 10, masked=True)
    last = Grab(Step.AGREEMENT, b"3", 10, 10, masked=False)
    for grab in (first, other, last):
        log.grabbed(grab)
    assert log.shown().grabs == (other, last)


def test_no_second_counts_while_the_window_is_away(log: PresentationLog, clock: Clock) -> None:
    log.on_screen(frozenset({("a/1", "hu")}))
    clock.passed = 2
    log.window_seen(visible=True)
    clock.passed = 4
    log.window_seen(visible=False)
    clock.passed = 60
    log.on_screen(frozenset({("a/1", "hu"), ("b/1", "hu")}))
    clock.passed = 90
    assert {shown.section: shown.seconds for shown in log.shown().sections} == {"a": 2, "b": 0}
    log.window_seen(visible=True)
    clock.passed = 95
    assert {shown.section: shown.seconds for shown in log.shown().sections} == {"a": 7, "b": 5}
