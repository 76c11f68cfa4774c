"""What an uninstall would do, before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.install.changes import removal
from installer.install.destination import Root
from installer.install.external.leaving import stays, uninstaller_of
from installer.install.external.program import DPKG
from installer.install.inventory import read_inventory
from installer.install.planned import Action, Plan, PlannedComponent
from installer.install.recovery import recover
from installer.install.registration.places import open_place
from installer.install.registration.wanted import removal_of
from installer.install.remove import leaving_of, not_installed, superfluous
from installer.install.trouble import as_ours, free_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.inventory import Installed, Inventory
    from installer.install.recovery import Recovery


def plan_removal(target: Path, component_ids: tuple[str, ...]) -> Plan:
    """The plan of `uninstall` for these components, for all when none is named.

    Only reads, with the exceptions of `plan_for`. A component that has no uninstaller that we know of
    stays where it is: it is planned to be kept. Raises BadInput(NOT_INSTALLED, component, path),
    Refused(COMPONENT_NEEDED, component, needed_by), UntrustedData(INVENTORY_BROKEN, path), and what
    `recover` raises.
    """
    with as_ours(target):
        recovery = recover(target)
        try:
            root = Root(target)
        except FileNotFoundError as exc:
            raise not_installed(component_ids, target) from exc
        with root:
            inventory = read_inventory(root)
            return _plan(root, inventory, leaving_of(inventory, component_ids, target), recovery)


def _plan(root: Root, inventory: Inventory, leaving: tuple[Installed, ...], recovery: Recovery) -> Plan:
    changes = [removal(root, item.files) for item in leaving]
    entries = removal_of(entry for item in leaving for entry in item.entries)
    programs = tuple(program for item in reversed(leaving) if (program := uninstaller_of(item)))
    remaining = tuple(item for item in inventory.components if item not in leaving)
    return Plan(
        target=root.path,
        components=tuple(map(_planned, leaving)),
        need_bytes=0,
        free_bytes=free_bytes(root.path),
        leaving=tuple(item.id for item in leaving),
        removed=tuple(file.path for change in changes for file in change.changes),
        left=(*(path for change in changes for path in change.left), *entries.left),
        folders_removed=superfluous(inventory, remaining),
        entries=tuple(
            (open_place(step.kind, step.folder).where(step.name), "remove") for step in entries.steps
        ),
        programs=programs,
        privileged=tuple(
            (program.component, program.command[0]) for program in programs if program.command[0] == DPKG
        ),
        recovery=recovery,
    )


def _planned(item: Installed) -> PlannedComponent:
    action = Action.KEEP if stays(item) else Action.REMOVE
    return PlannedComponent(
        item.id, item.version, action, sum(entry.size for entry in item.files), len(item.files), ()
    )
