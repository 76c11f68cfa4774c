from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from installer.acceptance.affirmations import Situation, basis, named_by_edition, needed
from installer.acceptance.consents import offers
from installer.acceptance.decline import refund
from installer.acceptance.parties import Actor, Capacity, Parties, PartyType, Principal
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms


@pytest.fixture
def situation(terms: Terms, edition: Edition) -> Situation:
    return Situation(
        determination=terms.determine(Selection(products=("xprotect-corporate",))),
        edition_digest=edition.digest,
        parties=Parties(),
        language="en",
        translation_shown=False,
        consents={},
    )


def ids(rules: AcceptanceRules, situation: Situation) -> list[str]:
    return [affirmation.id for affirmation in needed(rules, situation)]


def for_capacity(situation: Situation, capacity: Capacity) -> Situation:
    return replace(situation, parties=Parties(capacity=capacity))


def test_an_individual_affirms_agreement_third_party_terms_and_product_duties(
    rules: AcceptanceRules, situation: Situation
) -> None:
    duties = [affirmation.id for affirmation in situation.determination.affirmations]
    assert duties
    assert ids(rules, situation) == ["agreement", "third-party-terms", *duties]


def test_that_the_english_prevails_is_affirmed_when_a_translation_was_shown(
    rules: AcceptanceRules, situation: Situation
) -> None:
    assert "english-prevails" not in ids(rules, situation)
    assert "english-prevails" in ids(rules, replace(situation, translation_shown=True))


def test_whoever_binds_an_organisation_affirms_to_be_entitled(
    rules: AcceptanceRules, situation: Situation
) -> None:
    company = Parties(principal=Principal(type=PartyType.ORGANISATION))
    assert "entitled-to-bind" not in ids(rules, situation)
    assert "entitled-to-bind" in ids(rules, replace(situation, parties=company))


def test_third_party_terms_are_affirmed_only_where_there_are_some(
    rules: AcceptanceRules, situation: Situation
) -> None:
    without = replace(situation.determination, acknowledgements=())
    assert "third-party-terms" not in ids(rules, replace(situation, determination=without))


def test_third_party_terms_rest_on_the_clauses_that_bring_them(
    rules: AcceptanceRules, situation: Situation
) -> None:
    third = next(found for found in needed(rules, situation) if found.id == "third-party-terms")
    cited = [clause for item in situation.determination.acknowledgements for clause in item.cite]
    assert cited
    assert set(cited) <= set(third.cite)
    assert len(set(third.cite)) == len(third.cite)


def test_a_dealer_affirms_the_acceptance_of_the_third_party(
    rules: AcceptanceRules, situation: Situation
) -> None:
    found = ids(rules, for_capacity(situation, Capacity.ON_BEHALF))
    assert found[:2] == ["agreement-for-principal", "principal-identified"]
    assert "agreement" not in found
    assert "principal-consents-to-data" not in found


def test_a_dealer_affirms_the_consent_to_data_only_when_such_data_is_given(
    rules: AcceptanceRules, situation: Situation
) -> None:
    dealer = for_capacity(situation, Capacity.ON_BEHALF)
    given = replace(dealer, consents={"end-user-registration": True})
    refused = replace(dealer, consents={"end-user-registration": False})
    assert "principal-consents-to-data" in ids(rules, given)
    assert "principal-consents-to-data" not in ids(rules, refused)


def test_a_delegate_is_not_asked_for_duties_that_the_principal_has_taken_on(
    rules: AcceptanceRules, situation: Situation
) -> None:
    assert ids(rules, for_capacity(situation, Capacity.DELEGATE)) == [
        "agreement-as-administrator",
        "administrator",
    ]


@pytest.mark.parametrize(
    ("capacity", "name"),
    [
        (Capacity.SELF, "agreement"),
        (Capacity.ON_BEHALF, "agreement-for-principal"),
        (Capacity.DELEGATE, "agreement-as-administrator"),
    ],
)
def test_naming_the_edition_gives_one_affirmation_in_each_capacity(
    rules: AcceptanceRules, capacity: Capacity, name: str
) -> None:
    assert named_by_edition(rules, capacity) == name


def test_an_edition_without_a_capacity_has_nothing_to_name(rules: AcceptanceRules) -> None:
    assert named_by_edition(replace(rules, affirmations=()), Capacity.SELF) is None


@pytest.mark.parametrize(
    "change",
    [
        {"edition_digest": "another"},
        {"parties": Parties(actor=Actor(name="Nagy Pál"))},
        {"language": "hu"},
    ],
    ids=["text", "people", "language"],
)
def test_a_yes_rests_on_the_text_the_people_and_the_language(
    rules: AcceptanceRules, situation: Situation, change: dict[str, object]
) -> None:
    asked = needed(rules, situation)
    before = basis(asked, situation)
    after = basis(asked, replace(situation, **change))  # type: ignore[arg-type]  # one field each
    assert set(before) == set(after) == {affirmation.id for affirmation in asked}
    assert all(before[name] != after[name] for name in before)


def test_a_yes_rests_on_the_sections_that_apply(
    rules: AcceptanceRules, situation: Situation, terms: Terms
) -> None:
    other = replace(situation, determination=terms.determine(Selection(products=("xprotect-expert",))))
    assert (
        basis(needed(rules, situation), situation)["agreement"]
        != basis(needed(rules, other), other)["agreement"]
    )


def test_a_yes_does_not_rest_on_how_many_devices_there_are(
    rules: AcceptanceRules, situation: Situation, terms: Terms
) -> None:
    selection = Selection(products=("xprotect-corporate",), installed=("xprotect-smart-client",))
    other = replace(situation, determination=terms.determine(selection))
    assert other.determination.sections == situation.determination.sections
    assert (
        basis(needed(rules, situation), situation)["agreement"]
        == basis(needed(rules, other), other)["agreement"]
    )


def test_consents_are_offered_where_their_sections_apply(rules: AcceptanceRules) -> None:
    assert [offer.id for offer in offers(rules, Capacity.SELF, ("xprotect-corporate",))] == [
        "end-user-registration"
    ]
    assert len(offers(rules, Capacity.ON_BEHALF, ("milestone-customer-dashboard",))) == 2
    assert offers(rules, Capacity.SELF, ("milestone-stablefps",)) == ()


def test_a_delegate_is_never_asked_for_a_consent(rules: AcceptanceRules) -> None:
    assert offers(rules, Capacity.DELEGATE, ("milestone-customer-dashboard",)) == ()


@pytest.mark.parametrize("language", ["hu", "en"])
def test_a_decline_shows_the_refund_clause_and_its_two_exceptions(
    rules: AcceptanceRules, edition: Edition, language: str
) -> None:
    told = refund(rules, edition, language)
    clause = edition.clause("introduction/p2", language)
    assert clause is not None
    assert [shown.text for shown in told.clauses] == [clause.text]
    assert len(told.exceptions) == 2
