"""The shape of `[counting]` in `rules.toml`: how many licences a line of a device list needs.

A `way` gives a number for the devices that its condition describes, by a rule of the document. Ways
are asked step by step: the first step in which some way holds decides, and all ways of that step
that hold count, since exceptions can meet in one device. Where they give different numbers, the
agreement leaves the line open, and an `open` entry says by which rule.
"""

from collections.abc import Mapping

import msgspec

from installer.terms.devices import Column, Measure
from installer.terms.strict import SomeNames, Strict


class DeviceCondition(Strict, frozen=True, kw_only=True):
    """All that is named must hold for a device. An empty condition always holds."""

    yes: tuple[Column, ...] = ()
    no: tuple[Column, ...] = ()
    given: tuple[Column, ...] = ()
    """Columns in which a number stands."""
    above: Mapping[Column, int] = msgspec.field(default_factory=dict)
    at_most: Mapping[Column, int] = msgspec.field(default_factory=dict)


class Way(Strict, frozen=True, kw_only=True):
    """One way of counting, resting on a rule."""

    rule: str
    step: int
    measure: Measure
    when: DeviceCondition = DeviceCondition()


class OpenWays(Strict, frozen=True, kw_only=True):
    """The rule that says what is open where all of `ways` hold and, if several, their numbers differ."""

    rule: str
    ways: SomeNames


class ExtraCount(Strict, frozen=True, kw_only=True):
    """Licences that a rule asks for beside the devices: one for each of a quantity."""

    rule: str
    quantity: str


class CountingTable(Strict, frozen=True, kw_only=True):
    """`[counting]`."""

    devices: str
    """The quantity that counts activated devices, to which limits of a product apply."""
    licenses: str
    """The quantity that counts the licences obtained."""
    way: tuple[Way, ...]
    open: tuple[OpenWays, ...] = ()
    extra: tuple[ExtraCount, ...] = ()
