"""Giving a grant, and taking it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import (
    ADMINISTRATOR,
    CLAUSE,
    DIRECTOR,
    LATER,
    TERMS,
    desk,
    grant,
    install_for,
    updating,
)
from helpers.editions import later_edition
from helpers.journeys import EVA, FOR_A_CUSTOMER, make_ready, open_on, screen, small_bundle
from helpers.records import people, recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.acceptance.parties import Actor, Capacity
from installer.agreement.change_class import ChangeClass
from installer.errors import AssentError, BadInput, Code, Refused
from installer.evidence.predicates import Grant, Revocation
from installer.evidence.verify import verify
from installer.session.covering import Relying, record
from installer.session.listed_grants import GrantState
from installer.session.presentation import Presentation

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.granting import GrantTerms
    from installer.acceptance.parties import Parties


def refused(parties: Parties, terms: GrantTerms = TERMS) -> AssentError:
    with pytest.raises(AssentError) as caught:
        desk().acts.delegation.give(parties, terms, {"grant-updates": Given.FLAG})
    return caught.value


def test_a_grant_is_recorded_with_its_limits_and_its_receipt_verifies(own: str, state_folder: Path) -> None:
    issued = grant(desk(), replace(TERMS, classes=frozenset({ChangeClass.NOTIFY, ChangeClass.NONE})))
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.rests_on == own
    assert said.clause == CLAUSE
    assert said.products == ["xprotect-corporate"]
    assert said.change_classes == ["none", "notify"]
    assert (said.valid_from, said.valid_until) == ("2026-03-01T12:00:00Z", "2028-03-01T12:00:00Z")
    assert not said.self_grant
    assert not said.by_role
    assert [(found.id, found.given) for found in said.affirmations] == [("grant-updates", "flag")]
    delegate = people(state_folder, 1).delegate
    assert delegate is not None
    assert delegate.name == "Kiss Éva"
    assert verify(issued.receipt.read_bytes()).valid


def test_the_delegates_name_stands_outside_the_signed_body(own: str, state_folder: Path) -> None:
    del own
    issued = grant(desk(), TERMS)
    record = issued.receipt.read_text("utf-8")
    assert "Kiss Éva" in record
    assert "Kiss Éva" not in str(recorded(state_folder)[-1])


def test_who_grants_to_oneself_is_marked(own: str, state_folder: Path) -> None:
    del own
    grant(desk(), replace(TERMS, delegate="Nagy Pál"))
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.self_grant
    assert [item.granted.self_grant for item in desk().acts.delegation.listed()] == [False, True]


def test_a_role_may_be_named_in_the_place_of_a_person(own: str, state_folder: Path) -> None:
    del own
    grant(desk(), replace(TERMS, delegate="", role="rendszergazda", until=date(2027, 1, 31)))
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.by_role
    assert said.valid_until == "2027-01-31T23:59:59Z"


def test_nobody_grants_without_an_acceptance_of_their_own(target: Path, bundle: Path) -> None:
    assert refused(DIRECTOR).code is Code.EARLIER_MISSING
    install_for(FOR_A_CUSTOMER, target, bundle)
    error = refused(DIRECTOR)
    assert (error.code, error.cite, error.outcome.posix) == (Code.EARLIER_MISSING, (CLAUSE,), 177)


def test_what_a_dealer_accepted_and_the_principal_ratified_counts_as_their_own(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle)
    desk().acts.standing.ratify(dealers.statement, DIRECTOR, Given.FLAG)
    grant(desk(), TERMS)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.rests_on == dealers.statement


def test_a_grant_rests_on_the_newest_own_acceptance_of_all_its_products(
    own: str, target: Path, bundle: Path, state_folder: Path
) -> None:
    client = ("xprotect-smart-client",)
    newer = install_for(DIRECTOR, target.with_name("second"), bundle, products=client)
    grant(desk(), TERMS)
    grant(desk(), replace(TERMS, products=client))
    rests = [said.rests_on for said in recorded(state_folder) if isinstance(said, Grant)]
    assert rests == [own, newer.statement]
    both = refused(DIRECTOR, replace(TERMS, products=("xprotect-corporate", *client)))
    assert (both.code, both.facts["field"]) == (Code.PARTY_INVALID, "products")


@pytest.mark.parametrize("capacity", [Capacity.DELEGATE, Capacity.ON_BEHALF])
def test_only_the_principal_grants(own: str, capacity: Capacity, state_folder: Path) -> None:
    del own
    parties = replace(FOR_A_CUSTOMER if capacity is Capacity.ON_BEHALF else ADMINISTRATOR)
    error = refused(parties)
    assert (error.code, error.cite) == (Code.NOT_PRINCIPAL, (CLAUSE,))
    assert len(recorded(state_folder)) == 1


def test_a_grant_without_its_yes_is_refused(own: str, state_folder: Path) -> None:
    del own
    with pytest.raises(Refused) as caught:
        desk().acts.delegation.give(DIRECTOR, TERMS, {})
    assert caught.value.code is Code.AFFIRMATION_MISSING
    assert caught.value.facts["flags"] == "--affirm grant-updates"
    assert caught.value.cite == (CLAUSE,)
    assert len(recorded(state_folder)) == 1


def test_an_incomplete_principal_or_grant_is_named(own: str) -> None:
    del own
    nobody = replace(DIRECTOR, actor=replace(DIRECTOR.actor, email=""))
    assert refused(nobody).facts["field"] == "actor.email"
    assert refused(DIRECTOR, replace(TERMS, delegate="")).facts["field"] == "delegate"


def test_an_edition_without_the_clause_knows_no_grants(
    own: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del own
    later_edition(tmp_path / "editions", delegation=False)
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    error = refused(DIRECTOR)
    assert (error.code, error.cite) == (Code.EARLIER_MISSING, ())


# Revoking


def test_a_revoked_grant_lets_nobody_update_and_what_was_done_stands(
    own: str, target: Path, tmp_path: Path, state_folder: Path
) -> None:
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    delegation = desk(LATER).acts.delegation
    updating(target, newer).accept(Presentation())
    delegation.revoke(own[:8], DIRECTOR, Given.FLAG)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Revocation)
    assert (said.of, said.given) == (own, "flag")
    with pytest.raises(Refused) as caught:
        updating(target, newer).accept(Presentation())
    assert (caught.value.facts["check"], caught.value.facts["number"]) == ("revoked", 2)
    (listed,) = desk(LATER).acts.delegation.listed()
    assert listed.state is GrantState.REVOKED
    assert [used.after_revocation for used in listed.used] == [False]


def test_what_was_done_after_a_revocation_that_was_not_known_yet_is_marked(
    own: str, target: Path, tmp_path: Path
) -> None:
    """The revocation was signed first; the delegate's statement reached the log before it."""
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    updating(target, newer, now=LATER + timedelta(hours=1)).accept(Presentation())
    desk(LATER).acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    (listed,) = desk(LATER + timedelta(hours=2)).acts.delegation.listed()
    assert [used.after_revocation for used in listed.used] == [True]


def test_what_reached_the_log_after_the_revocation_is_marked_whatever_its_time(
    own: str, target: Path, tmp_path: Path
) -> None:
    """Two processes crossed: the delegate had looked for revocations before this one was there."""
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    session = updating(target, newer)
    covering = session.covering()
    assert covering is not None
    desk(LATER).acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    issuer = session._resources.issuer
    with issuer.log() as log:
        record(session, session._resources, log, Relying(covering, Given.GRANT))
    (listed,) = desk(LATER).acts.delegation.listed()
    assert [used.after_revocation for used in listed.used] == [True]


def test_the_delegate_may_give_the_grant_back(own: str, state_folder: Path) -> None:
    del own
    record = grant(desk(), TERMS).statement
    eva = replace(DIRECTOR, actor=replace(DIRECTOR.actor, name="Kiss Éva", organisation="Másik Kft."))
    desk().acts.delegation.revoke(record, eva, Given.FLAG)
    assert isinstance(recorded(state_folder)[-1], Revocation)


def test_nobody_else_revokes(own: str, state_folder: Path) -> None:
    stranger = replace(DIRECTOR, actor=Actor("Más", "mas@example.com", "igazgató", "Másik Kft."))
    with pytest.raises(Refused) as caught:
        desk().acts.delegation.revoke(own, stranger, Given.FLAG)
    assert caught.value.code is Code.NOT_PRINCIPAL
    assert len(recorded(state_folder)) == 1


@pytest.mark.parametrize("record", ["ffffffff", "99", "", "x"])
def test_a_record_that_is_not_there_is_named(own: str, record: str) -> None:
    del own
    with pytest.raises(BadInput) as caught:
        desk().acts.delegation.revoke(record, DIRECTOR, Given.FLAG)
    assert caught.value.code is Code.RECORD_UNFIT


def test_a_record_is_named_by_its_place_too_and_revoked_once(own: str, state_folder: Path) -> None:
    first = desk().acts.delegation.revoke("0", DIRECTOR, Given.FLAG)
    count = len(recorded(state_folder))
    again = desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    assert again == replace(first, again=True)
    assert len(recorded(state_folder)) == count


def test_somebody_else_is_not_told_what_was_revoked(own: str) -> None:
    desk().acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    with pytest.raises(Refused) as caught:
        desk().acts.delegation.revoke(own, EVA, Given.FLAG)
    assert caught.value.code is Code.NOT_PRINCIPAL


def test_a_decline_is_no_grant(target: Path) -> None:
    session = make_ready(open_on(target), parties=DIRECTOR)
    issued = session.decline(screen(session)).issued
    with pytest.raises(BadInput) as caught:
        desk().acts.delegation.revoke(issued.statement, DIRECTOR, Given.FLAG)
    assert caught.value.facts["expected"] == "grant"
