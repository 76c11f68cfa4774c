from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType
from installer.acceptance.roles import Occasion, Role
from installer.errors import Code, Refused
from installer.unattended.flags import PartyFlags, with_flags

if TYPE_CHECKING:
    from pathlib import Path

FILE = Parties(
    actor=Actor("Kiss Éva", "eva@example.com", "mérnök", "Minta Kft."),
    authority=Authority(basis="order", receipt="a" * 64),
    role=Role.TRANSFEREE,
    occasion=Occasion.BEFORE_PURCHASE,
    rests_on="b" * 64,
    grant="c" * 64,
)


def test_without_flags_the_file_stands() -> None:
    assert with_flags(FILE, PartyFlags()) == FILE


def test_what_a_flag_says_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "order.pdf").write_bytes(b"order 17")
    flags = PartyFlags(
        name="Nagy Pál",
        email="pal@example.com",
        position="igazgató",
        organisation="Más Kft.",
        role=Role.AFFILIATE,
        occasion=Occasion.HAND_OVER,
        rests_on="d" * 64,
        grant="e" * 64,
        evidence=tmp_path / "order.pdf",
        receipt="f" * 64,
    )
    told = with_flags(FILE, flags)
    assert told.actor == Actor("Nagy Pál", "pal@example.com", "igazgató", "Más Kft.")
    assert told.principal.type is PartyType.ORGANISATION
    assert (told.role, told.occasion) == (Role.AFFILIATE, Occasion.HAND_OVER)
    assert (told.rests_on, told.grant, told.authority.receipt) == ("d" * 64, "e" * 64, "f" * 64)
    assert told.authority.evidence_name == "order.pdf"
    assert told.authority.evidence_sha256 == hashlib.sha256(b"order 17").hexdigest()
    assert told.authority.basis == "order"


def test_a_number_of_computers_makes_it_remote() -> None:
    told = with_flags(FILE, PartyFlags(remote_computers=7))
    assert (told.occasion, told.remote_computers) == (Occasion.REMOTE, 7)


def test_an_organisation_binds_itself_only_where_the_actor_accepts_for_their_own() -> None:
    dealer = Parties(capacity=Capacity.ON_BEHALF)
    assert with_flags(dealer, PartyFlags(organisation="Minta Kft.")).principal == dealer.principal


def test_evidence_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        with_flags(FILE, PartyFlags(evidence=tmp_path / "nowhere.pdf"))
    assert caught.value.code is Code.EVIDENCE_FILE_UNREADABLE
    assert caught.value.outcome.posix == 177
