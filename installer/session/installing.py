"""Carrying the plan out against the statement that is in the log on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from installer.errors import Code, Refused
from installer.flow.state import InstallFinished
from installer.session.planning import target_of
from installer.session.proof import LogProof

if TYPE_CHECKING:
    from installer.install.plan import Plan
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report
    from installer.session.issue import Issued
    from installer.session.resources import Resources
    from installer.session.session import Session


class Watcher(NamedTuple):
    """Who looks on while it installs, and may stop it."""

    report: Report
    cancel: Cancel


def install(
    session: Session, resources: Resources, issued: Issued | None, plan: Plan, watcher: Watcher
) -> InstallResult:
    """What `Session.install` promises; `issued` is the statement that installing rests on.

    The plan is not trusted either: with the lock held the target is looked at again, and what differs
    from the plan is refused.
    """
    from installer.install.transaction import run

    edition = session.edition
    if issued is None:
        raise Refused(Code.NOT_ACCEPTED, edition=edition.id, digest=edition.digest)
    chosen = target_of(session.state)
    if plan.target != chosen:
        raise Refused(Code.PLAN_STALE, path=str(chosen))
    proof = LogProof(
        open_log=resources.issuer.opened,
        issued=issued,
        edition_digest=edition.digest,
        terms=resources.contract.terms,
        selection=session.state.selection,
        change=resources.editions.change,
    )
    result = run(session.bundle(), plan, proof, *watcher)
    session.send(InstallFinished(result.restart if result.restart.is_needed else None))
    return result
