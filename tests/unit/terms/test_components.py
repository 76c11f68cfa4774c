from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.errors import BadInput, Code
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms

VMS = (
    "xprotect-corporate",
    "xprotect-expert",
    "xprotect-professional-plus",
    "xprotect-express-plus",
    "xprotect-essential-plus",
)
SERVERS = ("management-server", "recording-server", "event-server")


@pytest.mark.parametrize("component", SERVERS)
def test_the_servers_belong_to_each_vms_product(terms: Terms, component: str) -> None:
    assert terms.products_of(component) == VMS


def test_the_other_components_belong_to_the_product_of_their_name(terms: Terms) -> None:
    for component in ("smart-client", "mobile-server", "access", "lpr"):
        assert terms.products_of(component) == (f"xprotect-{component}",)


def test_a_server_needs_the_terms_of_the_product_selected(terms: Terms) -> None:
    selection = Selection(("xprotect-expert", "xprotect-lpr"))
    sections = terms.sections_for_component("recording-server", selection)
    assert [section for section in sections if section in terms.catalogue.by_id] == ["xprotect-expert"]
    assert set(terms.determine(Selection()).sections) < set(sections)


def test_a_client_needs_also_the_terms_that_it_is_further_restricted_by(terms: Terms) -> None:
    selection = Selection(("xprotect-expert", "xprotect-smart-client", "xprotect-lpr"))
    sections = terms.sections_for_component("smart-client", selection)
    assert [section for section in sections if section in terms.catalogue.by_id] == [
        "xprotect-expert",
        "xprotect-smart-client",
    ]
    assert "xprotect-expert" not in terms.sections_for_component("lpr", selection)


def test_a_component_of_no_selected_product_needs_the_terms_of_all_of_them(terms: Terms) -> None:
    sections = terms.sections_for_component("event-server", Selection(("xprotect-lpr",)))
    assert set(VMS) <= set(sections)


def test_what_a_component_needs_is_never_more_than_what_applies(terms: Terms) -> None:
    ids = tuple(product.id for product in terms.catalogue.products)
    selection = Selection(ids)
    for component in terms.catalogue.components:
        needed = terms.sections_for_component(component.id, selection)
        assert set(needed) <= set(terms.determine(selection).sections)


def test_an_unknown_component_is_refused(terms: Terms) -> None:
    with pytest.raises(BadInput) as caught:
        terms.products_of("smart-clint")
    assert caught.value.code is Code.COMPONENT_UNKNOWN
    assert caught.value.facts["near"] == "smart-client"
