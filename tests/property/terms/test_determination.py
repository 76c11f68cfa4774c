"""What holds for every selection of the shipped edition."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from installer import i18n, paths
from installer.agreement.cover import find_edition
from installer.agreement.load import load_edition
from installer.errors import BadInput
from installer.terms.load import load_terms
from installer.terms.selected import Selection
from installer.terms.selection import read_selection
from installer.terms.sheet import make_sheet, sheet_text

if TYPE_CHECKING:
    from installer.terms.engine import Terms


@cache
def terms() -> Terms:
    folder = find_edition(paths.editions_root(), "milestone-xprotect/2025-02-12")
    return load_terms(folder, load_edition(folder))


PRODUCTS = tuple(product.id for product in terms().catalogue.products)
HOSTS = tuple(product.id for product in terms().catalogue.products if product.host)
RELEASES = ("2021 R2", "R1 2022", "2022 R2", "2022 R3", "2023", "2024", "2025 R1")


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any products of the 2^28, with any host, release, facts and quantities."""
    chosen = draw(st.integers(0, 2 ** len(PRODUCTS) - 1))
    named = st.sampled_from([*PRODUCTS, *(f"oem:{host}" for host in HOSTS)])
    return Selection(
        products=tuple(product for place, product in enumerate(PRODUCTS) if chosen >> place & 1),
        release=draw(st.none() | st.sampled_from(RELEASES)),
        host=draw(st.none() | named),
        installed=tuple(draw(st.lists(st.sampled_from(PRODUCTS), max_size=3))),
        quantities=draw(st.dictionaries(st.sampled_from(sorted(terms().quantities)), st.integers(0, 50))),
        facts=draw(st.dictionaries(st.sampled_from(sorted(terms().facts)), st.booleans())),
    )


def as_bytes(selection: Selection) -> bytes:
    return json.dumps(terms().determine(selection).to_document(), ensure_ascii=False).encode()


@given(selections())
@settings(max_examples=150)
def test_no_selection_raises_and_every_answer_rests_on_clauses_and_speaks_both_languages(
    selection: Selection,
) -> None:
    document = terms().determine(selection).to_document()
    for name, entries in document.items():
        if name == "edition":
            continue
        for entry in entries:
            assert entry["id"]
            assert entry["cite"]
            assert set(entry["text"]) == {"hu", "en"}
            for sentence in entry["text"].values():
                assert sentence.strip()
                assert "{" not in sentence


@given(selections(), st.sampled_from(PRODUCTS))
@settings(max_examples=150)
def test_adding_a_product_never_removes_a_section(selection: Selection, product: str) -> None:
    more = Selection(
        products=(*selection.products, product),
        release=selection.release,
        host=selection.host,
        installed=selection.installed,
        quantities=selection.quantities,
        facts=selection.facts,
    )
    before, after = terms().determine(selection), terms().determine(more)
    assert set(before.sections) <= set(after.sections)
    assert product in after.sections


@given(selections(), st.randoms())
@settings(max_examples=60)
def test_equal_selections_give_equal_bytes_in_whatever_order_they_are_named(
    selection: Selection, random: object
) -> None:
    products = list(selection.products)
    random.shuffle(products)  # type: ignore[attr-defined] # hypothesis types it as object
    shuffled = Selection(
        products=tuple(products),
        release=selection.release,
        host=selection.host,
        installed=selection.installed[::-1],
        quantities=dict(reversed(list(selection.quantities.items()))),
        facts=dict(reversed(list(selection.facts.items()))),
    )
    assert as_bytes(selection) == as_bytes(shuffled)


@given(selections())
@settings(max_examples=60)
def test_every_selected_product_and_the_general_terms_apply(selection: Selection) -> None:
    sections = set(terms().determine(selection).sections)
    assert set(selection.products) <= sections
    assert set(terms().determine(Selection()).sections) <= sections


@given(selections(), st.sampled_from([component.id for component in terms().catalogue.components]))
@settings(max_examples=60)
def test_a_component_of_a_selected_product_needs_no_more_than_what_applies(
    selection: Selection, component: str
) -> None:
    if not set(terms().products_of(component)) & set(selection.products):
        return
    needed = terms().sections_for_component(component, selection)
    assert set(needed) <= set(terms().determine(selection).sections)


@given(selections(), st.sampled_from([component.id for component in terms().catalogue.components]))
@settings(max_examples=60)
def test_what_a_component_needs_is_what_applies_to_its_own_products(
    selection: Selection, component: str
) -> None:
    products = terms().products_of(component)
    own = tuple(product for product in products if product in selection.products) or products
    alone = replace(selection, products=own, installed=(*selection.installed, *selection.products))
    assert terms().sections_for_component(component, selection) == terms().determine(alone).sections


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=150)
def test_reading_any_bytes_gives_a_selection_or_our_refusal(content: bytes) -> None:
    try:
        selection = read_selection(content)
    except BadInput as refused:
        assert refused.facts["detail"]  # noqa: PT017 - either outcome is right
    else:
        assert isinstance(selection, Selection)


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_alone_is_never_forbidden_unless_it_requires_another(product: str) -> None:
    found = terms().determine(Selection((product,)))
    assert {conflict.kind for conflict in found.conflicts} <= {"requires"}


@given(selections())
@settings(max_examples=100)
def test_hungarian_and_english_reasons_name_the_same_numbers_and_releases(selection: Selection) -> None:
    """The sentences that are put together must not lose in one language what they say in the other."""
    document = terms().determine(selection).to_document()
    for name in ("conflicts", "undecided"):
        for entry in document[name]:
            hungarian, english = (
                sorted(re.findall(r"\b(?:R\d \d{4}|\d{4}(?: R\d)?|\d+)\b", entry["text"][language]))
                for language in ("hu", "en")
            )
            assert hungarian == english


@given(selections(), st.sampled_from(["hu", "en"]))
@settings(max_examples=60)
def test_the_sheet_of_duties_of_any_selection_rests_on_clauses(selection: Selection, language: str) -> None:
    tr = i18n.load_translator(language, paths.translations_root())
    made = make_sheet(terms().determine(selection))
    for clause in made.cited:
        assert f"{clause}" in sheet_text(made, tr.language, tr)


@given(selections(), st.data())
@settings(max_examples=100)
def test_what_is_not_asked_changes_nothing(selection: Selection, data: st.DataObject) -> None:
    found = terms().determine(selection)
    questions = terms().outlook(found).questions
    asked = {question.name for question in (*questions.facts, *questions.quantities)}
    facts = {name: data.draw(st.booleans()) for name in terms().facts if name not in asked}
    quantities = {name: data.draw(st.integers(0, 50)) for name in terms().quantities if name not in asked}
    more = replace(
        selection,
        facts={**selection.facts, **facts},
        quantities={**selection.quantities, **quantities},
    )
    assert terms().determine(more).to_document() == found.to_document()


@given(selections())
@settings(max_examples=60)
def test_every_remedy_ends_its_conflict(selection: Selection) -> None:
    found = terms().determine(selection)
    remedies = terms().remedies(found)
    assert {remedy.conflict for remedy in remedies} == {item.id for item in found.conflicts}
    for remedy in remedies:
        after = {item.id for item in terms().determine(remedy.selection).conflicts}
        assert remedy.conflict not in after


@given(selections())
@settings(max_examples=60)
def test_a_product_section_applies_or_is_said_not_to_never_both(selection: Selection) -> None:
    found = terms().determine(selection)
    left_out = {each.section for each in found.does_not_apply}
    assert left_out.isdisjoint(found.sections)
    assert left_out | set(found.sections) >= set(PRODUCTS)
    assert left_out <= set(PRODUCTS)
