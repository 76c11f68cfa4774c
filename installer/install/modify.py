"""Modifying: components come and others go in one transaction, by a plan that shows both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import BadInput, Code, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.install.inventory import Installed, Inventory


def leaving_of(
    inventory: Inventory, leaving: tuple[str, ...], coming: Mapping[str, tuple[str, ...]], target: Path
) -> tuple[Installed, ...]:
    """The installed components that go, as the inventory lists them, when those of `coming` come.

    `coming` is what `Bundle.with_required` says: each component that will be there, and what pulls
    it in. Raises BadInput(NOT_INSTALLED, component, path), Refused(COMPONENT_NEEDED, component,
    needed_by) where one that stays or comes needs one that goes, and Refused(MODIFY_EXTERNAL,
    component) for a component with an uninstaller of its own: what that takes away cannot be put back.
    """
    found = {item.id: item for item in inventory.components}
    for component_id in leaving:
        if component_id not in found:
            raise BadInput(Code.NOT_INSTALLED, component=component_id, path=str(target))
        if component_id in coming:
            needed_by = ", ".join(coming[component_id]) or component_id
            raise Refused(Code.COMPONENT_NEEDED, component=component_id, needed_by=needed_by)
        if found[component_id].external is not None:
            raise Refused(Code.MODIFY_EXTERNAL, component=component_id)
    for item in inventory.components:
        needed = sorted(set(leaving).intersection(item.requires))
        if needed and item.id not in leaving and item.id not in coming:
            raise Refused(Code.COMPONENT_NEEDED, component=needed[0], needed_by=item.id)
    return tuple(item for item in inventory.components if item.id in leaving)
