"""The delegation matrix, row by row: every combination, judged by an oracle of its own.

The oracle below is the ordered list as it reads on paper. It shares nothing with the code but the
words for what failed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest

from installer.acceptance.delegation import Granted, GrantKind, Wish, authorise
from installer.agreement.change_class import ChangeClass
from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 12, 31, tzinfo=UTC)


class Row(NamedTuple):
    """One combination."""

    scope: str  # which classes the grant lists
    change: str  # what the update asks for
    time: str  # where now stands in the validity of the grant
    revocation: str
    stale: str  # what the log's newest record says about the clock
    self_grant: str
    product: str
    edition: str  # whether the accepted edition holds the clause


AXES: dict[str, tuple[str, ...]] = {
    "scope": ("none", "none,notify", "none,notify,required"),
    "change": ("none", "notify", "required", "personal"),
    "time": ("before", "first", "inside", "last", "after"),
    "revocation": ("standing", "revoked", "objected"),
    "stale": ("fresh", "old", "ahead"),
    "self_grant": ("other", "self"),
    "product": ("covered", "other", "not-installed"),
    "edition": ("holds", "lacks"),
}
ROWS = [Row(*values) for values in product(*AXES.values())]

NOW = {
    "before": START - DAY,
    "first": START,
    "inside": START + 100 * DAY,
    "last": END,
    "after": END + DAY,
}


ORDERED: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("revoked", lambda row: row.revocation == "revoked"),  # 2
    ("objected", lambda row: row.revocation == "objected"),  # 2
    ("validity", lambda row: row.time in {"before", "after"}),  # 3
    ("clock", lambda row: row.stale == "ahead"),  # 3
    ("clause", lambda row: row.edition == "lacks"),  # 4
    ("product", lambda row: row.product == "other"),  # 5
    ("update", lambda row: row.product == "not-installed"),  # 5
    ("change-class", lambda row: row.change not in row.scope.split(",")),  # 6; no scope has `personal`
)
"""What fails first. 1, 7 and 8 hold in every row; a self-grant is marked, not forbidden."""


def oracle(row: Row) -> str:
    """The first that fails, or nothing."""
    return next((name for name, fails in ORDERED if fails(row)), "")


def outcome(row: Row) -> str:
    """What failed, or nothing. A refusal has exit status 177 and names the clause."""
    now = NOW[row.time]
    last_seen = {"fresh": now, "old": now - 90 * DAY, "ahead": now + DAY}[row.stale]
    wish = Wish(
        actor="Kiss Éva",
        email="",
        position="",
        principal="Vevő Zrt.",
        products=frozenset({"client"}),
        updates=frozenset() if row.product == "not-installed" else frozenset({"client"}),
        change=ChangeClass(row.change),
        clause="delegation/p1",
        now=now,
        last_seen=last_seen,
    )
    granted = Granted(
        statement="a" * 64,
        kind=GrantKind.NAMED,
        principal="Vevő Zrt.",
        valid_from=START,
        valid_until=END,
        clause="delegation/p1" if row.edition == "holds" else None,
        products=frozenset({"system"} if row.product == "other" else {"client", "system"}),
        classes=frozenset(ChangeClass(name) for name in row.scope.split(",")),
        rests_on="f" * 64,
        own=True,
        revoked=row.revocation == "revoked",
        objected=row.revocation == "objected",
        delegate="Kiss Éva",
        self_grant=row.self_grant == "self",
    )
    try:
        found = authorise(wish, [granted])
    except Refused as error:
        facts = (
            error.code,
            error.outcome.posix,
            error.outcome.windows,
            error.cite,
            error.facts["known_until"],
        )
        expected = (Code.AUTHORITY_MISSING, 177, 177, ("delegation/p1",), f"{last_seen:%Y-%m-%dT%H:%M:%SZ}")
        return str(error.facts["check"]) if facts == expected else f"{facts}"
    marked = found.granted.self_grant == (row.self_grant == "self")
    return "" if marked and found.known_until == last_seen else f"{found}"


def test_the_matrix_has_every_combination_and_reaches_every_outcome() -> None:
    assert len(ROWS) == len(set(ROWS)) == 3 * 4 * 5 * 3 * 3 * 2 * 3 * 2
    assert {oracle(row) for row in ROWS} == {"", *(name for name, _ in ORDERED)}


@pytest.mark.parametrize("change", AXES["change"])
@pytest.mark.parametrize("scope", AXES["scope"])
def test_every_row_ends_as_the_ordered_list_says(scope: str, change: str) -> None:
    wrong = [
        (row, found, expected)
        for row in ROWS
        if (row.scope, row.change) == (scope, change) and (found := outcome(row)) != (expected := oracle(row))
    ]
    assert not wrong
