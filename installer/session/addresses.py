"""Who accepted, and for whom, on this computer before: read from its log, and kept nowhere else.

Who was erased from the log has no name there, and so none here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from installer.acceptance.names import plain
from installer.acceptance.parties import Actor, PartyType, Principal
from installer.evidence import predicates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from installer.evidence.personal import PersonalFields
    from installer.session.ledger import Ledger

MOST: Final = 20
"""Entries of each list; a longer one would be searched, not chosen from."""

_Person = TypeVar("_Person", Actor, Principal)


class AddressBook(msgspec.Struct, frozen=True):
    """Newest first, each once."""

    actors: tuple[Actor, ...] = ()
    principals: tuple[Principal, ...] = ()


def address_book(ledger: Ledger) -> AddressBook:
    """The people of the acceptances in the log."""
    known = tuple(_known(ledger))
    return AddressBook(
        actors=_distinct((_actor(people) for _, people in known), _names_of_actor),
        principals=_distinct((_principal(said, people) for said, people in known), _names_of_principal),
    )


def _known(ledger: Ledger) -> Iterator[tuple[predicates.Acceptance, PersonalFields]]:
    """Each acceptance with its people, newest first; without those from which they were erased."""
    for entry, said in reversed(tuple(ledger.of(predicates.Acceptance))):
        if entry.people is not None:
            yield said, entry.people


def _actor(people: PersonalFields) -> Actor:
    stated = people.actor
    return Actor(stated.name, stated.email, stated.position, stated.organisation)


def _principal(said: predicates.Acceptance, people: PersonalFields) -> Principal:
    return Principal(PartyType(said.party_type), people.principal.name, people.principal.contact)


def _names_of_actor(actor: Actor) -> tuple[str, ...]:
    return plain(actor.name), plain(actor.organisation)


def _names_of_principal(principal: Principal) -> tuple[str, ...]:
    return (plain(principal.name),)


def _distinct(people: Iterable[_Person], names: Callable[[_Person], tuple[str, ...]]) -> tuple[_Person, ...]:
    found: dict[tuple[str, ...], _Person] = {}
    for person in people:
        found.setdefault(names(person), person)
    return tuple(found.values())[:MOST]
