"""Looking at a target and a bundle: what would have to be done, and the facts for doing it."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.errors import Code, Refused
from installer.install.changes import ComponentChange, folders_of, look_at, removal
from installer.install.engine import missing_folders
from installer.install.external.program import DPKG, Program, program_of
from installer.install.inventory import Inventory, read_inventory
from installer.install.modify import leaving_of
from installer.install.pending import read_pending
from installer.install.planned import Action, Downgrade, Plan, PlannedComponent
from installer.install.registration.places import open_place
from installer.install.registration.wanted import EntryChange, entry_change, removal_of, wanted_entry
from installer.install.room import ENTRY_SIZE, Load, aside_of, disks_of, need_of
from installer.install.trouble import free_bytes
from installer.progress import Cancel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.install.bundle import Bundle
    from installer.install.destination import Root
    from installer.install.external.spec import External
    from installer.install.inventory import Installed
    from installer.install.journal import Register
    from installer.install.manifest import BundleComponent
    from installer.install.recovery import Recovery


class Survey(msgspec.Struct, frozen=True):
    """A plan and the facts it was made from, for the transaction that carries it out."""

    plan: Plan
    inventory: Inventory
    changes: dict[str, ComponentChange]
    """By component id; those to keep are not in it."""
    entries: dict[str, EntryChange]
    """As `changes`, with those of components that go."""
    leaving: dict[str, ComponentChange]
    """What happens to the files of components that go."""


class Request(msgspec.Struct, frozen=True):
    """What to plan: components (those that they require come along) into a target folder."""

    component_ids: tuple[str, ...]
    target: Path
    allow_downgrade: bool = False
    leaving: tuple[str, ...] = ()
    """Installed components that go in the same transaction."""
    cancel: Cancel = msgspec.field(default_factory=Cancel)
    """Looked at between the blocks of what is read."""


def survey(bundle: Bundle, request: Request, root: Root | None, recovery: Recovery) -> Survey:
    """As `plan_for`, over an open target without an unfinished transaction."""
    with root.pausing(request.cancel.check) if root is not None else nullcontext():
        return _Surveyor(bundle, request, root).survey(recovery)


class _Surveyor:
    """Looks at one target for one request."""

    def __init__(self, bundle: Bundle, request: Request, root: Root | None) -> None:
        self._bundle = bundle
        self._request = request
        self._root = root
        self._place = request.target.absolute()
        self._inventory = read_inventory(root) if root is not None else Inventory()
        self._changes: dict[str, ComponentChange] = {}
        self._leaving: dict[str, ComponentChange] = {}
        self._entries: dict[str, EntryChange] = {}
        self._programs: list[Program] = []
        self._downgrades: list[Downgrade] = []

    def survey(self, recovery: Recovery) -> Survey:
        coming = self._bundle.with_required(self._request.component_ids)
        gone = leaving_of(self._inventory, self._request.leaving, coming, self._request.target)
        planned = [self._look_at_leaving(item) for item in gone]
        for component_id, pulled_in_by in coming.items():
            component = self._bundle.component(component_id)
            planned.append(
                PlannedComponent(
                    id=component_id,
                    version=component.version,
                    action=self._look_at(component),
                    size=component.size,
                    files=len(component.files),
                    pulled_in_by=pulled_in_by,
                )
            )
        pending = read_pending(self._root) if self._root is not None else None
        bare = Plan(
            target=self._request.target,
            components=tuple(planned),
            need_bytes=0,
            free_bytes=free_bytes(self._request.target),
            bundle=self._bundle.digest,
            requested=self._request.component_ids,
            leaving=self._request.leaving,
            programs=tuple(self._programs),
            privileged=tuple(self._privileged()),
            downgrades=tuple(self._downgrades),
            allow_downgrade=self._request.allow_downgrade,
            pending=pending.components if pending else (),
            restart_first=pending is not None and pending.waits,
            recovery=recovery,
        )
        with_files = self._with_room(self._with_entries(self._with_files(bare)))
        return Survey(with_files, self._inventory, self._changes, self._entries, self._leaving)

    def _look_at_leaving(self, item: Installed) -> PlannedComponent:
        self._leaving[item.id] = removal(self._root, item.files)
        self._entries[item.id] = removal_of(item.entries)
        size = sum(entry.size for entry in item.files)
        return PlannedComponent(item.id, item.version, Action.REMOVE, size, len(item.files), ())

    @property
    def _all(self) -> tuple[ComponentChange, ...]:
        return (*self._leaving.values(), *self._changes.values())

    def _look_at(self, component: BundleComponent) -> Action:
        before = self._inventory.component(component.id)
        self._note_downgrade(component, before)
        if component.external is not None:
            return self._look_at_external(component, component.external)
        change = look_at(self._root, component, self._inventory)
        entry = entry_change(wanted_entry(component, self._bundle.publisher, self._place), before)
        folders = missing_folders(self._root, _inside(component.folders), self._all_of(before))
        action = _action(component, before, lacks=bool(change.changes or entry.steps or folders))
        if action is not Action.KEEP:
            self._changes[component.id] = change
            self._entries[component.id] = entry
        return action

    def _all_of(self, before: Installed | None) -> set[str]:
        """Files of an earlier version, any of which may have to make room for a folder."""
        return {entry.path for entry in before.files} if before is not None else set()

    def _note_downgrade(self, component: BundleComponent, before: Installed | None) -> None:
        if before is None or _numbers(component.version) >= _numbers(before.version):
            return
        found = Downgrade(component.id, before.version, component.version)
        if not self._request.allow_downgrade:
            raise Refused(
                Code.DOWNGRADE,
                component=found.component,
                installed=found.installed,
                offered=found.offered,
            )
        self._downgrades.append(found)

    def _look_at_external(self, component: BundleComponent, external: External) -> Action:
        from installer.install.external.running import is_there  # most bundles start no program

        _require_supported(component.id, external.kind)
        before = self._inventory.component(component.id)
        there = is_there(program_of(component, external, self._place, replaces=False))
        action = _action(component, before, lacks=there is False)
        if action is not Action.KEEP:
            # What was there before would not come back by undoing what comes now.
            replaces = before is not None if there is None else there
            self._programs.append(program_of(component, external, self._place, replaces=replaces))
            self._changes[component.id] = look_at(self._root, component, self._inventory)
            self._entries[component.id] = entry_change(None, before)
        return action

    def _privileged(self) -> Iterator[tuple[str, str]]:
        for program in self._programs:
            external = self._bundle.component(program.component).external
            if external is not None and (external.privileged or external.kind == "deb"):
                yield program.component, program.command[0]
        home = Path.home()
        for component_id, entry in self._entries.items():
            for step in entry.steps:
                if step.kind == "desktop" and not Path(step.folder).is_relative_to(home):
                    yield component_id, open_place(step.kind, step.folder).where(step.name)

    def _with_files(self, bare: Plan) -> Plan:
        files = [file for change in self._all for file in change.changes]
        going = {file.path for file in files if file.new is None}
        empty = [name for key in self._changes for name in _inside(self._bundle.component(key).folders)]
        coming = [file.path for file in files if file.new is not None]
        folders = missing_folders(self._root, [*coming, *empty], going)
        return replace(
            bare,
            added=tuple(file.path for file in files if file.new and not file.old),
            replaced=tuple(file.path for file in files if file.new and file.old and not file.saved_as),
            removed=tuple(file.path for file in files if file.new is None and not file.saved_as),
            saved=tuple((file.path, file.saved_as) for file in files if file.saved_as),
            left=tuple(path for change in self._all for path in change.left),
            folders=folders,
            folders_removed=self._superfluous(),
        )

    def _superfluous(self) -> tuple[str, ...]:
        """Folders of ours that nothing needs any more, deepest first."""
        cleared = [step.path for change in self._changes.values() for step in change.cleared]
        changed = {**self._changes, **self._leaving}
        kept = [item for item in self._inventory.components if item.id not in changed]
        needed = folders_of(kept)
        for component_id in self._changes:
            component = self._bundle.component(component_id)
            names = (*(entry.path for entry in component.placed), *_inside(component.folders))
            needed |= set(_above(names))
        left = _above(path for change in changed.values() for path in change.left)
        going = set(self._inventory.folders) - needed - set(left) if changed else set()
        return tuple(sorted({*going, *cleared}, key=lambda folder: (-folder.count("/"), folder)))

    def _with_entries(self, plan: Plan) -> Plan:
        steps = [step for entry in self._entries.values() for step in entry.steps]
        return replace(
            plan,
            entries=tuple(
                (open_place(step.kind, step.folder).where(step.name), _verb(step)) for step in steps
            ),
            left=(*plan.left, *(path for entry in self._entries.values() for path in entry.left)),
        )

    def _with_room(self, plan: Plan) -> Plan:
        files = [file for change in self._all for file in change.changes]
        externals = [self._bundle.component(program.component) for program in self._programs]
        elsewhere = [
            (Path(os.sep), component.external.installed_size)
            for component in externals
            if component.external is not None and component.external.installed_size
        ]
        elsewhere += [
            (Path(step.folder), ENTRY_SIZE)
            for entry in self._entries.values()
            for step in entry.steps
            if step.new is not None and step.kind == "desktop"
        ]
        load = Load(
            coming=tuple(file.new.size for file in files if file.new is not None),
            installers=tuple(entry.size for component in externals for entry in component.files),
            set_aside=aside_of(self._root, files),
            elsewhere=tuple(elsewhere),
        )
        if not self._all:
            return plan
        return replace(plan, need_bytes=need_of(load), disks=disks_of(self._request.target, load))


def _inside(folders: tuple[str, ...]) -> tuple[str, ...]:
    """A name in each folder: what makes the folder itself one that must be there."""
    return tuple(f"{folder}/." for folder in folders)


def _above(paths: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    for deepest in {path.rpartition("/")[0] for path in paths}:
        folder = deepest
        while folder:
            yield folder
            folder = folder.rpartition("/")[0]


def _verb(step: Register) -> str:
    if step.new is None:
        return "remove"
    return "make" if step.old is None else "replace"


def _require_supported(component_id: str, kind: str) -> None:
    is_windows = sys.platform == "win32"
    fits = {
        "msiexec": is_windows,
        "exe": is_windows,
        "deb": not is_windows and os.access(DPKG, os.X_OK),
        "program": True,
    }
    if not fits[kind]:
        raise Refused(Code.EXTERNAL_UNSUPPORTED, component=component_id, kind=kind)


def _action(component: BundleComponent, before: Installed | None, *, lacks: bool) -> Action:
    if before is None:
        return Action.INSTALL
    same = before.version == component.version and before.payload == component.archive_sha256
    return Action.KEEP if same and not lacks else Action.REPLACE


def _numbers(version: str) -> tuple[int, ...]:
    """`25.1` and `25.1.0` are the same version."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
