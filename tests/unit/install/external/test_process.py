from __future__ import annotations

import errno
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from installer.install.external import posix, process
from installer.install.external.process import End, Ran, Start, environment_of, run, still_running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def started(*command: str) -> Iterator[posix.PosixTree]:
    tree = posix.PosixTree(command, "/", {})
    with tree.process:
        yield tree


def shell(text: str, timeout: int = 20) -> Ran:
    return run(Start(("/bin/sh", "-c", text), "/", timeout, environment_of((), {})), lambda: False)


def test_a_program_gets_no_input_and_what_it_prints_is_kept_up_to_a_limit() -> None:
    ran = shell("cat; yes line | head -c 300000; echo; echo last >&2; exit 9")
    assert (ran.end, ran.status) == (End.EXITED, 9)
    assert ran.printed == 300_006
    assert len(ran.output) == process.MAX_OUTPUT
    assert ran.last_line == "last"


@pytest.mark.parametrize(
    ("printed", "line"),
    [(b"", ""), (b"\n \n", ""), (b"a\n\x1b[31mred\xff\n", "[31mred\ufffd"), (b"x" * 999, "x" * 200)],
)
def test_the_last_line_is_one_short_printable_line(printed: bytes, line: str) -> None:
    assert Ran(End.EXITED, 1, printed).last_line == line


def test_a_program_that_dies_of_a_signal_says_which() -> None:
    assert shell("kill -SEGV $$").status == -signal.SIGSEGV


def test_a_service_that_an_installer_leaves_behind_goes_on_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    ran = shell(f"setsid sh -c 'echo $$ > {tmp_path}/pid; sleep 30' & sleep 0.2; exit 0")
    assert ran.end is End.EXITED
    pid = int((tmp_path / "pid").read_text())
    os.kill(pid, signal.SIGKILL)


def test_what_cannot_be_started_is_not_taken_for_a_failure() -> None:
    ran = run(Start(("/no/such/program",), "/", 5, {}), lambda: False)
    assert (ran.end, ran.status) == (End.NOT_STARTED, errno.ENOENT)


def test_a_start_that_fails_half_way_may_have_run_and_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("/bin/sh", "-c", f"echo ran > {tmp_path}/ran; sleep 47.25; true", "odd")
    real = posix.PosixTree
    trees: list[posix.PosixTree] = []

    def failing(*arguments: object) -> object:
        trees.append(real(*arguments))  # type: ignore[arg-type]  # passed through
        raise OSError(errno.EIO, "read")

    monkeypatch.setattr(posix, "PosixTree", failing)
    ran = run(Start(command, "/", 5, environment_of((), {})), lambda: False)
    assert ran.end is End.UNKNOWN
    assert still_running(command) == 0
    with trees[0].process as stray:
        assert stray.wait() == -signal.SIGKILL


def test_the_environment_is_an_allow_list(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET", "WANTED", "LD_PRELOAD"):
        monkeypatch.setenv(name, "1")
    found = environment_of(("WANTED", "UNSET"), {"SET": "2", "LC_ALL": "hu_HU.UTF-8"})
    assert found["WANTED"] == "1"
    assert found["SET"] == "2"
    assert found["LC_ALL"] == "hu_HU.UTF-8"
    assert not {"SECRET", "LD_PRELOAD", "UNSET"} & found.keys()


def test_a_running_program_is_found_by_its_command(tmp_path: Path) -> None:
    script = tmp_path / "a script"
    script.write_text("#!/bin/sh\nread line\n")
    script.chmod(0o755)
    with started(str(script), "one argument") as tree:
        # Its input is empty, so it ends by itself; nothing is found afterwards.
        tree.process.wait()
        assert still_running((str(script), "one argument")) == 0
    with started("/bin/sleep", "31.75") as tree:
        assert still_running(("/bin/sleep", "31.75")) == tree.process.pid
        tree.end()
    assert still_running(("/bin/sleep", "31.75")) == 0


def test_without_proc_only_the_program_itself_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(posix, "_PROC", tmp_path)
    with started("/bin/sleep", "30") as tree:
        tree.end()
        assert tree.process.wait() == -signal.SIGTERM
    assert still_running(("/bin/sleep", "30")) == 0


def test_a_process_of_somebody_else_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> None:
        raise PermissionError

    with started("/bin/sleep", "0.3") as tree:
        with monkeypatch.context() as patch:
            patch.setattr(os, "kill", refused)
            tree.end()
        assert tree.process.wait() == 0
