"""Letting somebody accept later updates, and taking that back."""

from typing import Literal

from installer.evidence.predicates.basics import Affirmed, Given, Hex, Instant
from installer.evidence.predicates.screen import Presented
from installer.evidence.predicates.stated import Said, Stated


class Grant(Said, frozen=True, kw_only=True):
    """A named delegate, or whoever is in a named role (`by_role`), may accept updates of `products`.

    The name or role is a personal field. `clause` is the agreement's own on delegation; `rests_on` the
    record digest of the principal's acceptance; `self_grant` says that the actor is the delegate.
    """

    products: list[str]
    change_classes: list[Literal["none", "notify", "required"]]
    valid_from: Instant
    valid_until: Instant
    clause: str
    rests_on: Hex
    self_grant: bool
    by_role: bool
    affirmations: list[Affirmed]


class Revocation(Stated, frozen=True, kw_only=True):
    """The grant `of` (record digest) ends; of an acceptance, the grant by clause that rests on it."""

    of: Hex
    given: Given
    presentation: Presented | None = None
