"""Repairing: what is installed becomes again what the inventory says it was.

A repair brings no other version and no other component: the bundle must hold the very payload that
was installed. What somebody changed is not lost by it: the changed file is kept beside the restored
one under another name, and a changed menu entry stays, unless the person asked for them to be replaced.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.errors import BadInput, Code, Refused, Unavailable
from installer.install.damage import damage_of, seen
from installer.install.destination import Root
from installer.install.engine import Hooks, Job, carry_out, missing_folders
from installer.install.inventory import Registered, read_inventory, write_inventory
from installer.install.journal import Move, Register
from installer.install.lock import lock
from installer.install.proof import ask
from installer.install.recovery import NOTHING, Recovery, recover_locked
from installer.install.registration.places import open_place
from installer.install.registration.wanted import digest, wanted_entry
from installer.install.restart import NO_RESTART, Restart
from installer.install.room import ENTRY_SIZE, Load, disks_of
from installer.install.staging import Meter, stage
from installer.install.transaction import ComponentState
from installer.install.trouble import as_ours
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.install.bundle import Bundle
    from installer.install.changes import FileChange
    from installer.install.damage import Damage
    from installer.install.inventory import Installed, Inventory
    from installer.install.journal import Step
    from installer.install.manifest import BundleComponent
    from installer.install.proof import CoverageProof
    from installer.progress import Report


class RepairResult(msgspec.Struct, frozen=True):
    """What a repair did. Paths are relative to the target, menu entries are named in full."""

    components: tuple[ComponentState, ...]
    """`repaired`, or `kept` where nothing was wrong. Of an external program only what can be seen:
    `present` or `missing`, and `unchecked` where its bundle says no way to look. It is not started."""
    restored: tuple[str, ...] = ()
    """Files that are again as they were installed."""
    saved: tuple[tuple[str, str], ...] = ()
    """Changed files that were in the way, and the names they have now."""
    replaced: tuple[str, ...] = ()
    """Changed files and menu entries that were replaced because that was asked for."""
    folders: tuple[str, ...] = ()
    """Empty folders that are there again."""
    entries: tuple[str, ...] = ()
    """Menu entries that were made again."""
    left: tuple[str, ...] = ()
    """Menu entries that somebody changed and that stay."""
    recovery: Recovery = NOTHING
    """How an earlier, unfinished transaction was ended first."""
    restart: Restart = NO_RESTART
    """Why the computer must restart before everything works, where it must."""


class Wanted(msgspec.Struct, frozen=True):
    """What to repair: these components, all that are installed when none is named."""

    target: Path
    component_ids: tuple[str, ...] = ()
    force: bool = False
    """Replace what was changed instead of keeping it aside."""


def repair(
    bundle: Bundle, wanted: Wanted, proof: CoverageProof, report: Report, cancel: Cancel | None = None
) -> RepairResult:
    """Restore what is missing or changed as one transaction; what is of others is not touched.

    Where nothing is wrong, nothing is written and nothing is asked of the bundle. Raises
    BadInput(NOT_INSTALLED, component, path), Refused(REPAIR_MISMATCH, component, installed, offered)
    where the bundle holds another payload than the one that was installed, and as `transaction.run`
    otherwise: on any failure the state before is back and proven by digest.
    """
    target, cancel = wanted.target, cancel or Cancel()
    with as_ours(target):
        try:
            root = Root(target)
        except FileNotFoundError as exc:
            raise _not_installed(wanted.component_ids, target) from exc
        with root, lock(root):
            recovery = recover_locked(root)
            inventory = read_inventory(root)
            chosen = _chosen(inventory, wanted)
            with root.pausing(cancel.check):
                damage = {item.id: damage_of(root, item, force=wanted.force) for item in chosen}
            broken = {key: found for key, found in damage.items() if found.is_any}
            if broken:
                _Repair(bundle, root, inventory, broken, proof).run(report, cancel)
            states = tuple(ComponentState(item.id, _state(item, damage[item.id])) for item in chosen)
    return _result(states, damage, recovery, Restart(tuple(root.in_use)))


def _state(item: Installed, damage: Damage) -> str:
    if item.external is not None:
        return seen(item)
    return "repaired" if damage.is_any else "kept"


def _result(
    states: tuple[ComponentState, ...], damage: Mapping[str, Damage], recovery: Recovery, restart: Restart
) -> RepairResult:
    changes = [change for found in damage.values() for change in found.files]
    differing = [change for change in changes if change.old and change.new and not _is_same(change)]
    lost = [(_name(entry.entry), entry.now) for found in damage.values() for entry in found.entries]
    return RepairResult(
        components=states,
        restored=tuple(change.path for change in changes),
        saved=tuple((change.path, change.saved_as) for change in differing if change.saved_as),
        replaced=(
            *(change.path for change in differing if not change.saved_as),
            *(name for name, now in lost if now is not None),
        ),
        folders=tuple(folder for found in damage.values() for folder in found.folders),
        entries=tuple(name for name, _ in lost),
        left=tuple(name for found in damage.values() for name in found.left),
        recovery=recovery,
        restart=restart,
    )


def _name(entry: Registered) -> str:
    return open_place(entry.kind, entry.folder).where(entry.name)


def _is_same(change: FileChange) -> bool:
    """Only the permission bits differ: nobody's work is lost with them."""
    return change.old is not None and change.new is not None and change.old.sha256 == change.new.sha256


def _not_installed(component_ids: tuple[str, ...], target: Path) -> BadInput:
    return BadInput(Code.NOT_INSTALLED, component=", ".join(component_ids), path=str(target))


def _chosen(inventory: Inventory, wanted: Wanted) -> tuple[Installed, ...]:
    known = {item.id for item in inventory.components}
    unknown = set(wanted.component_ids) - known
    if unknown or not known:
        raise _not_installed(tuple(sorted(unknown)), wanted.target)
    ids = wanted.component_ids or known
    return tuple(item for item in inventory.components if item.id in ids)


class _Repair:
    """One repair transaction: the hooks that the engine calls, and what they share."""

    def __init__(
        self,
        bundle: Bundle,
        root: Root,
        inventory: Inventory,
        broken: Mapping[str, Damage],
        proof: CoverageProof,
    ) -> None:
        self._bundle = bundle
        self._root = root
        self._inventory = inventory
        self._broken = broken
        self._proof = proof
        self._changes = tuple(change for found in broken.values() for change in found.files)
        self._component_of = {change.path: key for key, found in broken.items() for change in found.files}

    def run(self, report: Report, cancel: Cancel) -> None:
        for component_id in self._broken:
            self._check_payload(component_id)
        ask(self._proof, self._broken)
        entries = {key: self._entries_of(key) for key in self._broken}
        steps = tuple(step for found in entries.values() for step in found)
        self._check_room(steps)
        read = [self._bundle.component(key) for key, found in self._broken.items() if found.files]
        meter = Meter(report, cancel, sum(item.size for item in read), sum(len(item.files) for item in read))
        empty = (f"{folder}/." for found in self._broken.values() for folder in found.folders)
        folders = missing_folders(self._root, (*(change.path for change in self._changes), *empty))
        job = Job(
            kind="repair",
            made=0,
            changes=self._changes,
            folders=folders,
            inventory=write_inventory(self._after(folders, entries)),
            prune=(),
            states=tuple((component_id, "repaired") for component_id in self._broken),
            entries=steps,
        )
        carry_out(self._root, job, self._hooks(read, meter))

    def _hooks(self, read: list[BundleComponent], meter: Meter) -> Hooks:
        def put_back(names: Mapping[str, str]) -> None:
            for component in read:
                meter.enter("stage", component.id)
                archive = self._bundle.folder / component.archive
                stage(self._root.create, archive, component, names, meter)
            # What the engine does next can take a while and cannot be interrupted.
            meter.flush()

        def confirm() -> None:
            ask(self._proof, self._broken)
            meter.enter("commit", "", len(self._changes))

        def tick(step: Step) -> None:
            component_id = self._component_of.get(step.to, "") if isinstance(step, Move) else ""
            if component_id:
                meter.enter("commit", component_id)
            meter.count(files=1 if component_id else 0)

        return Hooks(put_back, confirm, tick)

    def _after(self, folders: tuple[str, ...], entries: Mapping[str, tuple[Register, ...]]) -> Inventory:
        """The inventory with the folders that were made, and the entries as they read now."""
        components = tuple(
            replace(item, entries=tuple(_as_made(entry, entries.get(item.id, ())) for entry in item.entries))
            for item in self._inventory.components
        )
        return replace(
            self._inventory, components=components, folders=tuple({*self._inventory.folders, *folders})
        )

    def _entries_of(self, component_id: str) -> tuple[Register, ...]:
        """The steps that make its entries again, by the bundle. Raises Refused(REPAIR_MISMATCH)."""
        component = self._bundle.component(component_id)
        wanted = wanted_entry(component, self._bundle.publisher, self._root.path.absolute())
        steps = []
        for lost in self._broken[component_id].entries:
            entry = lost.entry
            if wanted is None or wanted.kind != entry.kind:
                raise self._mismatch(component)
            steps.append(Register(entry.kind, entry.folder, entry.name, lost.now, wanted.text))
        return tuple(steps)

    def _check_payload(self, component_id: str) -> None:
        offered = self._bundle.component(component_id)
        item = self._inventory.component(component_id)
        if item is None or item.payload != offered.archive_sha256:
            raise self._mismatch(offered)

    def _mismatch(self, offered: BundleComponent) -> Refused:
        item = self._inventory.component(offered.id)
        return Refused(
            Code.REPAIR_MISMATCH,
            component=offered.id,
            installed="" if item is None else item.version,
            offered=offered.version,
        )

    def _check_room(self, entries: tuple[Register, ...]) -> None:
        """On every file system that something is written to."""
        load = Load(
            coming=tuple(change.new.size for change in self._changes if change.new is not None),
            installers=(),
            set_aside=0,
            elsewhere=tuple((Path(step.folder), ENTRY_SIZE) for step in entries if step.kind == "desktop"),
        )
        for disk in disks_of(self._root.path, load):
            if disk.need > disk.free:
                raise Unavailable(Code.DISK_FULL, need=disk.need, free=disk.free, path=disk.path)


def _as_made(entry: Registered, steps: tuple[Register, ...]) -> Registered:
    """The entry with the digest of the text that is written now, where one is."""
    for step in steps:
        if step.new is not None and (step.kind, step.folder, step.name) == (
            entry.kind,
            entry.folder,
            entry.name,
        ):
            return Registered(entry.kind, entry.folder, entry.name, digest(step.new))
    return entry
