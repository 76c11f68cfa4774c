from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from installer.acceptance.parties import (
    LONGEST,
    Actor,
    Authority,
    Capacity,
    Parties,
    PartyType,
    Principal,
    bound,
    problems,
)
from installer.acceptance.roles import Occasion, Role
from installer.errors import Code

TODAY = date(2026, 3, 1)
DIGEST = "0" * 63 + "a"

EVA = Actor(name="Kiss Éva", email="eva@example.com")
FOR_ITSELF = Parties(actor=EVA)
FOR_A_COMPANY = Parties(
    actor=replace(EVA, position="ügyvezető", organisation="Minta Kft."),
    principal=Principal(type=PartyType.ORGANISATION),
)
FOR_A_CUSTOMER = Parties(
    capacity=Capacity.ON_BEHALF,
    actor=EVA,
    principal=Principal(PartyType.ORGANISATION, "Vevő Zrt.", "it@vevo.example"),
    authority=Authority(basis="megrendelés 17", accepted_how="aláírva", accepted_on="2026-02-27"),
)
AS_ADMINISTRATOR = Parties(
    capacity=Capacity.DELEGATE,
    actor=EVA,
    principal=Principal(PartyType.ORGANISATION, "Vevő Zrt."),
)


def found(parties: Parties) -> dict[str, Code]:
    return {field: error.code for field, error in problems(parties, TODAY)}


@pytest.mark.parametrize(
    "parties", [FOR_ITSELF, FOR_A_COMPANY, FOR_A_CUSTOMER, AS_ADMINISTRATOR], ids=lambda p: p.capacity
)
def test_a_complete_form_has_no_problem(parties: Parties) -> None:
    assert found(parties) == {}


def test_an_individual_needs_name_and_address_alone() -> None:
    assert found(Parties()) == dict.fromkeys(("actor.name", "actor.email"), Code.PARTY_INCOMPLETE)


def test_an_organisation_needs_its_name_and_the_position_of_whoever_binds_it() -> None:
    empty = Parties(principal=Principal(type=PartyType.ORGANISATION))
    assert list(found(empty)) == ["actor.name", "actor.email", "actor.position", "actor.organisation"]


def test_a_third_party_needs_a_name_a_contact_and_the_authority() -> None:
    assert list(found(Parties(capacity=Capacity.ON_BEHALF))) == [
        "actor.name",
        "actor.email",
        "principal.name",
        "principal.contact",
        "authority.basis",
        "authority.accepted_how",
        "authority.accepted_on",
    ]


def test_a_delegate_needs_the_name_of_the_principal_and_no_authority() -> None:
    assert list(found(Parties(capacity=Capacity.DELEGATE))) == ["actor.name", "actor.email", "principal.name"]


def test_white_space_is_no_answer() -> None:
    assert found(replace(FOR_ITSELF, actor=Actor(name=" ", email="e@example.com"))) == {
        "actor.name": Code.PARTY_INCOMPLETE
    }


@pytest.mark.parametrize("email", ["eva", "@example.com", "eva@", "e va@example.com", "a@b@c"])
def test_an_address_without_two_sides_is_refused(email: str) -> None:
    assert found(Parties(actor=replace(EVA, email=email))) == {"actor.email": Code.PARTY_INVALID}


@pytest.mark.parametrize("name", ["Kiss\nÉva", "\x00", "\ud800", "\u202eavÉ", "x" * (LONGEST + 1)])
def test_what_cannot_be_shown_as_it_is_signed_is_refused(name: str) -> None:
    assert found(Parties(actor=replace(EVA, name=name))) == {"actor.name": Code.PARTY_INVALID}


def with_authority(**changes: str) -> Parties:
    return replace(FOR_A_CUSTOMER, authority=replace(FOR_A_CUSTOMER.authority, **changes))


@pytest.mark.parametrize("day", ["2026-02-29", "27.02.2026", "tegnap", "2026-03-02"])
def test_the_principal_accepted_on_a_real_day_that_is_not_in_the_future(day: str) -> None:
    assert found(with_authority(accepted_on=day)) == {"authority.accepted_on": Code.PARTY_INVALID}


def test_the_principal_may_have_accepted_today() -> None:
    assert found(with_authority(accepted_on="2026-03-01")) == {}


def test_evidence_is_a_name_with_a_digest() -> None:
    assert found(with_authority(evidence_name="order.pdf", evidence_sha256=DIGEST)) == {}
    assert found(with_authority(evidence_name="order.pdf")) == {
        "authority.evidence_sha256": Code.PARTY_INCOMPLETE
    }
    assert found(with_authority(evidence_sha256=DIGEST)) == {"authority.evidence_name": Code.PARTY_INCOMPLETE}
    assert found(with_authority(evidence_name="order.pdf", evidence_sha256="0" * 63)) == {
        "authority.evidence_sha256": Code.PARTY_INVALID
    }


def test_the_authority_is_not_looked_at_in_other_capacities() -> None:
    stated = Authority(accepted_on="tegnap", evidence_sha256="x")
    assert found(replace(FOR_ITSELF, authority=stated)) == {}


def test_an_individual_binds_themselves() -> None:
    assert bound(FOR_ITSELF) == Principal(PartyType.INDIVIDUAL, "Kiss Éva", "eva@example.com")


def test_a_company_is_bound_through_its_actor() -> None:
    assert bound(FOR_A_COMPANY) == Principal(PartyType.ORGANISATION, "Minta Kft.", "eva@example.com")


@pytest.mark.parametrize("parties", [FOR_A_CUSTOMER, AS_ADMINISTRATOR])
def test_otherwise_the_named_principal_is_bound(parties: Parties) -> None:
    assert bound(parties) == parties.principal


def test_with_the_third_partys_own_receipt_how_and_when_need_not_be_said() -> None:
    bare = {"accepted_how": "", "accepted_on": ""}
    assert set(found(with_authority(**bare))) == {"authority.accepted_how", "authority.accepted_on"}
    assert found(with_authority(**bare, receipt=DIGEST)) == {}
    assert found(with_authority(receipt="0" * 63)) == {"authority.receipt": Code.PARTY_INVALID}


@pytest.mark.parametrize(
    ("field", "parties"),
    [
        ("grant", replace(AS_ADMINISTRATOR, grant=DIGEST)),
        ("rests_on", replace(FOR_ITSELF, role=Role.AFFILIATE, rests_on=DIGEST)),
    ],
)
def test_a_record_is_named_by_its_digest_and_only_where_it_means_something(
    field: str, parties: Parties
) -> None:
    assert found(parties) == {}
    assert found(replace(parties, **{field: "ff"})) == {field: Code.PARTY_INVALID}
    assert found(replace(FOR_ITSELF, **{field: DIGEST})) == {field: Code.PARTY_INVALID}


def test_a_receipt_of_ones_own_means_nothing() -> None:
    stated = Authority(receipt=DIGEST)
    assert found(replace(FOR_ITSELF, authority=stated)) == {"authority.receipt": Code.PARTY_INVALID}


def test_other_computers_are_counted_exactly_where_there_are_some() -> None:
    remote = replace(FOR_ITSELF, occasion=Occasion.REMOTE)
    assert found(remote) == {"remote_computers": Code.PARTY_INCOMPLETE}
    assert found(replace(remote, remote_computers=1)) == {}
    assert found(replace(FOR_ITSELF, remote_computers=1)) == {"remote_computers": Code.PARTY_INVALID}
