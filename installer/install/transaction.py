"""Doing what the plan says: stage, verify, commit by rename, journal (design §10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from installer.errors import Code, Refused, Unavailable
from installer.install.destination import Root, make_target, unmake_target
from installer.install.engine import Hooks, Job, carry_out, missing_folders
from installer.install.inventory import Installed, Inventory, write_inventory
from installer.install.journal import Move
from installer.install.lock import lock
from installer.install.plan import Action, survey
from installer.install.proof import ask
from installer.install.recovery import NOTHING, Recovery, recover_locked
from installer.install.staging import Meter, stage
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.install.bundle import Bundle
    from installer.install.journal import Step
    from installer.install.plan import Plan, Survey
    from installer.install.proof import CoverageProof
    from installer.progress import Cancel, Report

_STATES = {Action.INSTALL: "installed", Action.REPLACE: "replaced", Action.KEEP: "kept"}


@dataclass(frozen=True)
class ComponentState:
    """What became of one component: `installed`, `replaced`, `kept`, `removed`, `not-installed`."""

    id: str
    state: str


@dataclass(frozen=True)
class InstallResult:
    """A finished transaction. Failures are raised, after rollback, as `AssentError`."""

    components: tuple[ComponentState, ...]
    saved: tuple[tuple[str, str], ...] = ()
    """Locally changed or foreign files that were in the way, and the names they have now."""
    left: tuple[str, ...] = ()
    """Locally changed files that stayed where they are."""
    recovery: Recovery = NOTHING
    """How an earlier, unfinished transaction was ended first."""


def run(bundle: Bundle, plan: Plan, proof: CoverageProof, report: Report, cancel: Cancel) -> InstallResult:
    """Carry out a plan of `make_plan`, all of it or nothing.

    When every component is there already, all states are `kept` and nothing is written. Otherwise,
    on any failure or cancel, the old state is back and proven by digest before the error is raised:
    Refused(NOT_COVERED, component); Refused(PLAN_STALE, path) when the target is no longer as the
    plan saw it; Unavailable(BUSY, pid, path), (DISK_FULL, need, free, path), (TARGET_UNWRITABLE,
    path, reason), (INSTALL_FAILED, path, reason), (BUNDLE_MISSING, path);
    UntrustedData(PAYLOAD_DIGEST, component, path, expected, actual), (PAYLOAD_MALFORMED,
    component, path, detail), (JOURNAL_BROKEN, path), (INVENTORY_BROKEN, path);
    Cancelled(CANCELLED). When the old state cannot be proven:
    Unavailable(ROLLBACK_INCOMPLETE, paths, count, path).
    """
    changing = tuple(found.id for found in plan.components if found.action is not Action.KEEP)
    ask(proof, changing)
    with as_ours(plan.target, plan.need_bytes):
        made = make_target(plan.target)
        try:
            with Root(plan.target) as root, lock(root):
                recovery = recover_locked(root)
                made = max(made, recovery.made)
                found = survey(bundle, plan.requested, plan.target, root, recovery)
                _check_same(plan, found.plan)
                if changing:
                    _Install(bundle, found, proof, Meter(report, cancel, *_totals(found)), root).run(made)
        except BaseException:
            unmake_target(plan.target, made)
            raise
    states = tuple(ComponentState(item.id, _STATES[item.action]) for item in plan.components)
    ended = recovery if recovery is not NOTHING else plan.recovery
    return InstallResult(states, found.plan.saved, found.plan.left, ended)


def _check_same(shown: Plan, actual: Plan) -> None:
    """Nothing is done that the plan did not show; free space and earlier crashes are no promises."""
    bare = replace(actual, free_bytes=shown.free_bytes, recovery=shown.recovery)
    if bare != shown:
        raise Refused(Code.PLAN_STALE, path=str(shown.target))
    if actual.need_bytes > actual.free_bytes:
        raise Unavailable(
            Code.DISK_FULL, need=actual.need_bytes, free=actual.free_bytes, path=str(actual.target)
        )


def _totals(found: Survey) -> tuple[int, int]:
    changed = [item for item in found.plan.components if item.action is not Action.KEEP]
    return sum(item.size for item in changed), sum(item.files for item in changed)


class _Install:
    """One install transaction: the hooks that the engine calls, and what they share."""

    def __init__(self, bundle: Bundle, found: Survey, proof: CoverageProof, meter: Meter, root: Root) -> None:
        self._bundle = bundle
        self._found = found
        self._proof = proof
        self._meter = meter
        self._root = root
        self._changing = tuple(found.changes)
        self._component_of = {
            change.path: component_id
            for component_id, files in found.changes.items()
            for change in files.changes
        }
        self._statements: dict[str, str] = {}

    def run(self, made: int) -> None:
        self._statements = ask(self._proof, self._changing)
        changes = tuple(change for files in self._found.changes.values() for change in files.changes)
        coming = (change.path for change in changes if change.new is not None)
        folders = missing_folders(self._root, coming)
        job = Job(
            kind="install",
            made=made,
            changes=changes,
            folders=folders,
            inventory=write_inventory(self._inventory(folders)),
            prune=(),
            states=tuple((item.id, _STATES[item.action]) for item in self._found.plan.components),
        )
        carry_out(self._root, job, Hooks(self._stage, self._confirm, self._tick))

    def _inventory(self, folders: tuple[str, ...]) -> Inventory:
        before = self._found.inventory
        now = datetime.now(UTC).isoformat(timespec="seconds")
        after = {item.id: item for item in before.components}
        for component_id in self._changing:
            component = self._bundle.component(component_id)
            after[component_id] = Installed(
                id=component.id,
                version=component.version,
                products=component.products,
                requires=component.requires,
                bundle=self._bundle.id,
                payload=component.archive_sha256,
                statement=self._statements[component_id],
                installed_at=now,
                files=component.files,
            )
        return Inventory(tuple(after.values()), tuple({*before.folders, *folders}))

    def _stage(self, names: Mapping[str, str]) -> None:
        for component_id in self._changing:
            component = self._bundle.component(component_id)
            self._meter.enter("stage", component_id)
            archive = self._bundle.folder / component.archive
            stage(self._root.create, archive, component, names, self._meter)

    def _confirm(self) -> None:
        """The same statements must still cover the same components."""
        for component_id, digest in ask(self._proof, self._changing).items():
            if digest != self._statements[component_id]:
                raise Refused(Code.NOT_COVERED, component=component_id)
        self._meter.enter("commit", "", len(self._component_of))

    def _tick(self, step: Step) -> None:
        component_id = self._component_of.get(step.to, "") if isinstance(step, Move) else ""
        if component_id:
            self._meter.enter("commit", component_id)
        self._meter.count(files=1 if component_id else 0)
