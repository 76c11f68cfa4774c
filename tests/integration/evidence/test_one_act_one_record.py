"""Several processes that do the same in the same instant: one act is recorded once."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.records import recorded

from installer.evidence.fsck import fsck
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = ROOT / "tests" / "helpers" / "at_once.py"


class Crowd:
    """Processes that are told what to do together."""

    def __init__(self, *channels: str) -> None:
        path = f"{PROGRAM.parents[1]}{os.pathsep}{ROOT}"
        self.running = [
            subprocess.Popen(
                [sys.executable, str(PROGRAM), channel],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": path},
            )
            for channel in channels
        ]

    def do(self, act: str) -> list[list[tuple[str, str]]]:
        """What each of them was told: record digest, and `new` or `again`."""
        self._tell(act)
        assert self._heard() == ["ready"] * len(self.running)
        self._tell("")
        return [[tuple(one.split()) for one in line.split("; ")] for line in self._heard()]  # type: ignore[misc] # two words each

    def close(self) -> None:
        """Let them go."""
        for process in self.running:
            process.communicate(timeout=60)

    def _tell(self, line: str) -> None:
        for process in self.running:
            assert process.stdin is not None
            process.stdin.write(line + "\n")
            process.stdin.flush()

    def _heard(self) -> list[str]:
        streams = [process.stdout for process in self.running]
        return [stream.readline().strip() for stream in streams if stream is not None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        made = tmp_path_factory.mktemp("state")
        patch.setenv("ASSENT_STATE", str(made))
        yield made


@pytest.fixture(scope="module")
def scripts(folder: Path) -> Iterator[Crowd]:
    """Eight runs of one script."""
    assert folder.exists()
    crowd = Crowd(*["unattended"] * 8)
    yield crowd
    crowd.close()


@pytest.fixture(scope="module")
def people(folder: Path) -> Iterator[Crowd]:
    """The same person at a window, at a terminal, and by a script."""
    assert folder.exists()
    crowd = Crowd("wizard", "console", "unattended", "unattended")
    yield crowd
    crowd.close()


def test_eight_scripts_at_once_record_each_decision_once(scripts: Crowd, folder: Path) -> None:
    expected = len(recorded(folder)) if (folder / KEY_FILE).exists() else 0
    for act, statements in (("accept", 2), ("accept for", 1), ("grant", 1), ("rely", 1), ("decline", 1)):
        answers = scripts.do(act)
        said = {digest for answer in answers for digest, _ in answer}
        assert len(said) == statements, act
        assert sorted(word for answer in answers for _, word in answer).count("new") == statements, act
        expected += statements
    assert len(recorded(folder)) == expected
    assert fsck(folder, MachineKey.load(folder / KEY_FILE).public) == ()
    receipts = list((folder / "receipts").glob("*.json"))
    assert len(receipts) == expected
    assert all(verify(path.read_bytes()).valid for path in receipts)


@pytest.mark.parametrize("act", ["ratify", "object", "withdraw", "refuse", "revoke"])
def test_a_window_a_terminal_and_scripts_at_once_say_it_once(
    people: Crowd, scripts: Crowd, folder: Path, act: str
) -> None:
    if not (folder / KEY_FILE).exists():
        for needed in ("accept", "accept for"):
            scripts.do(needed)
    before = len(recorded(folder))
    answers = people.do(act)
    said = [{digest for digest, _ in answer} for answer in answers]
    # One statement each, but a withdrawal is of every consent that was given till then.
    assert said[0]
    assert said == [said[0]] * len(answers)
    assert [word for answer in answers for _, word in answer].count("new") == len(said[0])
    assert len(recorded(folder)) == before + len(said[0])


def test_the_same_said_later_is_said_anew_by_a_script_and_each_time_by_a_person(folder: Path) -> None:
    first, later = Crowd("unattended"), Crowd("wizard", "wizard")
    before = {digest for (digest, _), *_ in first.do("accept for")}
    answers = later.do("accept for")
    first.close()
    later.close()
    assert {word for answer in answers for _, word in answer} == {"new"}
    assert len(before | {digest for answer in answers for digest, _ in answer}) == 3
    assert folder.exists()
