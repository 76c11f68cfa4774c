"""The boundary of the command line: sentences for people, one object for machines, one status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest

from installer import errors, host, logs
from installer.cli import boundary
from installer.cli.main import assent

if TYPE_CHECKING:
    import logging
    from pathlib import Path

    from installer.errors import Fact


def command_that(raised: BaseException | None = None, *, returns: object = None) -> click.Command:
    def body() -> object:
        if raised is not None:
            raised.__traceback__ = None
            raise raised
        return returns

    return click.Command(
        "probe",
        callback=body,
        params=[
            click.Option(["--json"], is_flag=True, expose_value=False),
            click.Option(["--lang"], expose_value=False),
        ],
    )


def refusal(code: errors.Code, **facts: Fact) -> errors.AssentError:
    return errors.Refused(code, cite=("introduction/p2",), **facts)


def test_a_command_that_ends_well_is_a_success() -> None:
    assert boundary.run(command_that(), []) == 0


def test_a_command_that_returns_a_status_leaves_with_it() -> None:
    assert boundary.run(command_that(returns=181), []) == 181


def test_a_command_that_exits_with_a_status_leaves_with_it() -> None:
    assert boundary.run(command_that(click.exceptions.Exit(3)), []) == 3


@pytest.mark.parametrize("code", errors.Code)
def test_every_code_leaves_with_the_status_of_its_outcome(
    code: errors.Code, capsys: pytest.CaptureFixture[str]
) -> None:
    status = boundary.run(command_that(refusal(code)), ["--lang", "en"])
    assert status == host.exit_status(errors.OUTCOMES[code])
    assert code.value in capsys.readouterr().err


def test_a_person_reads_sentence_clause_and_code_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    boundary.run(
        command_that(refusal(errors.Code.TARGET_UNWRITABLE, path="/opt/x", detail="read-only")), ["--lang=en"]
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert "/opt/x" in said.err
    assert "introduction/p2" in said.err
    assert "install.target-unwritable" in said.err


def test_a_script_reads_one_object_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    status = boundary.run(command_that(refusal(errors.Code.TARGET_UNWRITABLE, path="/opt/x")), ["--json"])
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert said.err == ""
    assert said.out.count("\n") == 1
    assert document["exit"] == status
    assert document["result"] == "failed-rolled-back"
    assert document["error"]["code"] == "install.target-unwritable"
    assert document["error"]["cite"] == ["introduction/p2"]
    assert document["error"]["facts"] == {"path": "/opt/x"}
    assert "/opt/x" in document["error"]["text"]["hu"]
    assert "/opt/x" in document["error"]["text"]["en"]


def test_an_unknown_flag_is_a_usage_error() -> None:
    assert boundary.run(assent, ["wizard", "--nonsense"]) == host.exit_status(errors.Outcome.USAGE)


def test_an_unknown_command_is_a_usage_error() -> None:
    assert boundary.run(assent, ["nonsense"]) == host.exit_status(errors.Outcome.USAGE)


def test_a_usage_error_of_verify_has_the_status_its_interface_promises() -> None:
    assert boundary.run(assent, ["verify", "--nonsense"]) == 4


def test_a_usage_error_of_install_keeps_the_shape_of_its_result(capsys: pytest.CaptureFixture[str]) -> None:
    boundary.run(assent, ["install", "--json", "--nonsense"])
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"result", "exit", "plan", "receipts", "components", "rollback", "error"}
    assert document["result"] == "usage"
    assert document["receipts"] == []


def test_a_usage_error_names_the_command_whose_help_explains(capsys: pytest.CaptureFixture[str]) -> None:
    boundary.run(assent, ["wizard", "--nonsense", "--lang", "en"])
    assert "assent wizard --help" in capsys.readouterr().err


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_a_cancellation(raised: BaseException) -> None:
    assert boundary.run(command_that(raised), []) == host.exit_status(errors.Outcome.CANCELLED)


def test_a_reader_that_has_read_enough_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert boundary.run(command_that(BrokenPipeError()), []) == 0


def test_a_defect_of_ours_is_a_sentence_for_people_and_a_traceback_in_the_log_only(
    state_folder: Path, capsys: pytest.CaptureFixture[str], logged: list[logging.LogRecord]
) -> None:
    status = boundary.run(command_that(ValueError("János Kovács")), ["--lang", "en"])
    said = capsys.readouterr()
    assert [record.msg for record in logged] == ["cli.unexpected"]
    logged.clear()
    assert status == boundary.INTERNAL_STATUS
    assert str(state_folder / logs.FILE) in said.err
    assert "Traceback" not in said.err
    assert boundary.INTERNAL in said.err
    line = json.loads((state_folder / logs.FILE).read_text("utf-8"))
    assert line["raised"][0]["type"] == "ValueError"
    assert "Kovács" not in json.dumps(line, ensure_ascii=False)


def test_a_defect_of_ours_is_an_object_for_machines(
    capsys: pytest.CaptureFixture[str], logged: list[logging.LogRecord]
) -> None:
    status = boundary.run(command_that(ValueError()), ["--json"])
    logged.clear()
    document = json.loads(capsys.readouterr().out)
    assert document["exit"] == status == boundary.INTERNAL_STATUS
    assert document["error"]["code"] == boundary.INTERNAL
    assert set(document["error"]["text"]) == {"hu", "en"}
