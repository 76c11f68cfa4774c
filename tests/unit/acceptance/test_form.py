"""What each choice asks for, and that nothing of another choice stays in the answer."""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import asdict, replace

from installer.acceptance import form
from installer.acceptance.evidence_file import name_and_digest
from installer.acceptance.parties import (
    Actor,
    Authority,
    Capacity,
    Parties,
    PartyType,
    Principal,
    problems,
)
from installer.acceptance.roles import Occasion, Role, unknown
from installer.acceptance.rules import Earlier
from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.acceptance.rules import AcceptanceRules

TODAY = date(2026, 3, 1)
DIGEST = "a" * 64

FULL = Parties(
    actor=Actor("Kiss Éva", "eva@example.com", "mérnök", "Telepítő Bt."),
    principal=Principal(PartyType.ORGANISATION, "Vevő Zrt.", "it@vevo.example"),
    authority=Authority("megrendelés 17", "aláírva", "2026-02-27", "order.pdf", DIGEST, DIGEST),
    role=Role.AFFILIATE,
    occasion=Occasion.REMOTE,
    remote_computers=3,
    rests_on=DIGEST,
    grant=DIGEST,
)
"""Everything that somebody could have typed while they compared the choices."""


def every_choice() -> Iterator[Parties]:
    for capacity, kind, role, occasion in itertools.product(Capacity, PartyType, Role, Occasion):
        yield replace(
            FULL,
            capacity=capacity,
            principal=replace(FULL.principal, type=kind),
            role=role,
            occasion=occasion,
        )


def test_an_individual_is_asked_for_name_and_address_alone(rules: AcceptanceRules) -> None:
    assert form.inputs(Parties(), rules) == {"actor.name": True, "actor.email": True}


def test_an_organisation_adds_position_and_name(rules: AcceptanceRules) -> None:
    company = Parties(principal=Principal(PartyType.ORGANISATION))
    assert list(form.inputs(company, rules)) == [
        "actor.name",
        "actor.email",
        "actor.position",
        "actor.organisation",
    ]


def test_for_a_third_party_their_receipt_takes_the_place_of_how_and_when(rules: AcceptanceRules) -> None:
    stated = Parties(capacity=Capacity.ON_BEHALF)
    asked = form.inputs(stated, rules)
    assert asked["authority.accepted_how"]
    assert asked["authority.accepted_on"]
    assert not asked[form.RECEIPT]
    assert not asked[form.EVIDENCE]
    named = form.inputs(replace(stated, authority=Authority(receipt=DIGEST)), rules)
    assert asked.keys() - named.keys() == {"authority.accepted_how", "authority.accepted_on"}


def test_a_delegate_may_name_position_and_grant(rules: AcceptanceRules) -> None:
    asked = form.inputs(Parties(capacity=Capacity.DELEGATE), rules)
    assert asked == {
        "actor.name": True,
        "actor.email": True,
        "principal.name": True,
        "actor.position": False,
        form.GRANT: False,
    }


def test_a_role_asks_for_what_it_rests_on_and_remote_computers_for_their_number(
    rules: AcceptanceRules,
) -> None:
    assert form.inputs(Parties(role=Role.AFFILIATE), rules)[form.RESTS_ON] is False
    assert form.inputs(Parties(occasion=Occasion.REMOTE), rules)[form.COMPUTERS] is True
    alone = replace(rules.roles["affiliate"], earlier=Earlier.NONE)
    assert form.RESTS_ON not in form.inputs(
        Parties(role=Role.AFFILIATE), replace(rules, roles={"affiliate": alone})
    )


def test_each_capacity_has_its_own_roles_and_occasions(rules: AcceptanceRules) -> None:
    offered = {
        capacity: (
            [rule.id for rule in form.roles(capacity, rules)],
            [rule.id for rule in form.occasions(capacity, rules)],
        )
        for capacity in Capacity
    }
    assert offered == {
        Capacity.SELF: (["affiliate", "transferee"], ["before-purchase", "hand-over", "remote"]),
        Capacity.ON_BEHALF: (["affiliate", "transferee"], ["before-purchase"]),
        Capacity.DELEGATE: ([], ["remote"]),
    }


@pytest.mark.parametrize(
    "parties", tuple(every_choice()), ids=lambda p: f"{p.capacity}-{p.role}-{p.occasion}"
)
def test_what_is_settled_holds_what_its_choices_ask_for_and_nothing_else(
    parties: Parties, rules: AcceptanceRules
) -> None:
    settled = form.settled(parties, rules)
    asked = form.inputs(settled, rules)
    assert form.settled(settled, rules) == settled
    assert problems(settled, TODAY) == ()
    assert unknown(settled, rules) == ()
    said = {
        f"{part}.{field}"
        for part in ("actor", "principal", "authority")
        for field, value in asdict(getattr(settled, part)).items()
        if value
    }
    said |= {field for field in (form.COMPUTERS, form.RESTS_ON, form.GRANT) if getattr(settled, field)}
    # The kind of principal is a choice, and a digest goes with its file.
    assert said - {"principal.type", "authority.evidence_sha256"} == set(asked)
    assert ("authority.evidence_sha256" in said) == (form.EVIDENCE in asked)


def test_a_role_that_a_capacity_does_not_have_becomes_the_plain_one(rules: AcceptanceRules) -> None:
    settled = form.settled(replace(FULL, capacity=Capacity.DELEGATE), rules)
    assert (settled.role, settled.occasion) == (Role.END_USER, Occasion.REMOTE)
    settled = form.settled(replace(FULL, capacity=Capacity.ON_BEHALF), rules)
    assert (settled.role, settled.occasion) == (Role.AFFILIATE, Occasion.INSTALL)
    assert form.is_plain(form.settled(FULL, replace(rules, roles={}, occasions={})))
    assert not form.is_plain(settled)


def test_a_day_is_settled_in_the_form_of_the_record(rules: AcceptanceRules) -> None:
    stated = Authority(accepted_on="2026. 2. 27.")
    settled = form.settled(Parties(capacity=Capacity.ON_BEHALF, authority=stated), rules)
    assert settled.authority.accepted_on == "2026-02-27"


def test_somebody_from_before_binds_their_organisation_only_for_themselves() -> None:
    company, person = FULL.actor, Actor("Nagy Pál", "pal@example.com")
    assert form.with_actor(Parties(), company).principal.type is PartyType.ORGANISATION
    assert form.with_actor(FULL, person).principal.type is PartyType.INDIVIDUAL
    assert form.with_actor(FULL, person).actor == person
    on_behalf = replace(FULL, capacity=Capacity.ON_BEHALF)
    assert form.with_actor(on_behalf, person).principal == FULL.principal


def test_of_an_evidence_file_name_and_digest_are_told(tmp_path: Path) -> None:
    (tmp_path / "order.pdf").write_bytes(b"")
    name, digest = name_and_digest(tmp_path / "order.pdf")
    assert (name, digest[:8]) == ("order.pdf", "e3b0c442")
    with pytest.raises(Refused) as caught:
        name_and_digest(tmp_path)
    assert caught.value.code is Code.EVIDENCE_FILE_UNREADABLE
