"""Uninstalling: what the inventory lists and nobody changed, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from installer.errors import BadInput, Code, Refused
from installer.install.changes import ComponentChange, folders_of, removal
from installer.install.destination import Root
from installer.install.engine import Hooks, Job, carry_out
from installer.install.external.leaving import stays, telling_what_is_gone, uninstall_externals
from installer.install.external.running import Watch
from installer.install.inventory import Inventory, read_inventory, write_inventory
from installer.install.journal import PENDING, Move
from installer.install.lock import lock
from installer.install.recovery import recover_locked
from installer.install.registration.wanted import removal_of
from installer.install.restart import Restart
from installer.install.staging import Meter
from installer.install.transaction import ComponentState, InstallResult
from installer.install.trouble import as_ours
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.install.inventory import Installed
    from installer.install.journal import Register, Step
    from installer.progress import Report


def uninstall(
    target: Path, component_ids: tuple[str, ...], report: Report, cancel: Cancel | None = None
) -> InstallResult:
    """Remove components, all that are installed when none is named, as one transaction.

    Files that somebody changed stay and are named in `left`; files that we did not install are
    never touched; receipts and log live elsewhere. Raises BadInput(NOT_INSTALLED, component, path),
    Refused(COMPONENT_NEEDED, component, needed_by), and as `transaction.run` and
    `uninstall_externals` what the machine says. A component `left` has no uninstaller that we know of.
    """
    with as_ours(target):
        try:
            root = Root(target)
        except FileNotFoundError as exc:
            raise not_installed(component_ids, target) from exc
        with root, lock(root):
            recovery = recover_locked(root)
            inventory = read_inventory(root)
            leaving = leaving_of(inventory, component_ids, target)
            staying = {item.id for item in leaving if stays(item)}
            cancel = cancel or Cancel()
            meter = Meter(report, cancel, 0, 0)
            watch = Watch(lambda program: meter.enter("remove", program.component), lambda: cancel.requested)
            gone: list[str] = []
            with telling_what_is_gone(gone, root):
                inventory = uninstall_externals(root, inventory, leaving, watch, gone)
                with root.pausing(cancel.check):
                    found = {item.id: removal(root, item.files) for item in leaving}
                entries = removal_of(entry for item in leaving for entry in item.entries)
                _carry_out(root, inventory, found, entries.steps, meter)
    return InstallResult(
        components=tuple(
            ComponentState(component_id, "left" if component_id in staying else "removed")
            for component_id in found
        ),
        left=(*(path for change in found.values() for path in change.left), *entries.left),
        recovery=recovery,
        restart=Restart(tuple(root.in_use)),
    )


def not_installed(component_ids: tuple[str, ...], target: Path) -> BadInput:
    """The refusal where these are not installed, or nothing is."""
    return BadInput(Code.NOT_INSTALLED, component=", ".join(component_ids), path=str(target))


def leaving_of(inventory: Inventory, component_ids: tuple[str, ...], target: Path) -> tuple[Installed, ...]:
    """The components that go: those named, or all. Raises as `uninstall`."""
    wanted = set(component_ids) or {item.id for item in inventory.components}
    unknown = wanted - {item.id for item in inventory.components}
    if unknown or not wanted:
        raise not_installed(tuple(sorted(unknown)), target)
    for item in inventory.components:
        needed = sorted(wanted.intersection(item.requires))
        if item.id not in wanted and needed:
            raise Refused(Code.COMPONENT_NEEDED, component=needed[0], needed_by=item.id)
    return tuple(item for item in inventory.components if item.id in wanted)


def superfluous(inventory: Inventory, remaining: tuple[Installed, ...]) -> tuple[str, ...]:
    """Folders of ours that what remains does not need, deepest first."""
    still_used = folders_of(remaining)
    leaving = (folder for folder in inventory.folders if folder not in still_used)
    return tuple(sorted(leaving, key=lambda folder: folder.count("/"), reverse=True))


def _carry_out(
    root: Root,
    inventory: Inventory,
    found: Mapping[str, ComponentChange],
    entries: tuple[Register, ...],
    meter: Meter,
) -> None:
    remaining = tuple(item for item in inventory.components if item.id not in found)
    leaving = superfluous(inventory, remaining)
    kept = tuple(folder for folder in inventory.folders if folder not in leaving)
    after = replace(inventory, components=remaining, folders=kept)
    component_of = {
        change.path: component_id for component_id, files in found.items() for change in files.changes
    }

    def tick(step: Step) -> None:
        component_id = component_of.get(step.source, "") if isinstance(step, Move) else ""
        if component_id:
            meter.enter("remove", component_id)
        meter.count(files=1 if component_id else 0)

    meter.enter("remove", "", len(component_of))
    job = Job(
        kind="uninstall",
        made=0,
        changes=tuple(change for files in found.values() for change in files.changes),
        folders=(),
        inventory=write_inventory(after) if remaining else None,
        prune=leaving,
        states=tuple((component_id, "removed") for component_id in found),
        entries=entries,
        # Nothing is left that could go on after a restart.
        papers=() if remaining else ((PENDING, None),),
    )
    carry_out(root, job, Hooks(stage=_nothing_to_stage, confirm=_no_question, tick=tick))


def _nothing_to_stage(_names: Mapping[str, str]) -> None:
    """An uninstall brings no files."""


def _no_question() -> None:
    """Taking away needs no acceptance."""
