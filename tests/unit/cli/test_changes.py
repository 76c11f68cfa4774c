"""What an earlier acceptance means at a terminal: covered, told, or asked for what changed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from helpers.editions import later_edition
from helpers.journeys import NOON
from helpers.records import recorded
from helpers.sites import NEEDED, Site

from installer.acceptance.channel import Channel
from installer.cli import dialogue
from installer.cli.options import Face
from installer.evidence.predicates import Acceptance, Coverage
from installer.session import open_session

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell

    from installer.session import Session

FACE = Face("en", as_json=False)
WHO = ("1", "1", "Kiss Éva", "eva@example.com", "xprotect-corporate")
CHANGED = ("termination/p1", "governing-law/p1")
NEW = "(2026-06-01)"


def session(language: str = "en") -> Session:
    return open_session(language=language, channel=Channel.CONSOLE, clock=lambda: NOON)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def last(state_folder: Path) -> Acceptance | Coverage:
    said = recorded(state_folder)[-1]
    assert isinstance(said, Acceptance | Coverage)
    return said


# The dialogue


def test_the_differences_are_printed_and_only_what_changed_is_to_be_read(
    first: str, editions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    later_edition(editions, changed=CHANGED)
    talked = session()
    typed(monkeypatch, *WHO, "perhaps", "no", *("yes",) * 4, "", "accept")
    dialogue.accept(talked, FACE)
    printed = capsys.readouterr().out
    assert printed.count(f"[+ {NEW}+]") == len(CHANGED), "in the language of the person, which governs"
    unchanged = talked.edition.governing("introduction/p2")
    assert unchanged not in printed
    assert talked.edition.governing("termination/p1") in printed
    (issued,) = talked.issued()
    assert issued.statement != first


def test_the_statement_says_what_was_printed(
    first: str,
    editions: Path,
    state_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    later_edition(editions, changed=CHANGED)
    talked = session("hu")
    typed(monkeypatch, *WHO, "yes", *("yes",) * 5, "", "accept")
    dialogue.accept(talked, FACE)
    said = last(state_folder)
    assert isinstance(said, Acceptance)
    assert said.renews == first
    assert said.changes is not None
    assert {seen.language: seen.clauses for seen in said.changes.shown} == {
        "en": [*CHANGED],
        "hu": [*CHANGED],
    }
    seen = {found.section for found in said.presentation.sections_seen}
    assert seen == set(talked.determination.sections), "the rest was asked for, and printed"
    assert talked.edition.shown("introduction/p2", "hu").text in capsys.readouterr().out


def test_what_one_is_only_to_be_told_of_is_printed_and_nothing_is_accepted(
    first: str,
    editions: Path,
    state_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    later_edition(editions, notify=CHANGED)
    typed(monkeypatch, *WHO, "no")
    dialogue.accept(session(), FACE)
    assert NEW in capsys.readouterr().out
    said = last(state_folder)
    assert isinstance(said, Coverage)
    assert (said.of, said.change_class, said.given, said.channel) == (first, "notify", "key", "console")
    assert said.presentation is not None
    assert "“no”" in said.presentation.button
    assert first in said.presentation.above_button
    assert said.changes is not None
    assert [seen.clauses for seen in said.changes.shown] == [[*CHANGED]]
    typed(monkeypatch, *WHO, "no")
    dialogue.accept(session(), FACE)
    assert NEW not in capsys.readouterr().out, "it was shown before"


def test_who_wants_to_accepts_what_they_were_told_of(
    first: str, editions: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_edition(editions, notify=CHANGED)
    typed(monkeypatch, *WHO, "yes", "no", *("yes",) * 3, "", "accept")
    dialogue.accept(session(), FACE)
    said = last(state_folder)
    assert isinstance(said, Acceptance)
    assert said.renews == first
    assert said.presentation.sections_seen == []


# assent accept without a terminal


def accept(shell: Shell, tmp_path: Path, *more: str) -> int:
    """Éva's `assent accept` from an answer file."""
    answers = Site(tmp_path, tmp_path).answers
    return shell.say("accept", "--answers", str(answers), *more)


def test_a_run_without_a_terminal_prints_the_differences_and_records_that_none_was_shown(
    first: str, editions: Path, shell: Shell, tmp_path: Path, state_folder: Path
) -> None:
    later = later_edition(editions, changed=CHANGED)
    assert accept(shell, tmp_path) == 172
    assert shell.out.count(f"[+ {NEW}+]") == len(CHANGED)
    flags = [part for name in (*NEEDED, "changes") for part in ("--affirm", name)]
    assert accept(shell, tmp_path, "--accept-eula", f"{later.id}@{later.digest}", *flags) == 0
    assert shell.out.count(f"[+ {NEW}+]") == len(CHANGED)
    said = last(state_folder)
    assert isinstance(said, Acceptance)
    assert said.renews == first
    assert said.changes is not None
    assert (said.changes.clauses, said.changes.shown) == ([*CHANGED], [])


@pytest.mark.usefixtures("first")
def test_a_run_without_a_terminal_is_covered_by_what_the_principal_was_told_of(
    editions: Path, shell: Shell, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_edition(editions, notify=CHANGED)
    assert accept(shell, tmp_path) == 172
    typed(monkeypatch, *WHO, "no")
    talked = session()
    dialogue.accept(talked, FACE)
    assert accept(shell, tmp_path) == 0
    assert "only that has changed of which you are to be told" in shell.out
    said = last(state_folder)
    assert isinstance(said, Coverage)
    assert said.told == talked.issued()[0].statement


def test_a_log_that_cannot_be_read_is_told_once(
    first: str, editions: Path, shell: Shell, tmp_path: Path, state_folder: Path
) -> None:
    later_edition(editions, changed=CHANGED)
    for name in ("log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    (state_folder / "log.sqlite3").write_bytes(first.encode() * 90)
    assert accept(shell, tmp_path) == 185
    assert NEW not in shell.out
