"""The checks of `[counting]`: every device gets a number, by rules that exist and hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms import schema
from installer.terms.counting_schema import DeviceCondition
from installer.terms.devices import FLAGS, NUMBERS

if TYPE_CHECKING:
    from installer.terms.checker import Checker
    from installer.terms.counting_schema import CountingTable

_WHERE = "counting"


def check_counting(document: schema.RulesDocument, checker: Checker) -> None:
    """Raises UntrustedData(TERMS_MALFORMED, path, where, detail)."""
    table = document.counting
    if table is None:
        return
    rules: dict[str, schema.AnyRule] = {rule.id: rule for rule in document.rule}
    quantities = [quantity.id for quantity in document.quantity]
    named = (table.devices, table.licenses, *(extra.quantity for extra in table.extra))
    checker.known(named, quantities, _WHERE)
    ways = [way.rule for way in table.way]
    beside = (*(each.rule for each in table.open), *(each.rule for each in table.extra))
    checker.known((*ways, *beside), rules, _WHERE)
    _check_ways(table, checker)
    # One answer to whether the rules concern a product: no device may fall between them.
    if any(rules[way].when != rules[ways[0]].when for way in ways):
        checker.refuse(_WHERE, "rules under different conditions")
    for entry in table.open:
        checker.known(entry.ways, ways, entry.rule)
        if not isinstance(rules[entry.rule], schema.UndecidedRule):
            checker.refuse(entry.rule, "not an undecided rule")


def _check_ways(table: CountingTable, checker: Checker) -> None:
    for way in table.way:
        checker.known((*way.when.yes, *way.when.no), FLAGS, way.rule)
        checker.known((*way.when.given, *way.when.above, *way.when.at_most), NUMBERS, way.rule)
    last = max((way.step for way in table.way), default=0)
    if not any(way.step == last and way.when == DeviceCondition() for way in table.way):
        checker.refuse(_WHERE, "no way for the devices that are left")
