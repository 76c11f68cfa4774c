from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.agreement.edition import Edition
    from installer.terms.engine import Terms

VMS = (
    "xprotect-corporate",
    "xprotect-expert",
    "xprotect-professional-plus",
    "xprotect-express-plus",
    "xprotect-essential-plus",
)
HUSKY = ("husky-ivo-series", "husky-x-series", "husky-m-series")


def test_there_are_28_products_each_with_section_and_name(terms: Terms, edition: Edition) -> None:
    assert len(terms.catalogue.products) == 28
    for product in terms.catalogue.products:
        assert f"{product.id}/heading" in edition.clause_ids()
        for language in edition.languages:
            heading = edition.clause(f"{product.id}/heading", language)
            assert heading is not None
            assert product.name[language] == heading.text


def test_every_citation_of_every_rule_exists(terms: Terms, edition: Edition) -> None:
    known = set(edition.clause_ids())
    assert {clause for rule in terms.rules for clause in rule.cite} <= known


def test_the_general_terms_always_apply_and_nothing_else_without_a_product(
    terms: Terms, edition: Edition
) -> None:
    found = terms.determine(Selection())
    general = {
        section.id
        for text in edition.texts.values()
        for section in text.sections
        if section.level == 2 and not section.id.startswith("group-")
    }
    assert set(found.sections) == general
    assert {reason.kind for applied in found.applies for reason in applied.because} <= {"general", "link"}


def test_every_product_brings_its_own_section_with_a_reason(terms: Terms) -> None:
    general = terms.determine(Selection()).sections
    for product in terms.catalogue.products:
        found = terms.determine(Selection((product.id,)))
        applied = next(each for each in found.applies if each.section == product.id)
        assert "own" in {reason.kind for reason in applied.because}
        assert set(general) <= set(found.sections)


def test_sections_stand_in_printed_order_whatever_the_order_of_the_selection(
    terms: Terms, edition: Edition
) -> None:
    ids = tuple(product.id for product in terms.catalogue.products)
    found = terms.determine(Selection(ids[::-1]))
    order = {section: place for place, section in enumerate(edition.section_ids())}
    assert list(found.sections) == sorted(found.sections, key=order.__getitem__)
    assert found.applies == terms.determine(Selection(ids)).applies


LINKS = [
    ("xprotect-smart-client", VMS, "xprotect-smart-client/4"),
    ("xprotect-mobile", (*VMS, *HUSKY), "xprotect-mobile/3"),
    ("xprotect-mobile-server", (*VMS, *HUSKY), "xprotect-mobile-server/3"),
    ("xprotect-management-server-failover", VMS, "xprotect-management-server-failover/6"),
    ("xprotect-hospital-assist", VMS, "xprotect-hospital-assist/8"),
    ("xprotect-incident-manager", VMS, "xprotect-incident-manager/3"),
    ("xprotect-smart-wall", VMS, "xprotect-smart-wall/3"),
    ("xprotect-360-split-view-plug-in", (*VMS, *HUSKY), "xprotect-360-split-view-plug-in/1"),
    ("xprotect-input-unit-plug-ins", (*VMS, *HUSKY), "xprotect-input-unit-plug-ins/1"),
    ("xprotect-download-manager", VMS, "xprotect-download-manager/3"),
    ("milestone-sdk-tools", (*VMS, *HUSKY), "milestone-sdk-tools/6"),
    ("husky-ivo-series", VMS, "husky-ivo-series/3"),
    ("husky-x-series", VMS, "husky-x-series/3"),
]
UNLINKED = (
    "xprotect-access",
    "xprotect-lpr",
    "xprotect-transact",
    "xprotect-device-pack",
    "open-network-bridge",
    "xprotect-update-manager",
    "xprotect-web-client",
)


@pytest.mark.parametrize(("product", "hosts", "clause"), LINKS)
def test_further_restricted_by_reaches_the_host_and_says_why(
    terms: Terms, product: str, hosts: tuple[str, ...], clause: str
) -> None:
    for host in (*VMS, *HUSKY):
        found = terms.determine(Selection((product,), host=host))
        applied = {each.section: each for each in found.applies}
        if host in hosts:
            (reason,) = (each for each in applied[host].because if each.kind == "link")
            assert clause in reason.cite
        elif host != product:
            assert host not in applied


@pytest.mark.parametrize("product", UNLINKED)
def test_without_such_a_clause_the_host_brings_no_terms(terms: Terms, product: str) -> None:
    for host in (*VMS, *HUSKY):
        assert host not in terms.determine(Selection((product,), host=host)).sections


def test_a_plug_in_brings_the_smart_clients_terms(terms: Terms) -> None:
    found = terms.determine(
        Selection(("xprotect-360-split-view-plug-in",), installed=("xprotect-smart-client",))
    )
    assert "xprotect-smart-client" in found.sections


@pytest.mark.parametrize(
    ("product", "section"),
    [
        ("xprotect-corporate", "license-installation-and-use-conditions-and-restrictions"),
        ("xprotect-essential-plus", "license-installation-and-use-conditions-and-restrictions"),
        ("xprotect-professional-plus", "affiliated-companies"),
        ("xprotect-mobile-server", "limitation-of-liability"),
        ("xprotect-access", "limitation-of-liability"),
        ("milestone-customer-dashboard", "collection-and-registration-of-system-data"),
        ("xprotect-web-client", "introduction"),
    ],
)
def test_a_general_section_says_which_products_send_to_it(terms: Terms, product: str, section: str) -> None:
    def links(products: tuple[str, ...]) -> list[str]:
        found = terms.determine(Selection(products))
        applied = next(each for each in found.applies if each.section == section)
        return [clause for reason in applied.because if reason.kind == "link" for clause in reason.cite]

    assert not links(())
    # Only the selected product's clause, though the rule also rests on those of others.
    assert {clause.split("/")[0] for clause in links((product,))} == {product}


def test_an_oem_version_brings_no_section_but_its_own_agreement_where_the_text_says_so(terms: Terms) -> None:
    found = terms.determine(Selection(("xprotect-incident-manager",), host="oem:xprotect-expert"))
    assert "xprotect-expert" not in found.sections
    (oem,) = (item for item in found.acknowledgements if item.kind == "oem-terms")
    assert oem.cite == ("xprotect-incident-manager/3",)
    client = terms.determine(Selection(("xprotect-smart-client",), host="oem:xprotect-expert"))
    assert not [item for item in client.acknowledgements if item.kind == "oem-terms"]
    named = terms.determine(Selection(("xprotect-incident-manager",), host="xprotect-expert"))
    assert not [item for item in named.acknowledgements if item.kind == "oem-terms"]


def test_an_installed_host_counts_where_none_is_selected(terms: Terms) -> None:
    found = terms.determine(
        Selection(("xprotect-smart-client", "xprotect-access"), installed=("xprotect-expert",))
    )
    assert "xprotect-expert" in found.sections
    assert not found.undecided


def test_the_reasons_of_a_section_read_as_one_text(terms: Terms) -> None:
    found = terms.determine(Selection(("xprotect-smart-client", "xprotect-expert")))
    applied = next(each for each in found.applies if each.section == "xprotect-expert")
    assert len(applied.because) == 2
    assert applied.text["en"] == " ".join(reason.text["en"] for reason in applied.because)
    assert applied.cite == ("applicability-of-general-and-specific-terms/p1", "xprotect-smart-client/4")
