"""What comes with a product beside its sections: terms of others, affirmations, duties, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.agreement.edition import Edition
    from installer.terms.determination import Determination
    from installer.terms.engine import Terms

VMS = (
    "xprotect-corporate",
    "xprotect-expert",
    "xprotect-professional-plus",
    "xprotect-express-plus",
    "xprotect-essential-plus",
)


def affirmed(found: Determination) -> list[str]:
    return [affirmation.id for affirmation in found.affirmations]


def test_the_terms_for_sql_server_come_with_each_vms_product_and_its_own_clause(terms: Terms) -> None:
    for product in VMS:
        found = terms.determine(Selection((product,)))
        (sql,) = (item for item in found.acknowledgements if item.id == "T01")
        assert sql.cite == (f"{product}/4",)
        assert sql.links == ("https://www.microsoft.com/en-us/sql-server/sql-server-downloads",)
        assert affirmed(found) == ["A12"]
    client = terms.determine(Selection(("xprotect-smart-client",), host="xprotect-corporate"))
    assert "T01" not in {item.id for item in client.acknowledgements}


def test_every_link_is_printed_in_a_cited_clause(terms: Terms, edition: Edition) -> None:
    found = terms.determine(Selection(tuple(product.id for product in terms.catalogue.products)))
    links = 0
    for item in (*found.acknowledgements, *found.obligations, *found.notices, *found.affirmations):
        for link in item.links:
            links += 1
            assert any(link in edition.governing(clause) for clause in item.cite)
    assert links >= 8


@pytest.mark.parametrize(
    ("selection", "affirmations"),
    [
        (Selection(("xprotect-mobile-server",)), ["A06"]),
        (Selection(("xprotect-update-manager",)), ["A05"]),
        (Selection(("xprotect-lpr",), facts={"remote_deployment": True}), ["A05"]),
        (Selection(("xprotect-lpr",), facts={"remote_deployment": False}), []),
        (Selection(("husky-m-series",)), ["A08"]),
        (Selection(("xprotect-hospital-assist",)), ["O10"]),
        (Selection(("xprotect-expert",), facts={"affiliates": True}), ["A03", "A12"]),
        (Selection(("xprotect-lpr",)), []),
    ],
)
def test_what_rests_on_a_products_clauses_is_affirmed_separately(
    terms: Terms, selection: Selection, affirmations: list[str]
) -> None:
    assert affirmed(terms.determine(selection)) == affirmations


@pytest.mark.parametrize(
    ("fact", "product", "acknowledgement"),
    [
        ("maps", "xprotect-corporate", "T05"),
        ("map_service", "xprotect-expert", "T06"),
        ("aws", "xprotect-essential-plus", "T07"),
    ],
)
def test_terms_of_others_depend_on_how_the_product_is_used(
    terms: Terms, fact: str, product: str, acknowledgement: str
) -> None:
    def ids(facts: dict[str, bool]) -> set[str]:
        found = terms.determine(Selection((product,), facts=facts))
        return {item.id for item in found.acknowledgements}

    assert acknowledgement in ids({fact: True})
    assert acknowledgement not in ids({fact: False})
    assert acknowledgement not in ids({})


LIMITS = [
    (
        "xprotect-essential-plus",
        {"devices": 8, "device_licenses": 8},
        {"devices": 9, "device_licenses": 9},
        "Q06",
    ),
    ("xprotect-essential-plus", {"devices": 8}, {"devices": 5, "device_licenses": 4}, "Q06"),
    (
        "xprotect-corporate",
        {"devices": 900, "device_licenses": 900},
        {"devices": 9, "device_licenses": 8},
        "Q07",
    ),
    ("xprotect-express-plus", {"management_servers": 1}, {"management_servers": 2}, "Q04"),
    ("xprotect-express-plus", {"recording_servers": 1}, {"recording_servers": 2}, "Q05"),
    ("xprotect-access", {"doors": 3, "door_licenses": 3}, {"doors": 4, "door_licenses": 3}, "Q12"),
    (
        "xprotect-lpr",
        {"lpr_cameras": 2, "lpr_camera_licenses": 2},
        {"lpr_cameras": 2, "lpr_camera_licenses": 1},
        "Q14",
    ),
    ("xprotect-lpr", {"plate_libraries": 1}, {"plate_libraries": 1, "plate_library_licenses": 0}, "Q14"),
    (
        "xprotect-transact",
        {"source_connections": 1},
        {"source_connections": 1, "connection_licenses": 0},
        "Q17",
    ),
    (
        "husky-m-series",
        {"devices": 20, "husky_design_maximum": 20},
        {"devices": 21, "husky_design_maximum": 20},
        "Q20",
    ),
    (
        "xprotect-hospital-assist",
        {"hospital_channels": 1},
        {"hospital_channels": 1, "hospital_licenses": 0},
        "L13",
    ),
    ("xprotect-management-server-failover", {"failover_licenses": 2}, {"failover_licenses": 1}, "L14"),
    ("xprotect-management-server-failover", {"failover_systems": 1}, {"failover_systems": 2}, "Q15"),
]


@pytest.mark.parametrize(("product", "within", "beyond", "rule"), LIMITS)
def test_a_quantity_within_its_bound_is_a_duty_and_beyond_it_a_conflict(
    terms: Terms, product: str, within: dict[str, int], beyond: dict[str, int], rule: str
) -> None:
    sound = terms.determine(Selection((product,), quantities=within))
    assert not sound.conflicts
    assert rule in {item.id for item in sound.obligations}
    (conflict,) = terms.determine(Selection((product,), quantities=beyond)).conflicts
    assert (conflict.id, conflict.kind) == (rule, "limit")
    given = beyond[next(iter(within))]
    assert str(given) in conflict.text["hu"]
    assert str(given) in conflict.text["en"]


def test_a_corporate_system_has_no_limit_of_servers(terms: Terms) -> None:
    found = terms.determine(
        Selection(("xprotect-corporate",), quantities={"management_servers": 9, "recording_servers": 99})
    )
    assert not found.conflicts


def test_refund_and_data_are_noticed_whatever_is_selected(terms: Terms) -> None:
    ids = {notice.id for notice in terms.determine(Selection()).notices}
    assert {"F01", "F02", "D01", "D04", "D11"} <= ids
    assert "F03" not in ids
    assert "F03" in {notice.id for notice in terms.determine(Selection(("husky-x-series",))).notices}


def test_a_clause_about_another_product_is_cited_where_the_rule_rests_on_it(terms: Terms) -> None:
    notices = terms.determine(Selection(("xprotect-corporate",))).notices
    (registration,) = (notice for notice in notices if notice.id == "D05")
    assert "milestone-customer-dashboard/2" in registration.cite
    (tampering,) = (
        item for item in terms.determine(Selection(("xprotect-corporate",))).obligations if item.id == "D02"
    )
    assert tampering.cite == ("collection-and-registration-of-system-data/p1",)


def test_failover_has_its_deadlines_among_the_obligations(terms: Terms) -> None:
    found = terms.determine(Selection(("xprotect-management-server-failover",)))
    assert {"W05", "W06"} <= {item.id for item in found.obligations}


def test_answers_stand_in_printed_order_and_each_id_once(terms: Terms, edition: Edition) -> None:
    order = {clause: place for place, clause in enumerate(edition.clause_ids())}
    found = terms.determine(Selection(tuple(product.id for product in terms.catalogue.products)))
    for items in (
        found.undecided,
        found.acknowledgements,
        found.affirmations,
        found.obligations,
        found.notices,
    ):
        assert items
        places = [min(order[clause] for clause in item.cite) for item in items]
        assert places == sorted(places)
        assert len({item.id for item in items}) == len(items)


def test_every_rule_of_the_data_can_be_reached(terms: Terms) -> None:
    """A rule that no selection brings out would be a rule that nobody reads."""
    ids = tuple(product.id for product in terms.catalogue.products)
    seen: set[str] = set()
    hosts = [None, "oem:xprotect-corporate", "husky-ivo-series", *ids]
    for host in hosts:
        for value in (True, False):
            found = terms.determine(
                Selection(
                    ids,
                    host=host,
                    release="2020",
                    quantities={"devices": 99, **dict.fromkeys(terms.quantities, 1)},
                    facts=dict.fromkeys(terms.facts, value),
                    installed=("xprotect-expert",),
                )
            )
            for items in (
                found.conflicts,
                found.undecided,
                found.acknowledgements,
                found.affirmations,
                found.obligations,
                found.notices,
            ):
                seen |= {item.id for item in items}
            seen |= {reason.id for applied in found.applies for reason in applied.because}
    seen |= {item.id for item in terms.determine(Selection(ids, host="oem:xprotect-expert")).undecided}
    stated = dict.fromkeys(terms.facts, True)
    for product in ids:
        seen |= {item.id for item in terms.determine(Selection((product,))).conflicts}
        for host in ids:
            # What the terms of the host bring where it is named and not selected itself.
            found = terms.determine(Selection((product,), host=host, facts=stated))
            seen |= {item.id for item in (*found.conflicts, *found.undecided, *found.obligations)}
    assert seen == {rule.id for rule in terms.rules}
