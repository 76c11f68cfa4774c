"""What will be done, before it is done. Nothing happens that the plan did not show (design §10)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from installer.errors import Code, Refused
from installer.install.changes import ComponentChange, look_at
from installer.install.destination import Root
from installer.install.inventory import Inventory, read_inventory
from installer.install.recovery import NOTHING, Recovery, recover
from installer.install.trouble import as_ours, free_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.install.bundle import Bundle
    from installer.install.inventory import Installed
    from installer.install.manifest import BundleComponent

_CLUSTER: Final = 4096
"""Bytes that a file takes at least on common file systems."""

_MARGIN: Final = 256 * 1024
"""Bytes for journal, inventory and folders, beside those for each file."""

_PER_FILE: Final = 512
"""Bytes in journal and inventory for each file."""


class Action(StrEnum):
    """What happens to one component."""

    INSTALL = "install"
    REPLACE = "replace"
    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True)
class PlannedComponent:
    """One component of the plan; `pulled_in_by` is empty when it was asked for."""

    id: str
    version: str
    action: Action
    size: int
    """Bytes on disk."""
    files: int
    pulled_in_by: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The whole plan for one target folder. Paths of files are relative to it."""

    target: Path
    components: tuple[PlannedComponent, ...]
    need_bytes: int
    free_bytes: int
    bundle: str = ""
    """SHA-256 of the bundle's manifest, hex."""
    requested: tuple[str, ...] = ()
    """The component ids that were asked for."""
    replaced: tuple[str, ...] = ()
    """Files of an earlier install that a new version takes the place of."""
    removed: tuple[str, ...] = ()
    """Files of an earlier install that the new version no longer has."""
    saved: tuple[tuple[str, str], ...] = ()
    """Locally changed or foreign files in the way, and the name under which each is kept."""
    left: tuple[str, ...] = ()
    """Locally changed files that stay where they are."""
    recovery: Recovery = NOTHING
    """What had to be ended first."""

    @property
    def is_done(self) -> bool:
        """Whether everything is installed already."""
        return all(component.action is Action.KEEP for component in self.components)

    def to_document(self) -> dict[str, object]:
        """The plan for machines (`assent plan --json`); sizes in bytes."""
        return {
            "target": str(self.target),
            "bundle": self.bundle,
            "components": [
                {
                    "id": component.id,
                    "version": component.version,
                    "action": component.action.value,
                    "size": component.size,
                    "files": component.files,
                    "pulled_in_by": list(component.pulled_in_by),
                }
                for component in self.components
            ],
            "need_bytes": self.need_bytes,
            "free_bytes": self.free_bytes,
            "replaced": list(self.replaced),
            "removed": list(self.removed),
            "saved": [{"path": path, "as": kept} for path, kept in self.saved],
            "left": list(self.left),
            "recovery": self.recovery.ending.value,
        }


@dataclass(frozen=True)
class Survey:
    """A plan and the facts it was made from, for the transaction that carries it out."""

    plan: Plan
    inventory: Inventory
    changes: dict[str, ComponentChange]
    """By component id; those to keep are not in it."""


def make_plan(bundle: Bundle, component_ids: tuple[str, ...], target: Path) -> Plan:
    """The plan for installing these components, and those that they require, into a target folder.

    Only reads, with one exception: a transaction that a crash left unfinished is ended first
    (`Plan.recovery` says how), since a plan over half a state would be a lie.
    Raises BadInput(COMPONENT_UNKNOWN), Refused(DOWNGRADE, component, installed, offered),
    Refused(TARGET_FOREIGN, path), UntrustedData(INVENTORY_BROKEN), and what `recover` raises.
    """
    recovery = recover(target)
    with as_ours(target), _opened(target) as root:
        return survey(bundle, component_ids, target, root, recovery).plan


@contextmanager
def _opened(target: Path) -> Iterator[Root | None]:
    try:
        root = Root(target)
    except FileNotFoundError:
        yield None
        return
    with root:
        yield root


def survey(
    bundle: Bundle, component_ids: tuple[str, ...], target: Path, root: Root | None, recovery: Recovery
) -> Survey:
    """As `make_plan`, over an open target without an unfinished transaction."""
    inventory = read_inventory(root) if root is not None else Inventory()
    planned = []
    changes = {}
    for component_id, pulled_in_by in bundle.with_required(component_ids).items():
        component = bundle.component(component_id)
        before = inventory.component(component_id)
        _refuse_downgrade(component, before)
        change = look_at(root, component, inventory)
        action = _action(component, before, change)
        if action is not Action.KEEP:
            changes[component_id] = change
        planned.append(
            PlannedComponent(
                id=component_id,
                version=component.version,
                action=action,
                size=component.size,
                files=len(component.files),
                pulled_in_by=pulled_in_by,
            )
        )
    bare = Plan(
        target=target,
        components=tuple(planned),
        need_bytes=0,
        free_bytes=free_bytes(target),
        bundle=bundle.digest,
        requested=component_ids,
        recovery=recovery,
    )
    return Survey(_with_files(bare, tuple(changes.values())), inventory, changes)


def _with_files(bare: Plan, changes: tuple[ComponentChange, ...]) -> Plan:
    files = [file for change in changes for file in change.changes]
    return replace(
        bare,
        need_bytes=_need([file.new.size for file in files if file.new is not None]) if changes else 0,
        replaced=tuple(file.path for file in files if file.new and file.old and not file.saved_as),
        removed=tuple(file.path for file in files if file.new is None),
        saved=tuple((file.path, file.saved_as) for file in files if file.saved_as),
        left=tuple(path for change in changes for path in change.left),
    )


def _need(sizes: list[int]) -> int:
    return sum(-(-size // _CLUSTER) * _CLUSTER + _PER_FILE for size in sizes) + _MARGIN


def _action(component: BundleComponent, before: Installed | None, change: ComponentChange) -> Action:
    if before is None:
        return Action.INSTALL
    same = before.version == component.version and before.payload == component.archive_sha256
    return Action.KEEP if same and not change.changes else Action.REPLACE


def _refuse_downgrade(component: BundleComponent, before: Installed | None) -> None:
    if before is not None and _numbers(component.version) < _numbers(before.version):
        raise Refused(
            Code.DOWNGRADE, component=component.id, installed=before.version, offered=component.version
        )


def _numbers(version: str) -> tuple[int, ...]:
    """`25.1` and `25.1.0` are the same version."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
