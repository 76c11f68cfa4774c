"""A grant that names its delegate: what it may say, and for how long (design §7).

The limits are this program's own. A grant is specific: a named delegate or role, products, change
classes, and an end. A general authority without an end is what it does not offer.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

import msgspec

from installer.acceptance.names import same_name
from installer.acceptance.parties import LONGEST
from installer.agreement.change_class import ChangeClass
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.acceptance.parties import Actor
    from installer.agreement.clause import SectionId
    from installer.errors import AssentError

USUAL_MONTHS: Final = 24
"""How long a grant lasts unless said otherwise."""

LONGEST_MONTHS: Final = 60
"""No grant lasts longer. The grant by clause lapses after the same time."""

BY_CLAUSE: Final = frozenset({ChangeClass.NONE, ChangeClass.NOTIFY, ChangeClass.REQUIRED})
"""What the clause lets an administrator accept: everything but what is accepted in person."""


class GrantTerms(msgspec.Struct, frozen=True):
    """What a principal grants."""

    delegate: str = ""
    email: str = ""
    role: str = ""
    """Whoever is in this position, instead of a named delegate."""
    products: tuple[SectionId, ...] = ()
    classes: frozenset[ChangeClass] = frozenset({ChangeClass.NONE, ChangeClass.NOTIFY})
    until: date | None = None
    """The last day, UTC. None: 24 months from now."""

    @property
    def by_role(self) -> bool:
        """Whether the delegate is named by a role."""
        return bool(self.role.strip())


def problems(
    terms: GrantTerms, accepted: frozenset[SectionId], now: datetime
) -> tuple[tuple[str, AssentError], ...]:
    """What is missing or cannot be right, as (field, error), in the order of the form.

    `accepted` are the products of the acceptance that it would rest on. PARTY_INCOMPLETE carries
    `field`, PARTY_INVALID `field` and `expected`.
    """
    return tuple(_problems(terms, accepted, now))


def _problems(
    terms: GrantTerms, accepted: frozenset[SectionId], now: datetime
) -> Iterator[tuple[str, AssentError]]:
    yield from _delegate_problems(terms)
    if not terms.products:
        yield "products", BadInput(Code.SELECTION_EMPTY)
    elif not accepted.issuperset(terms.products):
        yield _invalid("products", " ".join(sorted(accepted)))
    if not terms.classes or not terms.classes <= BY_CLAUSE:
        yield _invalid("classes", " ".join(found for found in ChangeClass if found in BY_CLAUSE))
    last = months_later(now, LONGEST_MONTHS).date()
    if terms.until is not None and not now.date() <= terms.until <= last:
        yield _invalid("until", f"{now.date().isoformat()} – {last.isoformat()}")


def _delegate_problems(terms: GrantTerms) -> Iterator[tuple[str, AssentError]]:
    """Exactly one of name and role, and nothing that would be shown as something else than is signed."""
    if bool(terms.delegate.strip()) == terms.by_role:
        yield "delegate", BadInput(Code.PARTY_INCOMPLETE, field="delegate")
    for field, value in (("delegate", terms.delegate), ("role", terms.role), ("email", terms.email)):
        if len(value) > LONGEST or not value.isprintable():
            yield _invalid(field, "printable-text")


def _invalid(field: str, expected: str) -> tuple[str, AssentError]:
    return field, BadInput(Code.PARTY_INVALID, field=field, expected=expected)


def end_of(terms: GrantTerms, now: datetime) -> datetime:
    """The last moment at which the grant holds: the end of its last day, UTC; at most five years on."""
    if terms.until is None:
        return months_later(now, USUAL_MONTHS)
    last = datetime.combine(terms.until, time(23, 59, 59), UTC)
    return min(last, months_later(now, LONGEST_MONTHS))


def is_self_grant(terms: GrantTerms, actor: Actor) -> bool:
    """Whether whoever grants is the delegate too: marked, not forbidden."""
    if terms.by_role:
        return same_name(terms.role, actor.position)
    return same_name(terms.delegate, actor.name)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and time that many months on; the month's last day where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)
