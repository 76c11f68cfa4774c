"""A record never says more than happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
from helpers.statements import (
    AUTHORITY,
    DELEGATED,
    NO_SCREEN,
    SCREEN,
    SHOWN,
    YES,
    acceptance,
    consent,
    decline,
)

from installer.acceptance import channel, parties
from installer.evidence import predicates as p

if TYPE_CHECKING:
    from enum import StrEnum

FLAG = msgspec.structs.replace(YES, given="flag")
GRANT = msgspec.structs.replace(YES, given="grant")
SILENT = {"channel": "unattended", "presentation": NO_SCREEN, "affirmations": [FLAG]}


def screen(**changes: object) -> p.Presented:
    return msgspec.structs.replace(NO_SCREEN, **changes)


@pytest.mark.parametrize(
    "said",
    [
        acceptance(),
        acceptance(**SILENT),
        acceptance(capacity="on-behalf", authority=AUTHORITY),
        acceptance(**{**SILENT, "affirmations": [GRANT]}, capacity="delegate", delegated=DELEGATED),
        acceptance(prevailing="none"),
        acceptance(channel="console", presentation=screen(columns="both")),
        decline(),
        decline(channel="unattended", presentation=NO_SCREEN),
        consent(),
        consent(state="given"),
        consent(channel="unattended", presentation=NO_SCREEN, given="answer-file"),
    ],
)
def test_what_can_have_happened_may_be_recorded(said: p.Predicate) -> None:
    assert p.contradiction(said) == ""


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (acceptance(**{**SILENT, "presentation": screen(button="I accept")}), "button-without-a-screen"),
        (acceptance(**{**SILENT, "presentation": screen(above_button="…")}), "button-without-a-screen"),
        (acceptance(**{**SILENT, "presentation": screen(columns="both")}), "columns-without-a-screen"),
        (
            acceptance(**{**SILENT, "presentation": screen(read_back=SCREEN.read_back)}),
            "read-back-without-a-screen",
        ),
        (
            acceptance(**{**SILENT, "presentation": screen(sections_seen=SCREEN.sections_seen)}),
            "read-back-without-a-screen",
        ),
        (acceptance(**{**SILENT, "affirmations": [YES]}), "click-without-a-screen"),
        (consent(channel="unattended", presentation=NO_SCREEN), "click-without-a-screen"),
        (acceptance(texts=[]), "no-text"),
        (acceptance(texts=[*SHOWN, SHOWN[0]]), "language-twice"),
        (acceptance(prevailing="de"), "prevailing-without-text"),
        (
            acceptance(texts=[msgspec.structs.replace(text, shown=False) for text in SHOWN]),
            "read-back-of-a-text-not-shown",
        ),
        (acceptance(not_proven=["read"]), "not-proven-shortened"),
        (acceptance(capacity="on-behalf"), "authority-does-not-fit-capacity"),
        (acceptance(authority=AUTHORITY), "authority-does-not-fit-capacity"),
        (acceptance(capacity="delegate"), "grant-does-not-fit-capacity"),
        (acceptance(delegated=DELEGATED), "grant-does-not-fit-capacity"),
        (acceptance(affirmations=[GRANT]), "grant-without-delegate"),
        (acceptance(affirmations=[YES, FLAG]), "affirmed-twice"),
        (consent(capacity="delegate"), "consent-by-delegate"),
        (consent(given="grant"), "consent-by-delegate"),
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
