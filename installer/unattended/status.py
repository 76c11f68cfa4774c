"""The one object a run answers with, and its exit status (design §11, §12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from installer import host
from installer.errors import Code, Outcome

if TYPE_CHECKING:
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
    if result.plan is None:
        return []
    done = result.error is not None and result.error.code is Code.ALREADY_INSTALLED
    state = "kept" if done else "not-installed"
    return [{"id": planned.id, "state": state} for planned in result.plan.components]


_ROLLED_BACK = frozenset({Outcome.FAILED_ROLLED_BACK, Outcome.CANCELLED, Outcome.DISK_FULL})


def _rollback(result: Result) -> str | None:
    if result.outcome is Outcome.ROLLBACK_INCOMPLETE:
        return "incomplete"
    if result.issued and result.outcome in _ROLLED_BACK:
        return "proven"
    if result.plan is not None and result.plan.recovery.ending.value != "nothing":
        return result.plan.recovery.ending.value
    return None
