"""What somebody wants to install. Apart from `determination`: the flow's state starts with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


class Selection(msgspec.Struct, frozen=True):
    """What somebody wants to install and with what (design §12). Ids are section ids."""

    products: tuple[str, ...] = ()
    release: str | None = None
    """Release of the product that the add-ons are used with, as printed: `2025 R1`, `R1 2022`, `2024`."""
    host: str | None = None
    """What the add-ons are used with: a product id, or `oem:<product id>`."""
    installed: tuple[str, ...] = ()
    """Ids of products that are there already, on this computer or another one."""
    quantities: Mapping[str, int] = msgspec.field(default_factory=dict)
    facts: Mapping[str, bool] = msgspec.field(default_factory=dict)
