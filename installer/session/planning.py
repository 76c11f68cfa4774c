"""From a selection to components, and whether there is room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.install.manifest import BundleComponent
    from installer.install.plan import Plan
    from installer.terms.catalogue import Component
    from installer.terms.selected import Selection


def of_products(
    components: Iterable[Component] | Iterable[BundleComponent], selection: Selection
) -> tuple[str, ...]:
    """Ids of the components that belong to a selected product, in the given order."""
    selected = set(selection.products)
    return tuple(found.id for found in components if not selected.isdisjoint(found.products))


def require_room(plan: Plan) -> None:
    """Refuse a plan that does not fit. Raises Unavailable DISK_FULL (need, free, path)."""
    if plan.need_bytes > plan.free_bytes:
        raise Unavailable(Code.DISK_FULL, need=plan.need_bytes, free=plan.free_bytes, path=str(plan.target))
