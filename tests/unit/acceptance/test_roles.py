from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from installer.acceptance.affirmations import Situation, needed
from installer.acceptance.parties import Actor, Capacity, Parties, PartyType, Principal
from installer.acceptance.roles import Occasion, Role, conflicts, outside, unknown
from installer.errors import BadInput, Code, Outcome, Refused
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms

AFFILIATE = Parties(role=Role.AFFILIATE)


def forbidden(rules: AcceptanceRules, role: str, *products: str, **more: object) -> tuple[str, ...]:
    rule = rules.roles.get(role) or rules.occasions[role]
    return outside(rule, replace(Selection(products=products), **more))  # type: ignore[arg-type] # mixed fields


def test_the_plain_end_user_who_installs_is_always_known(rules: AcceptanceRules) -> None:
    nothing = replace(rules, roles={}, occasions={})
    for capacity in Capacity:
        assert unknown(Parties(capacity=capacity), nothing) == ()
        assert conflicts(Parties(capacity=capacity), nothing, Selection(products=("x",))) == ()


@pytest.mark.parametrize(
    ("field", "parties"),
    [
        ("role", AFFILIATE),
        ("role", Parties(role=Role.TRANSFEREE)),
        ("occasion", Parties(occasion=Occasion.BEFORE_PURCHASE)),
        ("occasion", Parties(occasion=Occasion.HAND_OVER)),
        ("occasion", Parties(occasion=Occasion.REMOTE)),
    ],
)
def test_what_the_edition_does_not_name_does_not_exist_there(
    rules: AcceptanceRules, field: str, parties: Parties
) -> None:
    assert unknown(parties, rules) == ()
    ((found, error),) = unknown(parties, replace(rules, roles={}, occasions={}))
    assert (found, error.code) == (field, Code.ROLE_UNKNOWN)
    assert isinstance(error, BadInput)
    assert conflicts(parties, replace(rules, roles={}, occasions={}), Selection(products=("x",))) == ()


@pytest.mark.parametrize(
    ("capacity", "parties"),
    [
        (Capacity.DELEGATE, AFFILIATE),
        (Capacity.DELEGATE, Parties(role=Role.TRANSFEREE)),
        (Capacity.ON_BEHALF, Parties(occasion=Occasion.HAND_OVER)),
        (Capacity.ON_BEHALF, Parties(occasion=Occasion.REMOTE)),
    ],
)
def test_a_role_is_had_only_in_its_capacities(
    rules: AcceptanceRules, capacity: Capacity, parties: Parties
) -> None:
    assert unknown(replace(parties, capacity=capacity), rules)


def test_affiliates_have_the_three_systems(rules: AcceptanceRules) -> None:
    systems = ("xprotect-corporate", "xprotect-expert", "xprotect-professional-plus")
    assert forbidden(rules, "affiliate", *systems) == ()
    assert forbidden(rules, "affiliate", "xprotect-express-plus", "xprotect-corporate") == (
        "xprotect-express-plus",
    )
    others = ("xprotect-essential-plus", "husky-m-series", "milestone-stablefps", "milestone-sdk-tools")
    for product in others:
        assert forbidden(rules, "affiliate", product, product) == (product,)


def test_affiliates_have_extensions_bought_for_one_of_the_three(rules: AcceptanceRules) -> None:
    assert forbidden(rules, "affiliate", "xprotect-lpr") == ("xprotect-lpr",)
    assert forbidden(rules, "affiliate", "xprotect-lpr", "xprotect-expert") == ()
    assert forbidden(rules, "affiliate", "xprotect-lpr", host="xprotect-expert") == ()
    assert forbidden(rules, "affiliate", "xprotect-lpr", installed=("xprotect-corporate",)) == ()
    assert forbidden(rules, "affiliate", "xprotect-lpr", host="xprotect-express-plus") == ("xprotect-lpr",)


def test_what_the_text_leaves_open_is_not_forbidden_beside_one_of_the_three(rules: AcceptanceRules) -> None:
    assert forbidden(rules, "affiliate", "xprotect-smart-client", host="xprotect-corporate") == ()
    assert forbidden(rules, "affiliate", "xprotect-smart-client") == ("xprotect-smart-client",)


def test_a_transferee_may_have_any_product(rules: AcceptanceRules) -> None:
    assert forbidden(rules, "transferee", "xprotect-essential-plus", "husky-x-series") == ()


def test_acceptance_before_the_purchase_is_asked_of_the_m_series_alone(rules: AcceptanceRules) -> None:
    assert forbidden(rules, "before-purchase", "husky-m-series") == ()
    assert forbidden(rules, "before-purchase", "husky-x-series") == ("husky-x-series",)


def test_a_conflict_names_the_products_and_the_clause(rules: AcceptanceRules) -> None:
    selection = Selection(products=("xprotect-express-plus", "xprotect-corporate"))
    ((field, error),) = conflicts(AFFILIATE, rules, selection)
    assert field == "role"
    assert isinstance(error, Refused)
    assert error.outcome is Outcome.TERMS_CONFLICT
    assert error.cite == ("affiliated-companies/p1",)
    assert error.facts == {"role": "affiliate", "products": "xprotect-express-plus"}


@pytest.mark.parametrize(
    ("product", "parties", "name", "clause"),
    [
        ("xprotect-corporate", AFFILIATE, "affiliate", "affiliated-companies/p1"),
        ("xprotect-corporate", Parties(role=Role.TRANSFEREE), "transferee", "miscellaneous/p1"),
        (
            "husky-m-series",
            Parties(occasion=Occasion.BEFORE_PURCHASE),
            "before-purchase",
            "husky-m-series/1",
        ),
        (
            "xprotect-corporate",
            Parties(occasion=Occasion.REMOTE),
            "remote-users",
            "xprotect-update-manager/3",
        ),
        (
            "xprotect-corporate",
            Parties(capacity=Capacity.DELEGATE, occasion=Occasion.REMOTE),
            "remote-users",
            "xprotect-update-manager/3",
        ),
    ],
)
def test_a_role_or_occasion_asks_for_its_own_yes(  # noqa: PLR0913, PLR0917 - a table of cases
    rules: AcceptanceRules,
    terms: Terms,
    edition: Edition,
    product: str,
    parties: Parties,
    name: str,
    clause: str,
) -> None:
    situation = Situation(
        determination=terms.determine(Selection(products=(product,))),
        edition_digest=edition.digest,
        parties=parties,
        language="en",
        translation_shown=False,
        consents={},
    )
    asked = {found.id: found for found in needed(rules, situation)}
    assert asked[name].cite == (clause,)
    plain = replace(situation, parties=Parties(capacity=parties.capacity))
    assert name not in {found.id for found in needed(rules, plain)}


def test_nobody_is_asked_twice_for_what_rests_on_the_same_clause(
    rules: AcceptanceRules, terms: Terms, edition: Edition
) -> None:
    situation = Situation(
        determination=terms.determine(Selection(products=("xprotect-update-manager",))),
        edition_digest=edition.digest,
        parties=Parties(occasion=Occasion.REMOTE),
        language="en",
        translation_shown=False,
        consents={},
    )
    resting = [found.id for found in needed(rules, situation) if found.cite == ("xprotect-update-manager/3",)]
    assert resting == ["remote-users"]
    plain = needed(rules, replace(situation, parties=Parties()))
    assert [found.id for found in plain if found.cite == ("xprotect-update-manager/3",)] == ["A05"]


def test_the_mobile_server_asks_for_its_end_users(
    rules: AcceptanceRules, terms: Terms, edition: Edition
) -> None:
    company = Parties(
        actor=Actor(organisation="Minta Kft."), principal=Principal(type=PartyType.ORGANISATION)
    )
    selection = Selection(products=("xprotect-corporate", "xprotect-mobile-server"))
    situation = Situation(terms.determine(selection), edition.digest, company, "hu", True, {})  # noqa: FBT003 - shown
    resting = [found for found in needed(rules, situation) if "xprotect-mobile-server/4" in found.cite]
    assert len(resting) == 1
    assert set(resting[0].text) >= {"hu", "en"}
