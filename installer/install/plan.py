"""Making the plan: what will be done, before it is done. Nothing happens that it did not show."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from installer.install.destination import Root
from installer.install.planned import Action, Disk, Downgrade, Plan, PlannedComponent
from installer.install.recovery import recover
from installer.install.room import require_files
from installer.install.survey import Request, survey
from installer.install.trouble import as_ours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.install.bundle import Bundle

__all__ = ["Action", "Disk", "Downgrade", "Plan", "PlannedComponent", "Request", "make_plan", "plan_for"]


def make_plan(
    bundle: Bundle,
    component_ids: tuple[str, ...],
    target: Path,
    *,
    allow_downgrade: bool = False,
    leaving: tuple[str, ...] = (),
) -> Plan:
    """`plan_for` these components, which nobody cancels."""
    return plan_for(bundle, Request(component_ids, target, allow_downgrade, leaving))


def plan_for(bundle: Bundle, request: Request) -> Plan:
    """The plan for installing components, and those that they require, into a target folder.

    With `leaving` these installed components go in the same transaction; `modify.leaving_of` says
    which may.

    Only reads, with one exception: a transaction that a crash left unfinished is ended first
    (`Plan.recovery` says how), since a plan over half a state would be a lie. Where a bundle says how
    to see whether an external component is there, that is done too.
    Raises BadInput(COMPONENT_UNKNOWN), Refused(DOWNGRADE, component, installed, offered) unless
    allowed, Refused(TARGET_FOREIGN, path), Refused(EXTERNAL_UNSUPPORTED, component, kind),
    Unavailable(TARGET_NO_FILES, path), UntrustedData(INVENTORY_BROKEN), what `recover` raises, and
    Cancelled(CANCELLED).
    """
    target = request.target
    with as_ours(target):
        require_files(target)
        recovery = recover(target)
        with _opened(target) as root:
            return survey(bundle, request, root, recovery).plan


@contextmanager
def _opened(target: Path) -> Iterator[Root | None]:
    try:
        root = Root(target)
    except FileNotFoundError:
        yield None
        return
    with root:
        yield root
