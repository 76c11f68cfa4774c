"""Who accepted here before: from the log alone, and never who was erased from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, install_for
from helpers.journeys import CUSTOMER, EVA, FOR_A_CUSTOMER, make_ready, open_on, screen
from msgspec.structs import replace

from installer.acceptance.parties import Actor, PartyType, Principal
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.personal import seal
from installer.evidence.upkeep import By
from installer.session import addresses
from installer.session.addresses import AddressBook
from installer.session.people import personal_fields

if TYPE_CHECKING:
    from pathlib import Path


def accept(target: Path, *everybody: object) -> None:
    for parties in everybody:
        session = make_ready(open_on(target), parties=parties)  # type: ignore[arg-type] # parties of one test
        session.accept(screen(session))


def book(target: Path) -> AddressBook:
    return open_on(target).acts.people()


def test_before_anything_was_accepted_nobody_is_known_and_no_log_is_made(
    target: Path, state_folder: Path
) -> None:
    assert book(target) == AddressBook()
    assert list(state_folder.iterdir()) == []


def test_the_newest_come_first_and_each_once(target: Path, bundle: Path) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    accept(target, EVA, DIRECTOR, EVA)
    found = book(target)
    assert found.actors == (EVA.actor, DIRECTOR.actor)
    assert found.principals == (
        Principal(PartyType.INDIVIDUAL, "Kiss Éva", "eva@example.com"),
        # The director's later acceptance says who they are now.
        Principal(PartyType.ORGANISATION, CUSTOMER.name, "pal@vevo.example"),
    )


def test_a_name_is_one_however_it_was_typed(target: Path) -> None:
    again = replace(EVA, actor=Actor("KISS  ÉVA", "masik@example.com"))
    accept(target, EVA, again)
    assert [actor.email for actor in book(target).actors] == ["masik@example.com"]


def test_a_person_of_two_organisations_is_two_entries(target: Path) -> None:
    accept(target, DIRECTOR, replace(DIRECTOR, actor=replace(DIRECTOR.actor, organisation="Másik Kft.")))
    assert [actor.organisation for actor in book(target).actors] == ["Másik Kft.", CUSTOMER.name]


def test_who_declined_is_no_entry(target: Path) -> None:
    session = make_ready(open_on(target), parties=DIRECTOR)
    session.decline(screen(session))
    assert book(target) == AddressBook()


def test_who_was_erased_is_nowhere_in_it(target: Path, bundle: Path, state_folder: Path) -> None:
    install_for(FOR_A_CUSTOMER, target, bundle)
    accept(target, DIRECTOR)
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        log.erase([0], "request", By(seal(personal_fields(EVA)), channel="console"))
    assert book(target).actors == (DIRECTOR.actor,)
    assert "Kiss" not in repr(book(target))


def test_a_long_log_gives_a_short_list(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MOST", 2)
    accept(target, *(replace(EVA, actor=Actor(f"{number}. Pál", "p@example.com")) for number in range(3)))
    assert [actor.name for actor in book(target).actors] == ["2. Pál", "1. Pál"]
    assert len(book(target).principals) == 2


@pytest.mark.parametrize("parties", [EVA, DIRECTOR, FOR_A_CUSTOMER])
def test_who_is_chosen_is_as_they_were(target: Path, parties: object) -> None:
    accept(target, parties)
    assert book(target).actors == (parties.actor,)  # type: ignore[attr-defined] # parties of this module
