"""What is installed in a target, and for which products it was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.evidence import predicates
from installer.install.destination import Root
from installer.install.inventory import Inventory, read_inventory
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.clause import SectionId
    from installer.session.ledger import Ledger


def accepted_products(ledger: Ledger, target: Path) -> Mapping[str, tuple[SectionId, ...]]:
    """Installed component to those of its products that its statement names.

    A component whose statement is not in this log has those that leave no choice: its only product, or
    none. Empty where nothing is installed. Raises UntrustedData(INVENTORY_BROKEN, path) and as
    `from_os_error`.
    """
    found = {}
    for item in _inventory(target).components:
        entry = ledger.find(item.statement)
        said = entry.said if entry is not None else None
        if isinstance(said, predicates.Acceptance | predicates.Coverage):
            found[item.id] = tuple(name for name in item.products if name in said.products)
        else:
            found[item.id] = item.products if len(item.products) == 1 else ()
    return found


def _inventory(target: Path) -> Inventory:
    with as_ours(target):
        try:
            root = Root(target)
        except FileNotFoundError:
            return Inventory()
        with root:
            return read_inventory(root)
