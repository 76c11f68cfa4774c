"""Doing what the plan says: stage, verify, commit by rename, journal (design §10)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from installer.errors import Code, Refused, Unavailable
from installer.install.destination import Root, make_target, unmake_target
from installer.install.engine import Hooks, Job, Settled, carry_out
from installer.install.external import private
from installer.install.external.spec import Meaning
from installer.install.inventory import Installed, Inventory, Registered, write_inventory
from installer.install.journal import PENDING, Move
from installer.install.lock import lock
from installer.install.pending import write_pending
from installer.install.planned import Action
from installer.install.proof import ask
from installer.install.recovery import NOTHING, Recovery, recover_locked
from installer.install.registration.wanted import digest, wanted_entry
from installer.install.restart import NO_RESTART, Restart
from installer.install.rights import is_administrator
from installer.install.staging import Meter, stage
from installer.install.survey import Request, survey
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.install.bundle import Bundle
    from installer.install.external.program import Program
    from installer.install.external.running import Watch
    from installer.install.journal import Step
    from installer.install.manifest import BundleComponent
    from installer.install.planned import Plan
    from installer.install.proof import CoverageProof
    from installer.install.survey import Survey
    from installer.progress import Cancel, Report

_STATES = {
    Action.INSTALL: "installed",
    Action.REPLACE: "replaced",
    Action.KEEP: "kept",
    Action.REMOVE: "removed",
}
_COMING = frozenset({Action.INSTALL, Action.REPLACE})
_ASKING = frozenset({Meaning.REBOOT, Meaning.REBOOT_FIRST})


class ComponentState(msgspec.Struct, frozen=True):
    """What became of one component.

    `installed`, `replaced`, `kept`, `removed`, `not-installed`; `pending`: it comes after a restart.
    """

    id: str
    state: str


class InstallResult(msgspec.Struct, frozen=True):
    """A finished transaction. Failures are raised, after rollback, as `AssentError`."""

    components: tuple[ComponentState, ...]
    saved: tuple[tuple[str, str], ...] = ()
    """Locally changed or foreign files that were in the way, and the names they have now."""
    left: tuple[str, ...] = ()
    """Locally changed files that stayed where they are."""
    recovery: Recovery = NOTHING
    """How an earlier, unfinished transaction was ended first."""
    restart: Restart = NO_RESTART
    """Why the computer must restart before everything works, where it must."""


def run(bundle: Bundle, plan: Plan, proof: CoverageProof, report: Report, cancel: Cancel) -> InstallResult:
    """Carry out a plan of `make_plan`, all of it or nothing.

    When every component is there already, all states are `kept` and nothing is written. Otherwise,
    on any failure or cancel, the old state is back and proven by digest before the error is raised:
    Refused(NOT_COVERED, component); Refused(PLAN_STALE, path) when the target is no longer as the
    plan saw it; Refused(RESTART_FIRST, components, path); Unavailable(PRIVILEGE_MISSING, component);
    what `external.running.install` raises, and Unavailable(EXTERNAL_LEFT, components, path) when
    such a program could not be undone; Unavailable(BUSY, pid, path), (DISK_FULL, need, free, path),
    (TARGET_UNWRITABLE, path, reason), (INSTALL_FAILED, path, reason), (BUNDLE_MISSING, path);
    UntrustedData(PAYLOAD_DIGEST, component, path, expected, actual), (PAYLOAD_MALFORMED,
    component, path, detail), (JOURNAL_BROKEN, path), (INVENTORY_BROKEN, path);
    Cancelled(CANCELLED). When the old state cannot be proven:
    Unavailable(ROLLBACK_INCOMPLETE, paths, count, path).
    """
    changing = tuple(found.id for found in plan.components if found.action in _COMING)
    covered = _Covered(proof, changing)
    _require_startable(plan)
    with as_ours(plan.target, plan.need_bytes):
        made = make_target(plan.target)
        try:
            with Root(plan.target) as root, lock(root):
                recovery = recover_locked(root)
                made = max(made, recovery.made)
                request = Request(plan.requested, plan.target, plan.allow_downgrade, plan.leaving, cancel)
                found = survey(bundle, request, root, recovery)
                _check_same(plan, found.plan)
                work = _Install(bundle, found, covered, Meter(report, cancel, *_totals(found)), root)
                if not plan.is_done:
                    work.run(made, cancel)
        except BaseException:
            unmake_target(plan.target, made)
            raise
    states = tuple(ComponentState(*state) for state in _states(plan, work.waiting))
    ended = recovery if recovery is not NOTHING else plan.recovery
    restart = Restart(tuple(root.in_use), work.asking, work.waiting)
    return InstallResult(states, found.plan.saved, found.plan.left, ended, restart)


def _states(plan: Plan, waiting: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (item.id, "pending" if item.id in waiting else _STATES[item.action]) for item in plan.components
    )


def _require_startable(plan: Plan) -> None:
    """Before anything is written: no restart is due, and there are the rights that programs need."""
    if plan.restart_first and not plan.is_done:
        raise Refused(Code.RESTART_FIRST, components=", ".join(plan.pending), path=str(plan.target))
    if plan.privileged and not is_administrator():
        raise Unavailable(Code.PRIVILEGE_MISSING, component=plan.privileged[0][0])


def _check_same(shown: Plan, actual: Plan) -> None:
    """Nothing is done that the plan did not show; free space and earlier crashes are no promises."""
    bare = replace(actual, free_bytes=shown.free_bytes, disks=shown.disks, recovery=shown.recovery)
    if bare != shown:
        raise Refused(Code.PLAN_STALE, path=str(shown.target))
    for disk in actual.disks:
        if disk.need > disk.free:
            raise Unavailable(Code.DISK_FULL, need=disk.need, free=disk.free, path=disk.path)


def _totals(found: Survey) -> tuple[int, int]:
    changed = [item for item in found.plan.components if item.action in _COMING]
    return sum(item.size for item in changed), sum(item.files for item in changed)


class _Covered:
    """The statement that covers each component that comes, asked for before anything is touched."""

    def __init__(self, proof: CoverageProof, component_ids: tuple[str, ...]) -> None:
        self._proof = proof
        self.statements = ask(proof, component_ids)

    def confirm(self) -> None:
        """Ask again: the same statements must still cover the same components."""
        for component_id, statement in ask(self._proof, self.statements).items():
            if statement != self.statements[component_id]:
                raise Refused(Code.NOT_COVERED, component=component_id)


class _Install:
    """One install transaction: the hooks that the engine calls, and what they share."""

    def __init__(self, bundle: Bundle, found: Survey, covered: _Covered, meter: Meter, root: Root) -> None:
        self._bundle = bundle
        self._found = found
        self._covered = covered
        self._meter = meter
        self._root = root
        self._changing = tuple(found.changes)
        self._files = {**found.leaving, **found.changes}
        of = [(key, change) for key, files in self._files.items() for change in files.changes]
        self._coming = {change.path: key for key, change in of if change.new is not None}
        self._going = {change.path: key for key, change in of if change.new is None}
        self.waiting: tuple[str, ...] = ()
        """Components that come after a restart."""
        self.asking: tuple[str, ...] = ()
        """Components whose installers ask for that restart."""

    def run(self, made: int, cancel: Cancel) -> None:
        plan = self._found.plan
        still_pending = tuple(name for name in plan.pending if name not in self._changing)
        after = self._inventory(())
        job = Job(
            kind="modify" if plan.leaving else "install",
            made=made,
            changes=tuple(file for files in self._files.values() for file in files.changes),
            folders=plan.folders,
            inventory=write_inventory(after) if after.components else None,
            prune=plan.folders_removed,
            states=_states(plan, ()),
            cleared=tuple(step for files in self._found.changes.values() for step in files.cleared),
            entries=tuple(step for entry in self._found.entries.values() for step in entry.steps),
            papers=((PENDING, write_pending(still_pending)),) if plan.pending else (),
            programs=plan.programs,
        )
        watch = self._watch(cancel) if plan.programs else None
        carry_out(self._root, job, Hooks(self._stage, self._confirm, self._tick, watch, self._settle))

    def _watch(self, cancel: Cancel) -> Watch:
        from installer.install.external.running import Watch  # most installs start no program

        return Watch(self._enter_program, lambda: cancel.requested)

    def _inventory(self, waiting: tuple[str, ...]) -> Inventory:
        """What is installed when all but `waiting` is done."""
        before = self._found.inventory
        now = datetime.now(UTC).isoformat(timespec="seconds")
        after = {item.id: item for item in before.components if item.id not in self._found.leaving}
        programs = {program.component: program for program in self._found.plan.programs}
        for component_id in self._changing:
            if component_id in waiting:
                continue
            component = self._bundle.component(component_id)
            after[component_id] = Installed(
                id=component.id,
                version=component.version,
                products=component.products,
                requires=component.requires,
                bundle=self._bundle.id,
                payload=component.archive_sha256,
                statement=self._covered.statements[component_id],
                installed_at=now,
                files=component.placed,
                folders=component.folders,
                entries=self._registered(component),
                external=programs.get(component_id),
            )
        gone = set(self._found.plan.folders_removed)
        folders = (name for name in (*before.folders, *self._found.plan.folders) if name not in gone)
        return Inventory(tuple(after.values()), tuple(dict.fromkeys(folders)))

    def _registered(self, component: BundleComponent) -> tuple[Registered, ...]:
        wanted = wanted_entry(component, self._bundle.publisher, self._root.path.absolute())
        if wanted is None:
            return ()
        return (Registered(wanted.kind, wanted.folder, wanted.name, digest(wanted.text)),)

    def _settle(self, said: tuple[Meaning, ...]) -> Settled:
        """What is written down when the programs have said this; what did not run waits."""
        programs = self._found.plan.programs
        self.waiting = tuple(program.component for program in programs[len(said) :])
        self.asking = tuple(
            program.component for program, meaning in zip(programs, said, strict=False) if meaning in _ASKING
        )
        still = (name for name in self._found.plan.pending if name not in self._changing)
        return Settled(
            inventory=write_inventory(self._inventory(self.waiting)),
            papers=((PENDING, write_pending((*still, *self.waiting))),),
            states=_states(self._found.plan, self.waiting),
        )

    def _stage(self, names: Mapping[str, str]) -> None:
        for component_id in self._changing:
            component = self._bundle.component(component_id)
            self._meter.enter("stage", component_id)
            archive = self._bundle.folder / component.archive
            if component.external is not None:
                files = (entry.path for entry in component.files)
                own = private.prepare(self._root, component_id, files)
                stage(self._root.create, archive, component, own, self._meter)
            else:
                stage(self._root.create, archive, component, names, self._meter)
        # What the engine does next can take a while and cannot be interrupted.
        self._meter.flush()

    def _confirm(self) -> None:
        self._covered.confirm()
        self._meter.enter("commit", "", len(self._coming) + len(self._going))

    def _tick(self, step: Step) -> None:
        component_id = ""
        if isinstance(step, Move):
            component_id = self._coming.get(step.to, "") or self._going.get(step.source, "")
        if component_id:
            self._meter.enter("commit", component_id)
        self._meter.count(files=1 if component_id else 0)

    def _enter_program(self, program: Program) -> None:
        self._meter.enter("external", program.component)
