"""The personal fields of a statement: everything about people, outside the signed body, erasable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance.parties import Capacity, bound
from installer.evidence.personal import (
    ActorFields,
    AuthorityFields,
    DelegateFields,
    PersonalFields,
    PrincipalFields,
)

if TYPE_CHECKING:
    from installer.acceptance.parties import Parties


def personal_fields(
    parties: Parties, *, delegate: DelegateFields | None = None, remarks: str = ""
) -> PersonalFields:
    """Who acted, who is bound and in which words, as they stated it; surrounding spaces are dropped."""
    actor, principal = parties.actor, bound(parties)
    return PersonalFields(
        actor=ActorFields(
            name=actor.name.strip(),
            email=actor.email.strip(),
            position=actor.position.strip(),
            organisation=actor.organisation.strip(),
        ),
        principal=PrincipalFields(name=principal.name.strip(), contact=principal.contact.strip()),
        authority=_authority_words(parties),
        delegate=delegate,
        remarks=remarks.strip(),
    )


def _authority_words(parties: Parties) -> AuthorityFields | None:
    if parties.capacity is not Capacity.ON_BEHALF:
        return None
    stated = parties.authority
    return AuthorityFields(
        basis=stated.basis.strip(),
        accepted_how=stated.accepted_how.strip(),
        evidence_name=stated.evidence_name.strip(),
    )
