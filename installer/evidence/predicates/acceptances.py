"""Accepting and declining, and what others say afterwards about an acceptance."""

from typing import Literal

from installer.evidence.predicates.basics import (
    Affirmed,
    Document,
    Given,
    Hex,
    Instant,
    OccasionName,
    RoleName,
    Some,
)
from installer.evidence.predicates.changing import Changes
from installer.evidence.predicates.stated import Said


class AuthorityStated(Document, frozen=True, kw_only=True):
    """On what authority the actor binds the principal (`note-on-behalf/p1`); the words are personal fields.

    `accepted_on` is a date, `evidence_sha256` the digest of the evidence file, `receipt` the record
    digest of the principal's own receipt where that was imported.
    """

    accepted_on: str
    evidence_sha256: Hex | None = None
    receipt: Hex | None = None


class Delegated(Document, frozen=True, kw_only=True):
    """A delegate's authority.

    `grant` is the record digest of the acceptance (kind `clause`) or Grant statement (kind `named`)
    that it rests on; `known_until` the newest time in the log in which revocations were looked for.
    """

    grant: Hex
    kind: Literal["clause", "named"]
    clause: str
    known_until: Instant


class RemoteComputers(Document, frozen=True, kw_only=True):
    """Installing on other computers: how many, and the digest of the notice left for their users."""

    count: Some
    notice: Hex


class Acceptance(Said, frozen=True, kw_only=True):
    """The agreement was accepted for these products and sections.

    `authority` stands exactly with capacity `on-behalf`, `delegated` exactly with `delegate`, `remote`
    exactly with the occasion `remote`. `rests_on` is the record digest of somebody else's acceptance that
    the role rests on: for an affiliate that of the company that bought. `renews` is the record digest of
    the principal's own acceptance of an earlier edition, and `changes` what has changed since.
    """

    products: list[str]
    components: list[str]
    sections: list[str]
    affirmations: list[Affirmed]
    authority: AuthorityStated | None = None
    delegated: Delegated | None = None
    role: RoleName = "end-user"
    occasion: OccasionName = "install"
    remote: RemoteComputers | None = None
    rests_on: Hex | None = None
    renews: Hex | None = None
    changes: Changes | None = None


class Decline(Said, frozen=True, kw_only=True):
    """The agreement was declined for these products; nothing was installed."""

    products: list[str]


class Ratification(Said, frozen=True, kw_only=True):
    """The principal confirms the acceptance `of` (record digest) that somebody else gave for them."""

    of: Hex
    given: Given


class Objection(Said, frozen=True, kw_only=True):
    """The principal objects to the acceptance `of` (record digest) that somebody else gave for them."""

    of: Hex
    given: Given
