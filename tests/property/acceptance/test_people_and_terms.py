from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from helpers.agreements import SHIPPED
from hypothesis import given
from hypothesis import strategies as st

from installer.acceptance.affirmations import Situation, basis, named_by_edition, needed
from installer.acceptance.load import load_acceptance
from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal, problems
from installer.agreement.load import load_edition
from installer.errors import BadInput
from installer.evidence.personal import seal
from installer.session.people import personal_fields
from installer.terms.load import load_terms
from installer.terms.selected import Selection

EDITION = load_edition(SHIPPED)
TERMS = load_terms(SHIPPED, EDITION)
RULES = load_acceptance(SHIPPED, EDITION)

WORDS = st.one_of(
    st.sampled_from(("", " ", "Kiss Éva", "eva@example.com", "2026-02-27", "0" * 64)), st.text(max_size=20)
)
PARTIES = st.builds(
    Parties,
    capacity=st.sampled_from(Capacity),
    actor=st.builds(Actor, WORDS, WORDS, WORDS, WORDS),
    principal=st.builds(Principal, st.sampled_from(PartyType), WORDS, WORDS),
    authority=st.builds(Authority, WORDS, WORDS, WORDS, WORDS, WORDS),
)


@given(PARTIES)
def test_any_form_is_judged_and_a_complete_one_can_be_recorded(parties: Parties) -> None:
    found = problems(parties, date(2026, 3, 1))
    assert all(isinstance(error, BadInput) for _, error in found)
    if not found:
        sealed = seal(personal_fields(parties))
        assert sealed.opens(sealed.commitment)
        assert sealed.fields.actor.name
        assert sealed.fields.principal.name


PRODUCTS = tuple(product.id for product in TERMS.catalogue.products)


@pytest.mark.parametrize("capacity", Capacity)
@pytest.mark.parametrize("first", PRODUCTS)
def test_every_selection_asks_for_distinct_affirmations_that_rest_on_real_clauses(
    capacity: Capacity, first: str
) -> None:
    clauses = set(EDITION.clause_ids())
    for second in (None, *PRODUCTS):
        products = (first,) if second in {None, first} else (first, str(second))
        situation = Situation(
            determination=TERMS.determine(Selection(products=products)),
            edition_digest=EDITION.digest,
            parties=Parties(capacity=capacity, principal=Principal(type=PartyType.ORGANISATION)),
            language="hu",
            translation_shown=True,
            consents={"end-user-registration": True, "dashboard-sharing": True},
        )
        asked = needed(RULES, situation)
        ids = [affirmation.id for affirmation in asked]
        assert len(set(ids)) == len(ids)
        assert named_by_edition(RULES, capacity) in ids
        assert set(basis(asked, situation)) == set(ids)
        for affirmation in asked:
            assert affirmation.cite
            assert set(affirmation.cite) <= clauses
            assert set(affirmation.text) >= set(EDITION.languages)
            assert all(words.strip() for words in affirmation.text.values())


def test_no_affirmation_of_a_capacity_stands_for_another() -> None:
    """The "yes" of one capacity is never the "yes" of another: they bind different people."""
    for one, other in combinations(Capacity, 2):
        assert named_by_edition(RULES, one) != named_by_edition(RULES, other)
