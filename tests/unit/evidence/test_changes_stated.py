"""What a statement may say about changes, and about going on under an earlier acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.statements import (
    CHANGES,
    DELEGATED,
    EARLIER,
    EDITION,
    NO_SCREEN,
    NOT_SHOWN,
    SCREEN,
    SHOWN,
    YES,
    acceptance,
    coverage,
    noticed,
)

from installer.evidence import predicates as p
from installer.evidence.canonical import sha256_hex

if TYPE_CHECKING:
    from installer.evidence.predicates import Predicate

PART, SEEN = CHANGES.shown
TOLD = sha256_hex(b"told")
RENEWAL = {"renews": EARLIER, "changes": CHANGES}
FLAG = msgspec.structs.replace(YES, given="flag")
SILENT = {"channel": "unattended", "presentation": NO_SCREEN, "affirmations": [FLAG]}


def changes(**members: object) -> p.Changes:
    return msgspec.structs.replace(CHANGES, **members)


@pytest.mark.parametrize(
    "said",
    [
        acceptance(**RENEWAL),
        acceptance(renews=EARLIER, rests_on=TOLD, role="affiliate", changes=changes(change_class="personal")),
        acceptance(**(RENEWAL | {"changes": changes(shown=[])})),
        noticed(),
        noticed(presentation=None, texts=NOT_SHOWN),
        coverage(channel="wizard", given="click", presentation=SCREEN, texts=SHOWN),
        coverage(channel="console", given="key", presentation=NO_SCREEN),
        coverage(change_class="notify", changes=changes(shown=[]), told=TOLD),
        noticed(changes=changes(shown=[SEEN]), told=TOLD),
    ],
    ids=range(9),
)
def test_what_can_be_said(said: Predicate) -> None:
    assert p.contradiction(said) == ""


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (acceptance(changes=CHANGES), "changes-without-an-earlier-acceptance"),
        (acceptance(renews=EARLIER), "changes-without-an-earlier-acceptance"),
        (acceptance(**(RENEWAL | {"changes": changes(since=EDITION)})), "changes-since-the-same-edition"),
        (
            acceptance(
                renews=EARLIER,
                changes=changes(change_class="personal"),
                capacity="delegate",
                delegated=DELEGATED,
            ),
            "personal-change-by-delegate",
        ),
        (acceptance(**RENEWAL, **SILENT), "difference-without-a-screen"),
        (acceptance(**(RENEWAL | {"changes": changes(shown=[SEEN, SEEN])})), "difference-language-twice"),
        (acceptance(**(RENEWAL | {"changes": changes(clauses=[])})), "difference-of-no-change"),
        (acceptance(**(RENEWAL | {"changes": changes(parts=[])})), "difference-of-no-change"),
        (coverage(change_class="notify"), "changes-do-not-fit-class"),
        (noticed(change_class="none"), "changes-do-not-fit-class"),
        (coverage(told=TOLD), "told-of-nothing"),
        (noticed(changes=changes(change_class="required")), "more-than-a-notice"),
        (noticed(grant=EARLIER), "notice-by-delegate"),
        (noticed(changes=changes(shown=[SEEN])), "notice-not-shown"),
        (noticed(changes=changes(shown=[PART])), "notice-not-shown"),
        (
            noticed(channel="unattended", given="flag", presentation=None, texts=NOT_SHOWN),
            "difference-without-a-screen",
        ),
        (noticed(changes=changes(since=EDITION)), "changes-since-the-same-edition"),
        (coverage(texts=SHOWN), "shown-without-a-presentation"),
        (coverage(given="grant"), "grant-not-named"),
        (
            coverage(channel="wizard", given="click", presentation=SCREEN, texts=NOT_SHOWN),
            "read-back-of-a-text-not-shown",
        ),
        (coverage(presentation=SCREEN, texts=SHOWN), "button-without-a-screen"),
    ],
    ids=range(21),
)
def test_what_cannot_be_true_together(said: Predicate, wrong: str) -> None:
    assert p.contradiction(said) == wrong


def test_what_was_shown_for_a_coverage_is_its_presentation() -> None:
    assert p.presentation_of(coverage()) is None
    assert p.presentation_of(coverage(presentation=NO_SCREEN)) == NO_SCREEN
