"""Whatever is chosen after whatever: only what the last choices ask for is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import forms
from helpers.delegates import DIRECTOR
from helpers.journeys import CUSTOMER, EVA
from helpers.wizards import ONE_LANGUAGE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from installer.acceptance import form
from installer.acceptance.parties import Capacity, PartyType
from installer.acceptance.roles import Occasion, Role
from installer.flow.steps import Step

if TYPE_CHECKING:
    from helpers.wizards import Stage
    from PySide6.QtWidgets import QAbstractButton

    from ui.pages.parties import PartiesPage

pytestmark = ONE_LANGUAGE


FULL = replace(
    DIRECTOR,
    principal=CUSTOMER,
    authority=replace(
        EVA.authority,
        basis="megrendelés 17",
        accepted_how="aláírva",
        accepted_on="2026-02-27",
        evidence_name="order.pdf",
        evidence_sha256="0" * 64,
    ),
    role=Role.AFFILIATE,
    occasion=Occasion.REMOTE,
    remote_computers=3,
    rests_on="f" * 64,
    grant="f" * 64,
)
"""Everything that somebody could have typed."""


@pytest.fixture
def page(stage: Stage) -> Stage:
    stage.bring_to(Step.PARTIES)
    return stage


def button_of(page: PartiesPage, choice: str) -> QAbstractButton:
    if isinstance(choice, Capacity):
        return page._choices[choice].button
    if isinstance(choice, PartyType):
        return page._type_buttons[choice]
    if isinstance(choice, Role):
        return page._situation.roles.button(choice)
    return page._situation.occasions.button(Occasion(choice))


CHOICES = st.lists(
    st.one_of(
        st.sampled_from(Capacity),
        st.sampled_from(PartyType),
        st.sampled_from(Role),
        st.sampled_from(Occasion),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(choices=CHOICES)
def test_no_sequence_of_choices_leaves_a_field_of_another_one(page: Stage, choices: list[str]) -> None:
    shown = forms.form_of(page)
    rules = page.session.rules
    shown._tell(FULL)
    for choice in choices:
        button_of(shown, choice).click()
        said = page.session.state.parties
        assert said == form.settled(said, rules)
    # Whatever was tried in between, the last choices alone make the answer.
    said = page.session.state.parties
    last = replace(
        FULL,
        capacity=said.capacity,
        principal=replace(FULL.principal, type=said.principal.type),
        role=shown._draft.role,
        occasion=shown._draft.occasion,
    )
    assert said == form.settled(last, rules)
