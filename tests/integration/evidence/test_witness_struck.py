"""A witness that is killed at any call that changes a file never signs two heads that do not follow."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import attacked_key, cut, grow
from helpers.tracing import AVAILABLE, Strike, struck

from installer.evidence.log import Log
from installer.evidence.shown import Shown, shown
from installer.evidence.witness import open_cosigned
from installer.evidence.witnessing import FOLDER, HEADS, Cosigning, Witness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="needs ptrace on x86-64 Linux")

NAME = "witness.example.org"


def newest(folder: Path) -> Shown:
    """The newest head of the log there, as it is shown to the witness."""
    key = attacked_key(folder)
    with Log.open(folder, key) as log:
        note = log.checkpoint(log.size())
    found = shown(note.encode(), [key.public])
    assert isinstance(found, Shown)
    return found


@pytest.fixture
def heads(tmp_path: Path) -> tuple[Shown, Shown]:
    """A head over three records, and another over three by the same key: the log was written anew."""
    folder = tmp_path / "theirs"
    grow(folder, 3)
    first = newest(folder)
    cut(folder, 2)
    grow(folder, 1, "other")
    return first, newest(folder)


def signing(state: Path, head: Shown) -> Callable[[], None]:
    def run() -> None:
        assert isinstance(Witness.open(state).cosign(head, 1), Cosigning)

    return run


@pytest.mark.parametrize("strike", [Strike.KILL, Strike.TEAR, Strike.IO_ERROR])
def test_whatever_is_killed_when_only_one_of_two_heads_is_signed(
    tmp_path: Path, heads: tuple[Shown, Shown], strike: Strike
) -> None:
    first, other = heads
    base = tmp_path / "witness"
    Witness.make(base, NAME)
    at, written = 0, []
    while True:
        at += 1
        state = tmp_path / f"state-{at}"
        shutil.copytree(base, state)
        outcome = struck(signing(state, first), state, at, strike)
        witness = Witness.open(state)
        kept = [path for path in (state / FOLDER / HEADS).glob("*") if not path.name.startswith(".")]
        for path in kept:
            note = path.read_bytes().decode("utf-8")
            assert open_cosigned(note, witness.public.key).checkpoint == first.head
        written.append(len(kept))
        # If it was written down the other is not signed; if not, the first never left, and one may be.
        assert isinstance(witness.cosign(other, 2), Cosigning) is not bool(kept)
        if outcome.seen < at:
            assert (outcome.killed, outcome.code, outcome.other) == (False, "", "")
            break
        if not outcome.killed and not outcome.code:
            assert kept  # it answered, so it was written down before
    assert len(written) > 5
    assert set(written) == {0, 1}
