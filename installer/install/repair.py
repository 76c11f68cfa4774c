"""Repairing: the files of installed components become again what the inventory says they were.

A repair brings no other version and no other component: the bundle must hold the very payload that
was installed. What somebody changed is not lost by it: the changed file is kept beside the restored
one under another name, unless the person asked for it to be replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from installer.errors import BadInput, Code, Refused, Unavailable
from installer.install.changes import FileChange
from installer.install.destination import Root
from installer.install.engine import Hooks, Job, carry_out, missing_folders
from installer.install.inventory import read_inventory, write_inventory
from installer.install.journal import Move
from installer.install.lock import lock
from installer.install.proof import ask
from installer.install.recovery import NOTHING, Recovery, recover_locked
from installer.install.staging import Meter, stage
from installer.install.transaction import ComponentState
from installer.install.trouble import as_ours, free_bytes
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.inventory import Installed, Inventory
    from installer.install.journal import Step
    from installer.install.proof import CoverageProof
    from installer.progress import Report


@dataclass(frozen=True)
class RepairResult:
    """What a repair did. Paths are relative to the target."""

    components: tuple[ComponentState, ...]
    """`repaired`, or `kept` where nothing was wrong."""
    restored: tuple[str, ...] = ()
    """Files that are again as they were installed."""
    saved: tuple[tuple[str, str], ...] = ()
    """Changed files that were in the way, and the names they have now."""
    replaced: tuple[str, ...] = ()
    """Changed files that were replaced because that was asked for."""
    recovery: Recovery = NOTHING
    """How an earlier, unfinished transaction was ended first."""


@dataclass(frozen=True)
class Wanted:
    """What to repair: these components, all that are installed when none is named."""

    target: Path
    component_ids: tuple[str, ...] = ()
    force: bool = False
    """Replace what was changed instead of keeping it aside."""


def repair(
    bundle: Bundle, wanted: Wanted, proof: CoverageProof, report: Report, cancel: Cancel | None = None
) -> RepairResult:
    """Restore missing and changed files as one transaction; files of others are not touched.

    Where nothing is wrong, nothing is written and nothing is asked of the bundle. Raises
    BadInput(NOT_INSTALLED, component, path), Refused(REPAIR_MISMATCH, component, installed, offered)
    where the bundle holds another payload than the one that was installed, and as `transaction.run`
    otherwise: on any failure the state before is back and proven by digest.
    """
    target = wanted.target
    with as_ours(target):
        try:
            root = Root(target)
        except FileNotFoundError as exc:
            raise _not_installed(wanted.component_ids, target) from exc
        with root, lock(root):
            recovery = recover_locked(root)
            inventory = read_inventory(root)
            chosen = _chosen(inventory, wanted)
            damage = {item.id: _damage(root, item, force=wanted.force) for item in chosen}
            broken = {item.id: damage[item.id] for item in chosen if damage[item.id]}
            if broken:
                _Repair(bundle, root, inventory, broken, proof).run(report, cancel or Cancel())
    changes = [change for files in broken.values() for change in files]
    differing = [change for change in changes if change.old and change.new and not _is_same(change)]
    return RepairResult(
        components=tuple(
            ComponentState(key, "repaired" if found else "kept") for key, found in damage.items()
        ),
        restored=tuple(change.path for change in changes),
        saved=tuple((change.path, change.saved_as) for change in differing if change.saved_as),
        replaced=tuple(change.path for change in differing if not change.saved_as),
        recovery=recovery,
    )


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


def _damage(root: Root, item: Installed, *, force: bool) -> tuple[FileChange, ...]:
    """What differs from the inventory. Raises Refused(TARGET_FOREIGN) for a link or folder in the way."""
    changes = []
    for entry in item.files:
        there = root.has_folder(entry.path.rpartition("/")[0])
        found = root.look(entry.path) if there else None
        if found is None or found.sha256 == entry.sha256:
            if found is None or found.mode != entry.mode:
                changes.append(FileChange(entry.path, entry, found))
        else:
            changes.append(FileChange(entry.path, entry, found, "" if force else root.kept_name(entry.path)))
    return tuple(changes)


class _Repair:
    """One repair transaction: the hooks that the engine calls, and what they share."""

    def __init__(
        self,
        bundle: Bundle,
        root: Root,
        inventory: Inventory,
        broken: Mapping[str, tuple[FileChange, ...]],
        proof: CoverageProof,
    ) -> None:
        self._bundle = bundle
        self._root = root
        self._inventory = inventory
        self._broken = broken
        self._proof = proof
        self._component_of = {change.path: key for key, found in broken.items() for change in found}

    def run(self, report: Report, cancel: Cancel) -> None:
        for component_id in self._broken:
            self._check_payload(component_id)
        ask(self._proof, self._broken)
        self._check_room()
        read = [self._bundle.component(component_id) for component_id in self._broken]
        meter = Meter(report, cancel, sum(item.size for item in read), sum(len(item.files) for item in read))
        changes = tuple(change for found in self._broken.values() for change in found)
        folders = missing_folders(self._root, (change.path for change in changes))
        known = tuple({*self._inventory.folders, *folders})
        job = Job(
            kind="repair",
            made=0,
            changes=changes,
            folders=folders,
            inventory=write_inventory(replace(self._inventory, folders=known)),
            prune=(),
            states=tuple((component_id, "repaired") for component_id in self._broken),
        )

        def put_back(names: Mapping[str, str]) -> None:
            for component in read:
                meter.enter("stage", component.id)
                archive = self._bundle.folder / component.archive
                stage(self._root.create, archive, component, names, meter)

        def confirm() -> None:
            ask(self._proof, self._broken)
            meter.enter("commit", "", len(changes))

        def tick(step: Step) -> None:
            component_id = self._component_of.get(step.to, "") if isinstance(step, Move) else ""
            if component_id:
                meter.enter("commit", component_id)
            meter.count(files=1 if component_id else 0)

        carry_out(self._root, job, Hooks(put_back, confirm, tick))

    def _check_payload(self, component_id: str) -> None:
        offered = self._bundle.component(component_id)
        item = self._inventory.component(component_id)
        if item is None or item.payload != offered.archive_sha256:
            raise Refused(
                Code.REPAIR_MISMATCH,
                component=component_id,
                installed="" if item is None else item.version,
                offered=offered.version,
            )

    def _check_room(self) -> None:
        need = sum(change.new.size for found in self._broken.values() for change in found if change.new)
        free = free_bytes(self._root.path)
        if need > free:
            raise Unavailable(Code.DISK_FULL, need=need, free=free, path=str(self._root.path))
