"""The delegation matrix once more, from real statements in one real log to the decision.

Grants of every scope, length and fate stand in the log; for each of them a delegate wishes for every
change, at every time, for every product. The oracle is the ordered list, written out here.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from helpers.delegates import DIRECTOR, grant
from helpers.editions import later_edition, shipped_under
from helpers.journeys import CUSTOMER, FOR_A_CUSTOMER, NOON, make_ready, open_on, screen
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.delegation import Wish, authorise
from installer.acceptance.granting import GrantTerms
from installer.agreement.change_class import ChangeClass
from installer.errors import Refused
from installer.session import open_session
from installer.session.authority import grants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from installer.acceptance.delegation import Granted
    from installer.acceptance.parties import Parties

CORPORATE, CLIENT = "xprotect-corporate", "xprotect-smart-client"
SCOPES = (("none",), ("none", "notify"), ("none", "notify", "required"))
FATES = ("stands", "revoked", "objected")
DELEGATES = ("Kiss Éva", "Szabó Ida", "Nagy Pál")
"""The one who comes, somebody else, and the director themself (a self-grant)."""
HOLDS, LACKS = "milestone-xprotect/2025-02-12", "milestone-xprotect/2024-01-01"
UNTIL = date(2026, 12, 31)


class Made(NamedTuple):
    """One grant as it was made and what became of it."""

    scope: tuple[str, ...]
    fate: str
    delegate: str
    edition: str


class Asked(NamedTuple):
    """One wish."""

    change: str
    moment: str
    product: str
    installed: bool


GRANTS = [Made(*values) for values in product(SCOPES, FATES, DELEGATES, (HOLDS, LACKS))]
WISHES = [
    Asked(*values)
    for values in product(
        ("none", "notify", "required", "personal"),
        ("before", "inside", "after", "clock set back"),
        (CORPORATE, CLIENT),
        (True, False),
    )
]
MOMENTS = {
    "before": NOON - timedelta(seconds=1),
    "inside": NOON + timedelta(days=30),
    "after": datetime(2027, 1, 1, tzinfo=UTC),
    "clock set back": NOON + timedelta(days=30),
}

ORDERED: tuple[tuple[str, Callable[[Made, Asked], bool]], ...] = (
    ("revoked", lambda made, _: made.fate == "revoked"),
    ("objected", lambda made, _: made.fate == "objected"),
    ("validity", lambda _, wish: wish.moment in {"before", "after"}),
    ("clock", lambda _, wish: wish.moment == "clock set back"),
    ("clause", lambda made, _: made.edition == LACKS),
    ("product", lambda _, wish: wish.product == CLIENT),
    ("update", lambda _, wish: not wish.installed),
    ("change-class", lambda made, wish: wish.change not in made.scope),
    ("delegate", lambda made, _: made.delegate != "Kiss Éva"),
)


def oracle(made: Made, wish: Asked) -> str:
    return next((name for name, fails in ORDERED if fails(made, wish)), "")


@dataclass
class Log:
    """The grants of a log, each with how it was made."""

    made: list[tuple[Made, str]]
    found: dict[str, Granted]


def dealt(target: Path, edition: str) -> str:
    """An acceptance of that edition for the customer, which they ratified."""
    session = open_session(edition_id=edition, target=target, clock=lambda: NOON, language="hu")
    make_ready(session, parties=FOR_A_CUSTOMER)
    return session.accept(screen(session)).statement


def says(edition: str, act: str, record: str, parties: Parties = DIRECTOR) -> None:
    session = open_session(edition_id=edition, channel=Channel.UNATTENDED, clock=lambda: NOON)
    acts = session.acts
    if act == "revoked":
        acts.delegation.revoke(record, parties, Given.FLAG)
    elif act == "objected":
        acts.standing.object(record, parties, Given.FLAG)
    else:
        acts.standing.ratify(record, parties, Given.FLAG)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    folder = tmp_path_factory.mktemp("matrix")
    with pytest.MonkeyPatch.context() as patch:
        # A log of this module's own: it is written once and only read by the tests.
        patch.setenv("ASSENT_STATE", str(folder / "state"))
        patch.setattr("installer.paths.editions_root", lambda: folder / "editions")
        yield written(folder)


def written(tmp_path: Path) -> Log:
    """The log with all the grants in it, read back."""
    root = tmp_path / "editions"
    shipped_under(root)
    later_edition(root, date="2024-01-01")
    made: list[tuple[Made, str]] = []
    for edition, fate in product((HOLDS, LACKS), FATES):
        accepted = dealt(tmp_path / "target", edition)
        says(edition, "ratified", accepted)
        for scope, delegate in product(SCOPES, DELEGATES):
            terms = GrantTerms(
                delegate=delegate,
                products=(CORPORATE,),
                classes=frozenset(ChangeClass(name) for name in scope),
                until=UNTIL,
            )
            issued = grant(open_session(edition_id=edition, clock=lambda: NOON), terms)
            made.append((Made(scope, fate, delegate, edition), issued.statement))
            if fate == "revoked":
                says(edition, "revoked", issued.statement)
        if fate == "objected":
            says(edition, "objected", accepted)
    # What was accepted under it stays; the clause is gone from the edition that is at hand.
    _without_clause(root)
    session = open_on(tmp_path / "target")
    ledger = session.acts.desk.read()
    found = {found.statement: found for found in grants(ledger, session._resources.editions)}
    return Log(made, found)


def _without_clause(root: Path) -> None:
    shutil.rmtree(root / LACKS)
    later_edition(root, date="2024-01-01", delegation=False)


def outcome(granted: Granted, wish: Asked) -> tuple[str, bool]:
    """What failed, and whether the refusal has its status and its clause."""
    now = MOMENTS[wish.moment]
    last_seen = now + timedelta(days=1) if wish.moment == "clock set back" else NOON - timedelta(days=1)
    asked = Wish(
        actor="Kiss Éva",
        email="",
        position="",
        principal=CUSTOMER.name,
        products=frozenset({wish.product}),
        updates=frozenset({wish.product}) if wish.installed else frozenset(),
        change=ChangeClass(wish.change),
        clause="acceptance-of-unattended-remote-updating/p1",
        now=now,
        last_seen=last_seen,
        grant=granted.statement,
    )
    try:
        found = authorise(asked, [granted])
    except Refused as error:
        cited = error.cite == ("acceptance-of-unattended-remote-updating/p1",)
        return str(error.facts["check"]), cited and error.outcome.posix == 177
    return "", found.granted == granted


def test_every_grant_of_the_log_ends_every_wish_as_the_ordered_list_says(log: Log) -> None:
    assert len(GRANTS) == len(log.made) == 54
    wrong = [
        (made, wish, found, expected)
        for made, record in log.made
        for wish in WISHES
        if (found := outcome(log.found[record], wish)) != (expected := (oracle(made, wish), True))
    ]
    assert not wrong
    assert {oracle(made, wish) for made in GRANTS for wish in WISHES} == {"", *(name for name, _ in ORDERED)}


def test_a_grant_to_oneself_is_marked_and_judged_as_every_other(log: Log) -> None:
    assert {log.found[record].self_grant for _, record in log.made} == {True, False}
    for made, record in log.made:
        granted = log.found[record]
        assert granted.self_grant == (made.delegate == "Nagy Pál")
        other = replace(granted, self_grant=not granted.self_grant)
        assert all(outcome(granted, wish) == outcome(other, wish) for wish in WISHES)
