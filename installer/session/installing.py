"""Carrying the plan out against the statement that is in the log on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code, Refused
from installer.flow.state import InstallFinished
from installer.session.proof import LogProof

if TYPE_CHECKING:
    from installer.install.transaction import InstallResult
    from installer.progress import Cancel, Report
    from installer.session.issue import Issued
    from installer.session.resources import Resources
    from installer.session.session import Session


def install(
    session: Session, resources: Resources, issued: Issued | None, report: Report, cancel: Cancel
) -> InstallResult:
    """What `Session.install` promises; `issued` is the statement that installing rests on."""
    from installer.install.transaction import run

    edition = session.edition
    if issued is None:
        raise Refused(Code.NOT_ACCEPTED, edition=edition.id, digest=edition.digest)
    proof = LogProof(
        open_log=resources.issuer.log,
        issued=issued,
        edition_digest=edition.digest,
        terms=resources.contract.terms,
        selection=session.state.selection,
        unchanged=resources.editions.unchanged,
    )
    result = run(session.bundle(), session.plan(), proof, report, cancel)
    session.send(InstallFinished())
    return result
