"""The one object a run answers with, and its exit status (design §11, §12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from installer import host
from installer.errors import Outcome

if TYPE_CHECKING:
    from installer.install.planned import PlannedComponent
    from installer.unattended.run import Result


def exit_status(result: Result) -> int:
    """The status of this platform for the outcome."""
    return host.exit_status(result.outcome)


def document(result: Result, error: dict[str, Any] | None) -> dict[str, Any]:
    """The result for machines; `error` is the error as the command line's boundary writes it.

    `receipts` are the files, the acceptance first. `rollback` is null where nothing had to be put
    back, else `proven` or `incomplete`; `finished` and `rolled-back` tell how an earlier, interrupted
    transaction in the same target was ended first.
    """
    return {
        "result": result.outcome.label,
        "exit": exit_status(result),
        "plan": None if result.plan is None else result.plan.to_document(),
        "receipts": [str(issued.receipt) for issued in result.issued],
        "components": _components(result),
        "rollback": _rollback(result),
        "error": error,
    }


def _components(result: Result) -> list[dict[str, str]]:
    if result.components:
        return [{"id": found.id, "state": found.state} for found in result.components]
    if result.plan is None or result.error is None:
        return []
    return [{"id": planned.id, "state": _state(planned, result)} for planned in result.plan.components]


def _state(planned: PlannedComponent, result: Result) -> str:
    """What is there after a failure: what was there before, unless nobody can prove that."""
    if result.outcome is Outcome.ROLLBACK_INCOMPLETE:
        return "unproven"
    from installer.install.planned import Action

    return "not-installed" if planned.action is Action.INSTALL else "kept"


_ROLLED_BACK = frozenset({Outcome.FAILED_ROLLED_BACK, Outcome.CANCELLED, Outcome.DISK_FULL})


def _rollback(result: Result) -> str | None:
    if result.outcome is Outcome.ROLLBACK_INCOMPLETE:
        return "incomplete"
    if result.begun and result.outcome in _ROLLED_BACK:
        return "proven"
    if result.plan is not None and result.plan.recovery.ending.value != "nothing":
        return result.plan.recovery.ending.value
    return None
