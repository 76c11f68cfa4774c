"""How many licences a list of devices needs, each line with the rules that give its number.

The numbers and their order are data of the edition (`[counting]` in `rules.toml`); here stands only
how they are asked. A line for which the agreement gives two numbers keeps both, and so does the sum.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.errors import BadInput, Code
from installer.terms import schema
from installer.terms.determination import Item
from installer.terms.devices import Column, Measure
from installer.terms.selection import check_selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from installer.agreement.clause import ClauseId
    from installer.i18n import Words
    from installer.terms.counting_schema import CountingTable, DeviceCondition, Way
    from installer.terms.devices import Device
    from installer.terms.engine import Terms
    from installer.terms.selected import Selection
    from installer.terms.situation import Situation


class Verdict(StrEnum):
    """The sum compared with what is owned."""

    ENOUGH = "enough"
    SHORT = "short"
    OPEN = "open"
    """Enough by one reading of the agreement, short by another."""


class Because(msgspec.Struct, frozen=True):
    """A number of licences and the rule that gives it."""

    rule: str
    cite: tuple[ClauseId, ...]
    text: Words
    licenses: int


class Line(msgspec.Struct, frozen=True):
    """One line of the list. Several reasons with different numbers: the agreement leaves it open."""

    device: Device
    because: tuple[Because, ...]
    undecided: tuple[str, ...]
    """Ids of the open points, of those in `Count.undecided`."""

    @property
    def least(self) -> int:
        """Licences by the reading that asks for the fewest."""
        return min(each.licenses for each in self.because)

    @property
    def most(self) -> int:
        """Licences by the reading that asks for the most."""
        return max(each.licenses for each in self.because)


class Further(msgspec.Struct, frozen=True):
    """Licences of another kind that a selected product needs, by a quantity that was given."""

    rule: str
    cite: tuple[ClauseId, ...]
    text: Words
    license: str
    """Name of the quantity that counts these licences."""
    needed: int
    owned: int | None


class Count(msgspec.Struct, frozen=True):
    """The outcome for one list and one selection."""

    selection: Selection
    lines: tuple[Line, ...]
    extra: tuple[Because, ...]
    """Licences of the same kind that are needed beside the devices."""
    devices: int
    """Devices that are connected and enabled."""
    owned: int | None
    bound: tuple[Because, ...]
    """The rules by which no more may be used than is owned; their number is what is owned."""
    further: tuple[Further, ...]
    conflicts: tuple[Item, ...]
    """Limits of the products that the devices or the given quantities break."""
    undecided: tuple[Item, ...]

    @property
    def least(self) -> int:
        """The sum by the readings that ask for the fewest."""
        return sum(line.least for line in self.lines) + self._beside

    @property
    def most(self) -> int:
        """The sum by the readings that ask for the most."""
        return sum(line.most for line in self.lines) + self._beside

    @property
    def verdict(self) -> Verdict | None:
        """None where it is not said how many are owned."""
        if self.owned is None:
            return None
        if self.least > self.owned:
            return Verdict.SHORT
        return Verdict.ENOUGH if self.most <= self.owned else Verdict.OPEN

    @property
    def forbidden(self) -> bool:
        """Whether the agreement surely forbids this use."""
        return bool(self.conflicts) or self.verdict is Verdict.SHORT

    @property
    def _beside(self) -> int:
        return sum(each.licenses for each in self.extra)


def count(terms: Terms, devices: Sequence[Device], selection: Selection, owned: int | None = None) -> Count:
    """The licences that these devices need in the selected products.

    Quantities of the selection count licences of other kinds. Raises BadInput: COUNTING_ELSEWHERE
    (products) where no counting rule concerns the products, DEVICES_MALFORMED (line, column, detail)
    for a number that the rules need and the list lacks, and what `Terms.determine` raises.
    """
    situation = check_selection(selection, terms.catalogue, terms.facts, terms.quantities)
    table = terms.counting
    counter = _Counter(terms, situation, table) if table is not None else None
    if counter is None or not counter.ways:
        raise BadInput(Code.COUNTING_ELSEWHERE, products=", ".join(sorted(situation.selected)))
    return counter.count(devices, owned)


class _Counter:
    """The rules that concern the selected products."""

    def __init__(self, terms: Terms, situation: Situation, table: CountingTable) -> None:
        self._terms = terms
        self._situation = situation
        self._table = table
        self._rules = {rule.id: rule for rule in terms.rules}
        steps = sorted({way.step for way in table.way if self._concerns(way.rule)})
        self.ways = [
            [way for way in table.way if way.step == step and self._concerns(way.rule)] for step in steps
        ]

    def count(self, devices: Sequence[Device], owned: int | None) -> Count:
        lines = tuple(self._line(device) for device in devices)
        used = sum(_quantity(device) for device in devices if device.flags[Column.ENABLED])
        points = dict.fromkeys(point for line in lines for point in line.undecided)
        return Count(
            selection=self._situation.selection,
            lines=lines,
            extra=tuple(self._extra()),
            devices=used,
            owned=owned,
            bound=() if owned is None else tuple(self._bound(owned)),
            further=tuple(self._further()),
            conflicts=self._conflicts(used),
            undecided=tuple(
                Item(point, self._rules[point].category, self._cite(point), self._rules[point].text)
                for point in points
            ),
        )

    def _line(self, device: Device) -> Line:
        ways = next(
            holding for step in self.ways if (holding := [way for way in step if _holds(way, device)])
        )
        because = tuple(self._because(way.rule, _licenses(way, device)) for way in ways)
        return Line(device, because, tuple(self._open(because)))

    def _open(self, because: Sequence[Because]) -> Iterable[str]:
        given = {each.rule: each.licenses for each in because}
        for entry in self._table.open:
            if given.keys() >= set(entry.ways):
                numbers = {given[rule] for rule in entry.ways}
                if len(entry.ways) == 1 or len(numbers) > 1:
                    yield entry.rule

    def _extra(self) -> Iterable[Because]:
        for extra in self._table.extra:
            given = self._given.get(extra.quantity)
            if given is not None and self._concerns(extra.rule):
                yield self._because(extra.rule, given)

    def _bound(self, owned: int) -> Iterable[Because]:
        for rule, limit in self._limits():
            if (limit.quantity, limit.at_most_of) == (self._table.devices, self._table.licenses):
                yield self._because(rule.id, owned)

    def _further(self) -> Iterable[Further]:
        for rule, limit in self._limits():
            kind, needed = limit.at_most_of, self._given.get(limit.quantity)
            if limit.at_least is not None:
                kind, needed = limit.quantity, limit.at_least
            if kind is not None and needed is not None and limit.quantity != self._table.devices:
                owned = self._given.get(kind)
                yield Further(rule.id, self._cite(rule.id), rule.text, kind, needed, owned)

    def _conflicts(self, used: int) -> tuple[Item, ...]:
        """What the limits of the products say to the devices, apart from the licences counted here."""
        quantities = {**self._given, self._table.devices: used}
        quantities.pop(self._table.licenses, None)
        found = self._terms.determine(replace(self._situation.selection, quantities=quantities))
        limits = {rule.id for rule, _ in self._limits()}
        return tuple(item for item in found.conflicts if item.id in limits)

    def _limits(self) -> Iterable[tuple[schema.LimitRule, schema.Limit]]:
        for rule in self._terms.rules:
            if isinstance(rule, schema.LimitRule) and self._situation.holds(rule.when):
                for limit in rule.limits:
                    yield rule, limit

    def _because(self, rule: str, licenses: int) -> Because:
        return Because(rule, self._cite(rule), self._rules[rule].text, licenses)

    def _cite(self, rule: str) -> tuple[ClauseId, ...]:
        return self._terms.printed.cited(self._rules[rule].cite, self._situation.selected)

    def _concerns(self, rule: str) -> bool:
        return self._situation.holds(self._rules[rule].when)

    @property
    def _given(self) -> Mapping[str, int]:
        return self._situation.selection.quantities


def _holds(way: Way, device: Device) -> bool:
    """Whether the device is as the way's condition says; numbers are asked for only if the rest holds."""
    when = way.when
    return _as_said(when, device) and all(
        (device.number(column) > bound) is above
        for bounds, above in ((when.above, True), (when.at_most, False))
        for column, bound in bounds.items()
    )


def _as_said(when: DeviceCondition, device: Device) -> bool:
    return (
        all(device.flags[column] for column in when.yes)
        and not any(device.flags[column] for column in when.no)
        and all(device.numbers[column] is not None for column in when.given)
    )


def _licenses(way: Way, device: Device) -> int:
    """The licences for all devices of one line."""
    match way.measure:
        case Measure.NONE:
            each = 0
        case Measure.ONE:
            each = 1
        case _:
            each = device.number(Column(way.measure.value))
    return each * _quantity(device)


def _quantity(device: Device) -> int:
    return device.number(Column.QUANTITY)
