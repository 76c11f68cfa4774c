"""In which role somebody accepts, and on which occasion: what an edition allows, and where (design §7).

Which roles and occasions there are is data of the edition (`acceptance.toml`); one that the edition does
not name does not exist there. Only the end-user who installs is always known.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from installer.errors import BadInput, Code, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import AcceptanceRules, RoleRule
    from installer.errors import AssentError
    from installer.terms.selected import Selection


class Role(StrEnum):
    """Whose acceptance it is."""

    END_USER = "end-user"
    AFFILIATE = "affiliate"
    """A company of the same group as the one that bought; its statement rests on the buyer's."""
    TRANSFEREE = "transferee"
    """Who the rights were assigned to."""


class Occasion(StrEnum):
    """When, or why, the acceptance is given."""

    INSTALL = "install"
    BEFORE_PURCHASE = "before-purchase"
    HAND_OVER = "hand-over"
    """On the end-user's own computer, with a pack that somebody installing for them made."""
    REMOTE = "remote"
    """An administrator installs on other computers and answers for their users."""

    @property
    def installs(self) -> bool:
        """Whether installing follows. Who accepts before buying, or for somebody to install, is done then."""
        return self not in {Occasion.BEFORE_PURCHASE, Occasion.HAND_OVER}


def unknown(parties: Parties, rules: AcceptanceRules) -> tuple[tuple[str, AssentError], ...]:
    """A role or occasion that the edition does not have for this capacity, as (field, error).

    ROLE_UNKNOWN carries `role`.
    """
    return tuple(
        (field, BadInput(Code.ROLE_UNKNOWN, role=chosen))
        for field, chosen, rule in _chosen(parties, rules)
        if rule is None or parties.capacity not in rule.capacities
    )


def conflicts(
    parties: Parties, rules: AcceptanceRules, selection: Selection
) -> tuple[tuple[str, AssentError], ...]:
    """A role or occasion that a selected product does not allow, as (field, error).

    ROLE_CONFLICT carries `role` and `products`, and cites the clauses of the role.
    """
    found = []
    for field, chosen, rule in _chosen(parties, rules):
        forbidden = outside(rule, selection) if rule is not None else ()
        if rule is not None and forbidden:
            products = " ".join(forbidden)
            found.append((field, Refused(Code.ROLE_CONFLICT, cite=rule.cite, role=chosen, products=products)))
    return tuple(found)


def _chosen(parties: Parties, rules: AcceptanceRules) -> Iterator[tuple[str, str, RoleRule | None]]:
    """What was chosen beside the plain ones, with its rule where the edition has one."""
    if parties.role is not Role.END_USER:
        yield "role", parties.role.value, rules.roles.get(parties.role.value)
    if parties.occasion is not Occasion.INSTALL:
        yield "occasion", parties.occasion.value, rules.occasions.get(parties.occasion.value)


def outside(rule: RoleRule, selection: Selection) -> tuple[str, ...]:
    """The selected products for which the role cannot be had; empty where it can for all of them.

    Its own products allow it. Where one of them is selected, installed or the host, its `extensions` do
    too, and `undecided` ones are not forbidden: there the text is open. Without products it is for all.
    """
    if not rule.products:
        return ()
    allowed = rule.products
    if rule.products & {*selection.products, *selection.installed, selection.host or ""}:
        allowed |= rule.extensions | rule.undecided
    return tuple(product for product in dict.fromkeys(selection.products) if product not in allowed)
