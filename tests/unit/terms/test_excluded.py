from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.terms import tool_terms

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.determination import Determination, ExcludedSection
    from installer.terms.engine import Terms


def left_out(found: Determination) -> dict[str, ExcludedSection]:
    return {each.section: each for each in found.does_not_apply}


def test_every_product_section_either_applies_or_is_said_not_to(terms: Terms) -> None:
    found = terms.determine(Selection(products=("xprotect-corporate", "xprotect-360-split-view-plug-in")))
    applies, products = set(found.sections), set(terms.catalogue.by_id)
    assert set(left_out(found)) == products - applies
    assert "xprotect-smart-client" in applies


def test_what_does_not_apply_stands_in_printed_order(terms: Terms) -> None:
    sections = list(left_out(terms.determine(Selection())))
    assert sections == [product.id for product in terms.catalogue.products]


def test_a_product_that_is_not_selected_says_so_with_the_clause_on_specific_terms(terms: Terms) -> None:
    (reason,) = left_out(terms.determine(Selection()))["xprotect-lpr"].because
    assert (reason.kind, reason.id) == ("not-selected", "R19-own")
    assert reason.cite == ("applicability-of-general-and-specific-terms/p1",)
    assert terms.catalogue.by_id["xprotect-lpr"].subject["en"] in reason.text["en"]


def test_a_rule_that_would_bring_the_section_says_that_the_product_is_not_what_is_used(terms: Terms) -> None:
    selection = Selection(products=("xprotect-smart-client",), host="xprotect-corporate")
    found = left_out(terms.determine(selection))
    assert "xprotect-corporate" not in found
    not_selected, not_used = found["xprotect-expert"].because
    assert (not_selected.kind, not_used.kind) == ("not-selected", "not-used")
    assert (not_used.id, not_used.cite) == ("R01", ("xprotect-smart-client/4",))
    assert [reason.kind for reason in found["xprotect-lpr"].because] == ["not-selected"]


def test_an_oem_version_does_not_bring_the_section_and_that_is_said(terms: Terms) -> None:
    selection = Selection(products=("xprotect-incident-manager",), host="oem:xprotect-corporate")
    _, oem = left_out(terms.determine(selection))["xprotect-corporate"].because
    assert (oem.kind, oem.cite) == ("oem", ("xprotect-incident-manager/3",))
    assert "OEM" in oem.text["hu"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_another_edition_says_it_in_its_own_words(language: str) -> None:
    found = tool_terms().determine(Selection(("drill",), host="press"))
    texts = {each.section: each.text[language] for each in found.does_not_apply}
    assert set(texts) == {"crane"}
    assert all(texts.values())
