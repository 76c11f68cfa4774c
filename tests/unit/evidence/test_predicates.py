"""A record never says more than happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
from helpers.golden import GOLDEN, rotation
from helpers.statements import (
    AUTHORITY,
    DELEGATED,
    EARLIER,
    EDITION,
    NO_SCREEN,
    NOT_SHOWN,
    RECORD_ID,
    SCREEN,
    SHOWN,
    YES,
    acceptance,
    consent,
    coverage,
    decline,
    erasure,
    grant,
    objection,
    ratification,
    revocation,
    withdrawal,
)

from installer.acceptance import channel, parties
from installer.evidence import predicates as p
from installer.evidence.canonical import sha256_hex

if TYPE_CHECKING:
    from enum import StrEnum

FLAG = msgspec.structs.replace(YES, given="flag")
GRANT = msgspec.structs.replace(YES, given="grant")
KEY = msgspec.structs.replace(YES, given="key")
OTHER_WORDS = msgspec.structs.replace(YES, language="de")
SILENT = {"channel": "unattended", "presentation": NO_SCREEN, "affirmations": [FLAG]}
REMOTE = p.RemoteComputers(count=3, notice=sha256_hex(b"notice"))
LATER = "2031-05-06T07:08:10Z"


def screen(**changes: object) -> p.Presented:
    return msgspec.structs.replace(NO_SCREEN, **changes)


def shown(**changes: object) -> p.Presented:
    return msgspec.structs.replace(SCREEN, **changes)


CONSOLE = screen(button="Type yes:", pages=SCREEN.pages, sections_seen=SCREEN.sections_seen, printed=1)
DELEGATE = {"capacity": "delegate", "delegated": DELEGATED}


@pytest.mark.parametrize(
    "said",
    [
        *(predicate for _, predicate in GOLDEN.values()),
        acceptance(**SILENT),
        acceptance(capacity="on-behalf", authority=AUTHORITY),
        acceptance(**{**SILENT, "affirmations": [GRANT]}, **DELEGATE),
        acceptance(prevailing="none"),
        acceptance(channel="console", presentation=CONSOLE, affirmations=[KEY]),
        acceptance(occasion="remote", remote=REMOTE),
        acceptance(role="affiliate", rests_on=EARLIER),
        acceptance(presentation=shown(labels={})),
        decline(channel="unattended", presentation=NO_SCREEN),
        consent(state="given"),
        consent(channel="unattended", presentation=NO_SCREEN, given="answer-file"),
        revocation(channel="wizard", given="click", presentation=SCREEN),
        revocation(presentation=NO_SCREEN),
        coverage(given="grant", grant=EARLIER),
    ],
)
def test_what_can_have_happened_may_be_recorded(said: p.Predicate) -> None:
    assert p.contradiction(said) == ""


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"button": "I accept"}, "button-without-a-screen"),
        ({"above_button": "…"}, "button-without-a-screen"),
        ({"labels": {"accept": "…"}}, "button-without-a-screen"),
        ({"columns": "both"}, "columns-without-a-screen"),
        ({"read_back": SCREEN.read_back}, "read-back-without-a-screen"),
        ({"sections_seen": SCREEN.sections_seen}, "read-back-without-a-screen"),
        ({"sections_ticked": ["terms"]}, "ticked-without-a-screen"),
        ({"ticked_by_default": ["agreement"]}, "ticked-without-a-screen"),
        ({"pages": SCREEN.pages}, "pages-without-a-screen"),
        ({"searches": 1}, "used-without-a-screen"),
        ({"printed": 1}, "used-without-a-screen"),
        ({"saved": ["pdf"]}, "used-without-a-screen"),
        ({"grabs": SCREEN.grabs}, "grab-without-a-screen"),
    ],
)
def test_nothing_was_on_a_screen_that_was_not_there(changes: dict[str, object], wrong: str) -> None:
    assert p.contradiction(acceptance(**{**SILENT, "presentation": screen(**changes)})) == wrong
    assert p.contradiction(revocation(presentation=screen(**changes))) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"columns": "both"}, "columns-on-a-console"),
        ({"searches": 1}, "search-on-a-console"),
        ({"grabs": SCREEN.grabs}, "grab-on-a-console"),
    ],
)
def test_a_console_shows_no_windows(changes: dict[str, object], wrong: str) -> None:
    presentation = msgspec.structs.replace(CONSOLE, **changes)
    said = acceptance(channel="console", presentation=presentation, affirmations=[KEY])
    assert p.contradiction(said) == wrong


SEEN = SCREEN.sections_seen[0]
VISIT = SCREEN.pages[0]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"ticked_by_default": ["agreement"]}, "ticked-by-default"),
        ({"sections_seen": [SEEN, SEEN]}, "section-seen-twice"),
        (
            {"sections_seen": [msgspec.structs.replace(SEEN, clauses=["1", "1"])]},
            "clause-seen-twice",
        ),
        (
            {"pages": [VISIT, msgspec.structs.replace(VISIT, left="2031-05-06T07:07:08Z")]},
            "page-left-before-it-came",
        ),
        ({"saved": ["pdf", "pdf"]}, "saved-twice"),
        (
            {"sections_seen": [msgspec.structs.replace(SEEN, language="de")]},
            "section-seen-of-a-text-not-shown",
        ),
        ({"button": "Other"}, "button-of-another-page"),
    ],
)
def test_what_was_on_a_screen_fits_together(changes: dict[str, object], wrong: str) -> None:
    assert p.contradiction(acceptance(presentation=shown(**changes))) == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (acceptance(**{**SILENT, "affirmations": [YES]}), "click-without-a-screen"),
        (consent(channel="unattended", presentation=NO_SCREEN), "click-without-a-screen"),
        (withdrawal(channel="unattended"), "click-without-a-screen"),
        (ratification(channel="unattended", presentation=NO_SCREEN, given="key"), "click-without-a-screen"),
        (coverage(given="click"), "click-without-a-screen"),
        (acceptance(channel="console", presentation=CONSOLE), "click-on-a-console"),
        (acceptance(texts=[]), "no-text"),
        (coverage(texts=[]), "no-text"),
        (acceptance(texts=[*SHOWN, SHOWN[0]]), "language-twice"),
        (coverage(texts=[*NOT_SHOWN, NOT_SHOWN[0]]), "language-twice"),
        (acceptance(prevailing="de"), "prevailing-without-text"),
        (acceptance(texts=NOT_SHOWN), "read-back-of-a-text-not-shown"),
        (
            acceptance(texts=NOT_SHOWN, presentation=screen(button="Elfogadom", printed=1)),
            "used-but-not-shown",
        ),
        (acceptance(not_proven=["read"]), "not-proven-shortened"),
        (erasure(not_proven=[]), "not-proven-shortened"),
        (acceptance(capacity="on-behalf"), "authority-does-not-fit-capacity"),
        (acceptance(authority=AUTHORITY), "authority-does-not-fit-capacity"),
        (acceptance(capacity="delegate"), "grant-does-not-fit-capacity"),
        (acceptance(delegated=DELEGATED), "grant-does-not-fit-capacity"),
        (
            acceptance(capacity="delegate", delegated=msgspec.structs.replace(DELEGATED, known_until=LATER)),
            "known-later-than-now",
        ),
        (acceptance(affirmations=[GRANT]), "grant-without-delegate"),
        (grant(affirmations=[GRANT]), "grant-without-delegate"),
        (acceptance(affirmations=[YES, FLAG]), "affirmed-twice"),
        (acceptance(affirmations=[OTHER_WORDS]), "words-of-another-language"),
        (acceptance(occasion="remote"), "remote-does-not-fit-occasion"),
        (acceptance(remote=REMOTE), "remote-does-not-fit-occasion"),
        (consent(capacity="delegate"), "consent-by-delegate"),
        (consent(given="grant"), "consent-by-delegate"),
        (consent(language="de"), "words-of-another-language"),
        (withdrawal(given="grant"), "not-by-oneself"),
        (revocation(given="grant"), "not-by-oneself"),
        (ratification(given="grant"), "not-by-oneself"),
        (ratification(capacity="on-behalf"), "not-by-oneself"),
        (objection(capacity="delegate"), "not-by-oneself"),
        (grant(capacity="delegate"), "grant-by-delegate"),
        (grant(products=[]), "grant-of-nothing"),
        (grant(change_classes=[]), "grant-of-nothing"),
        (grant(valid_until=grant().valid_from), "grant-ends-before-it-begins"),
        (erasure(of=[]), "erasure-of-nothing"),
        (erasure(of=[1, 1]), "erased-twice"),
        (erasure(of=[1, 0]), "erased-twice"),
        (msgspec.structs.replace(rotation(), new=rotation().old), "rotation-to-the-same-key"),
    ],
)
def test_what_cannot_have_happened_is_named(said: p.Predicate, wrong: str) -> None:
    assert p.contradiction(said) == wrong


@pytest.mark.parametrize(
    ("names", "enum"),
    [
        (p.Given, channel.Given),
        (p.CapacityName, parties.Capacity),
        (p.ChannelName, channel.Channel),
        (p.PartyTypeName, parties.PartyType),
    ],
)
def test_the_words_of_a_record_are_those_of_the_acceptance(names: object, enum: type[StrEnum]) -> None:
    assert set(get_args(names)) == {member.value for member in enum}


def test_every_predicate_type_has_its_model() -> None:
    assert set(p.MODELS) == set(p.PredicateType)


def test_what_a_statement_is_about_is_told_by_its_kind() -> None:
    assert p.texts_of(acceptance()) == SHOWN
    assert p.texts_of(coverage()) == NOT_SHOWN
    assert p.texts_of(withdrawal()) == []
    assert p.edition_of(coverage()) == p.edition_of(decline()) == EDITION
    assert p.edition_of(erasure()) is None
    assert p.presentation_of(consent()) == SCREEN
    assert p.presentation_of(revocation()) is None
    assert p.presentation_of(rotation()) is None
    assert [p.record_of(said) for said in (withdrawal(), objection(), acceptance())] == [EARLIER, EARLIER, ""]
    assert withdrawal().record_id == consent().record_id == RECORD_ID
