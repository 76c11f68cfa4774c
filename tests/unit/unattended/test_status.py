from __future__ import annotations

from pathlib import Path

import pytest

from installer.errors import Code, Outcome, Refused, Unavailable
from installer.install.plan import Action, Plan, PlannedComponent
from installer.install.recovery import Ending, Recovery
from installer.install.transaction import ComponentState
from installer.session.issue import Issued
from installer.unattended.run import Result
from installer.unattended.status import document, exit_status

PLAN = Plan(
    target=Path("/opt/x"),
    components=(PlannedComponent("server", "1.0", Action.INSTALL, 10, 2, ("client",)),),
    need_bytes=10,
    free_bytes=20,
)
ISSUED = Issued("a" * 64, Path("/state/receipts/r.json"), 0)


def test_a_success_names_plan_receipts_and_components() -> None:
    result = Result(Outcome.SUCCESS, PLAN, (ISSUED,), (ComponentState("server", "installed"),))
    assert document(result, None) == {
        "result": "success",
        "exit": 0,
        "plan": PLAN.to_document(),
        "receipts": ["/state/receipts/r.json"],
        "components": [{"id": "server", "state": "installed"}],
        "rollback": None,
        "error": None,
    }


def test_a_refusal_before_the_plan_has_empty_parts_and_carries_the_error() -> None:
    made = document(Result(Outcome.NOT_ACCEPTED, error=Refused(Code.NOT_ACCEPTED)), {"code": "x"})
    assert (made["plan"], made["receipts"], made["components"], made["rollback"]) == (None, [], [], None)
    assert made["error"] == {"code": "x"}


@pytest.mark.parametrize(
    ("outcome", "begun", "rollback"),
    [
        (Outcome.FAILED_ROLLED_BACK, True, "proven"),
        (Outcome.CANCELLED, True, "proven"),
        (Outcome.DISK_FULL, True, "proven"),
        (Outcome.CANCELLED, False, None),
        (Outcome.BUSY, True, None),
        (Outcome.ROLLBACK_INCOMPLETE, True, "incomplete"),
    ],
)
def test_a_rollback_is_told_where_there_was_one(
    outcome: Outcome,
    begun: bool,  # noqa: FBT001 - a parameter of the test
    rollback: str | None,
) -> None:
    error = Unavailable(Code.INSTALL_FAILED)
    result = Result(outcome, PLAN, (ISSUED,), error=error, begun=begun)
    assert document(result, None)["rollback"] == rollback


@pytest.mark.parametrize(
    ("outcome", "states"),
    [
        (Outcome.CANCELLED, ["not-installed", "kept", "kept"]),
        (Outcome.ROLLBACK_INCOMPLETE, ["unproven", "unproven", "unproven"]),
    ],
)
def test_after_a_failure_what_was_there_is_there_unless_nobody_can_prove_it(
    outcome: Outcome, states: list[str]
) -> None:
    actions = (Action.INSTALL, Action.REPLACE, Action.REMOVE)
    planned = tuple(PlannedComponent(action.value, "1.0", action, 10, 2, ()) for action in actions)
    result = Result(outcome, Plan(PLAN.target, planned, 0, 0), error=Unavailable(Code.INSTALL_FAILED))
    assert [found["state"] for found in document(result, None)["components"]] == states


def test_a_plan_alone_says_nothing_of_what_became_of_it() -> None:
    assert document(Result(Outcome.SUCCESS, PLAN), None)["components"] == []


@pytest.mark.parametrize("ending", [Ending.FINISHED, Ending.ROLLED_BACK])
def test_how_an_interrupted_install_was_ended_is_told(ending: Ending) -> None:
    plan = Plan(PLAN.target, PLAN.components, 0, 0, recovery=Recovery(ending))
    assert document(Result(Outcome.SUCCESS, plan), None)["rollback"] == ending.value


@pytest.mark.parametrize("outcome", Outcome)
def test_the_status_is_that_of_the_platform(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert exit_status(Result(outcome)) == outcome.posix
    monkeypatch.setattr("sys.platform", "win32")
    assert exit_status(Result(outcome)) == outcome.windows
