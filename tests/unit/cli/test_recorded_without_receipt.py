"""What the command line says of a statement that is recorded although its receipt could not be written."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, install_for
from helpers.full_disks import full
from helpers.journeys import EVA, FOR_A_CUSTOMER
from helpers.records import recorded

from installer.evidence.verify import verify

if TYPE_CHECKING:
    from helpers.shells import Shell

ME = ("--name", "Kiss Éva", "--email", "eva@example.com")
DIRECTORS = (
    *("--name", DIRECTOR.actor.name, "--email", DIRECTOR.actor.email),
    *("--position", DIRECTOR.actor.position, "--organisation", DIRECTOR.actor.organisation),
)
ID = "end-user-registration"


def test_it_is_said_to_be_recorded_and_how_to_get_the_receipt(
    target: Path, bundle: Path, shell: Shell, state_folder: Path
) -> None:
    install_for(EVA, target, bundle)
    with full(state_folder / "receipts"):
        assert shell.say("consent", "give", ID, *ME) == 186
        assert "under number 1" in shell.err
        assert "assent log receipt" in shell.err
        assert "evidence.receipt-unwritable" in shell.err
        status, result = shell("consent", "withdraw", ID)
    assert (status, result["result"]) == (186, "receipt-missing")
    assert result["error"]["facts"]["record"] == "2"
    assert len(recorded(state_folder)) == 3
    path = result["error"]["facts"]["path"]
    assert shell.say("log", "receipt", "2", "--output", path) == 0
    _, again = shell("consent", "withdraw", ID)
    assert again["records"] == [
        {"index": 2, "record": result["error"]["facts"]["statement"], "receipt": path, "again": True}
    ]


@pytest.mark.parametrize(
    "command",
    [("revoke",), ("ratify",), ("object", "--remarks", "nem kérdeztek")],
    ids=lambda given: given[0],
)
def test_who_says_it_again_is_told_that_it_stands_and_what_writes_the_receipt(
    target: Path, bundle: Path, shell: Shell, state_folder: Path, command: tuple[str, ...]
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement
    words = (command[0], dealers, *command[1:], *DIRECTORS)
    with full(state_folder / "receipts"):
        assert shell.say(*words) == 186
    assert shell.say(*words) == 0
    assert "recorded before" in shell.out
    writing = shell.out.splitlines()[-1].partition(": assent ")[2]
    assert shell.say(*shlex.split(writing)) == 0
    assert len(recorded(state_folder)) == 2
    assert shell.say(*words) == 0
    receipt = Path(shell.out.splitlines()[-1].partition("Receipt: ")[2])
    assert verify(receipt.read_bytes()).valid
