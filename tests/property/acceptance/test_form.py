"""Whatever was typed under whatever choice: the answer holds what its choices ask for, and nothing else."""

from __future__ import annotations

from datetime import date

from helpers.agreements import SHIPPED
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from installer.acceptance import form
from installer.acceptance.load import load_acceptance
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
from installer.agreement.load import load_edition
from installer.session.people import personal_fields

RULES = load_acceptance(SHIPPED, load_edition(SHIPPED))
TODAY = date(2026, 3, 1)

TEXT = st.text(max_size=12)
DIGESTS = st.sampled_from(("", "f" * 64, "ff"))
PARTIES = st.builds(
    Parties,
    capacity=st.sampled_from(Capacity),
    actor=st.builds(Actor, TEXT, TEXT, TEXT, TEXT),
    principal=st.builds(Principal, st.sampled_from(PartyType), TEXT, TEXT),
    authority=st.builds(
        Authority,
        TEXT,
        TEXT,
        st.sampled_from(("", "2026-02-27", "2026. 2. 27.", "x")),
        TEXT,
        DIGESTS,
        DIGESTS,
    ),
    role=st.sampled_from(Role),
    occasion=st.sampled_from(Occasion),
    remote_computers=st.integers(0, 3),
    rests_on=DIGESTS,
    grant=DIGESTS,
)


@given(PARTIES)
def test_settling_twice_is_settling_once(parties: Parties) -> None:
    settled = form.settled(parties, RULES)
    assert form.settled(settled, RULES) == settled


@given(PARTIES)
def test_what_is_wrong_is_always_at_an_input_that_is_asked_for(parties: Parties) -> None:
    settled = form.settled(parties, RULES)
    asked = {*form.inputs(settled, RULES), "authority.evidence_sha256"}
    assert {field for field, _ in problems(settled, TODAY)} <= asked
    assert unknown(settled, RULES) == ()


@given(PARTIES, PARTIES)
def test_what_was_typed_under_other_choices_changes_nothing(parties: Parties, other: Parties) -> None:
    settled = form.settled(parties, RULES)
    asked = form.inputs(settled, RULES)
    # Everything that is not asked for comes from somebody else's answer.
    mixed = replace(
        settled, remote_computers=other.remote_computers, rests_on=other.rests_on, grant=other.grant
    )
    for name in (form.COMPUTERS, form.RESTS_ON, form.GRANT):
        if name in asked:
            mixed = replace(mixed, **{name: getattr(settled, name)})
    for part in ("actor", "principal", "authority"):
        mine, theirs = getattr(settled, part), getattr(other, part)
        kept = {name: value for name, value in asdict(mine).items() if _belongs(f"{part}.{name}", asked)}
        mixed = replace(mixed, **{part: replace(theirs, **kept)})
    assert form.settled(mixed, RULES) == settled
    assert personal_fields(form.settled(mixed, RULES)) == personal_fields(settled)


def _belongs(name: str, asked: object) -> bool:
    assert isinstance(asked, dict)
    if name == "authority.evidence_sha256":
        return form.EVIDENCE in asked
    # The kind of the principal is a choice, and so is whether there is a receipt.
    return name in asked or name in {"principal.type", form.RECEIPT}
