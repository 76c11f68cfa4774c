"""`assent notice`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EVA, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.roles import Occasion
from installer.evidence.predicates import Objection, Ratification

if TYPE_CHECKING:
    from helpers.shells import Shell

ANNA = ("--name", "Kovács Anna", "--email", "anna@example.com")


@pytest.fixture
def left(target: Path) -> Path:
    session = make_ready(open_on(target), parties=replace(EVA, occasion=Occasion.REMOTE, remote_computers=12))
    issued = session.accept(screen(session))
    assert issued.notice is not None
    return issued.notice


def test_the_list_says_how_each_was_answered(left: Path, shell: Shell) -> None:
    _, (item,) = shell("notice", "list")
    assert (item["path"], item["answer"]) == (str(left), "pending")
    assert item["notice"]["computers"] == 12
    assert shell("notice", "confirm", item["digest"][:10], *ANNA)[0] == 0
    _, (item,) = shell("notice", "list")
    assert item["answer"] == "confirmed"
    assert shell.say("notice", "list") == 0
    assert "confirmed" in shell.out


def test_an_empty_list_says_so(shell: Shell) -> None:
    assert shell.say("notice", "list") == 0
    assert "no pending notice" in shell.out


@pytest.mark.parametrize("language", ["en", "hu"])
def test_a_notice_is_shown_with_what_they_answer_for_and_the_clause(
    left: Path, shell: Shell, language: str
) -> None:
    assert shell.say("notice", "show", str(left), language=language) == 0
    for told in ("Kiss Éva", "12", "xprotect-update-manager/3", "assent notice object"):
        assert told in shell.out
    status, shown = shell("notice", "show", str(left))
    assert status == 0
    assert shown["digest"] == left.name.split(".")[0]


def test_it_is_copied_and_answered_on_the_other_computer(
    left: Path, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, result = shell("notice", "copy", left.name.split(".")[0], "--to", str(tmp_path / "stick"))
    assert {Path(name).suffixes[0] for name in result["files"]} == {".notice", ".assent"}
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("ASSENT_STATE", str(other))
    notice = next(name for name in result["files"] if name.endswith(".notice.json"))
    assert shell("notice", "object", notice, *ANNA, "--remarks", "nem kértük")[0] == 0
    (said,) = recorded(other)
    assert isinstance(said, Objection)
    assert shell("notice", "confirm", notice, *ANNA)[0] == 0
    assert isinstance(recorded(other)[-1], Ratification)


def test_people_read_where_the_copies_are(left: Path, shell: Shell, tmp_path: Path) -> None:
    assert shell.say("notice", "copy", str(left), "--to", str(tmp_path / "stick")) == 0
    assert str(tmp_path / "stick" / left.name) in shell.out


def test_a_notice_that_is_not_there_is_bad_usage(shell: Shell) -> None:
    status, result = shell("notice", "show", "ffff")
    assert (status, result["error"]["code"]) == (103, "acceptance.notice-unreadable")
