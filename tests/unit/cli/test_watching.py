from __future__ import annotations

import io
import json
import os
import signal
import sys

import pytest

from installer.cli import options
from installer.cli.options import Face
from installer.cli.watching import phase_name, stopping, watching
from installer.progress import Cancel, Progress
from installer.sentences.amounts import said

FACE = Face("en", as_json=False)
MOMENT = Progress("stage", "core", 1_500_000, 3_000_000, 2, 7, 75)


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_with_json_each_moment_is_a_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(Face("hu", as_json=True)) as report:
        report(MOMENT)
        report(Progress("commit", "core", 0, 0, 7, 7))
    output = capsys.readouterr()
    assert output.out == ""
    first, second = (json.loads(line) for line in output.err.splitlines())
    assert first == MOMENT.to_document()
    assert second["progress"]["seconds_left"] is None


def test_a_listener_that_has_gone_does_not_stop_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", buffering=1) as gone:
        monkeypatch.setattr(sys, "stderr", gone)
        with watching(Face("en", as_json=True)) as report:
            report(MOMENT)
            report(Progress("commit", "core", 0, 0, 7, 7))
        assert sys.stderr is None
        # What is left in its buffer cannot be written either.
        with pytest.raises(BrokenPipeError):
            gone.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)


def test_where_nobody_looks_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(FACE) as report:
        report(MOMENT)
    assert capsys.readouterr() == ("", "")


def test_without_a_standard_error_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    for as_json in (True, False):
        with watching(Face("en", as_json=as_json)) as report:
            report(MOMENT)


def test_on_a_terminal_there_is_a_bar_with_what_people_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "150")
    with watching(FACE) as report:
        report(MOMENT)
    shown = terminal.getvalue()
    assert "Unpacking and checking: core" in shown
    assert "2 of 7 files · 1 of 3 MB · 1:15 left" in shown


@pytest.mark.parametrize("language", options.LANGUAGES)
def test_every_phase_has_words(language: str) -> None:
    tr = options.translator("hu" if language == "hu" else "en")
    for phase in ("check", "stage", "commit", "remove", "external"):
        assert phase_name(phase, tr).endswith(":")
    # It is of no component, so there is no colon before one.
    assert phase_name("flush", tr)[-1].isalpha()
    assert phase_name("flush", tr) != "flush"
    assert phase_name("odd", tr) == "odd"


def test_megabytes_and_time_are_named_only_where_they_are_known() -> None:
    assert said(Progress("remove", "core", 0, 0, 1, 2), FACE.translator()) == "1 of 2 files"


def test_a_signal_asks_the_work_to_stop_and_the_old_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    cancel = Cancel()
    with stopping(cancel):
        os.kill(os.getpid(), signal.SIGTERM)
        assert cancel.requested
    assert signal.getsignal(signal.SIGTERM) is before
