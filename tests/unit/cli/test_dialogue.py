"""The dialogue itself, in this process; `tests/integration/unattended/test_console.py` has the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import click
import pytest
from helpers.delegates import DIRECTOR, install_for
from helpers.journeys import NOON
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import Parties
from installer.acceptance.roles import Occasion
from installer.cli import dialogue
from installer.cli.options import Face
from installer.errors import AssentError, Code
from installer.evidence.predicates import Acceptance, Consent, Coverage
from installer.flow.state import PartiesEntered
from installer.session import open_session
from installer.session.issue import Declined, Issued

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session

FACE = Face("en", as_json=False)
WHO = ("1", "1", "Kiss Éva", "eva@example.com", "xprotect-corporate")


def session(language: str = "en") -> Session:
    return open_session(language=language, channel=Channel.CONSOLE, clock=lambda: NOON)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_it_ends_with_an_acceptance(monkeypatch: pytest.MonkeyPatch, state_folder: Path) -> None:
    typed(monkeypatch, *WHO, "yes", "yes", "YES", "", "accept")
    assert isinstance(dialogue.accept(session(), FACE), Issued)
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.presentation.language == "en"


def test_it_ends_with_a_decline(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, *WHO, "no", "", "decline")
    assert isinstance(dialogue.accept(session(), FACE), Declined)


def test_a_translation_is_printed_with_the_governing_words_where_it_does_not_stand_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    talked = session("hu")
    typed(monkeypatch, *WHO, *("yes",) * 4, "", "accept")
    dialogue.accept(talked, FACE)
    printed = capsys.readouterr().out
    shown = talked.edition.shown("introduction/p2", "hu")
    assert shown.text is not None
    assert shown.text in printed
    applying = set(talked.determination.sections)
    rows = [row.clause for row in talked.rows() if row.clause.partition("/")[0] in applying]
    beside = [words for clause in rows if (words := talked.edition.shown(clause, "hu").governing)]
    assert beside
    assert all(f"[en] {words}" in printed for words in beside)


def test_a_third_party_is_asked_for_its_authority(
    monkeypatch: pytest.MonkeyPatch, state_folder: Path
) -> None:
    authority = ("order 17", "signed", "2026-02-30", "2026-02-27")
    people = ("2", "2", "Kiss Éva", "eva@example.com", "Vevő Zrt.", "it@vevo.example", *authority)
    typed(monkeypatch, *people, "1", *("yes",) * 4, "yes", "accept", "yes", "accept")
    assert isinstance(dialogue.accept(session(), FACE), Issued)
    acceptance, consent = recorded(state_folder)
    assert isinstance(acceptance, Acceptance)
    assert acceptance.capacity == "on-behalf"
    assert "principal-consents-to-data" in {found.id for found in acceptance.affirmations}
    assert isinstance(consent, Consent)


def test_what_is_covered_is_said_and_may_be_accepted_anew(
    monkeypatch: pytest.MonkeyPatch, state_folder: Path
) -> None:
    typed(monkeypatch, *WHO, *("yes",) * 3, "", "accept")
    dialogue.accept(session(), FACE)
    typed(monkeypatch, *WHO, "perhaps", "yes", *("yes",) * 3, "", "accept")
    dialogue.accept(session(), FACE)
    typed(monkeypatch, *WHO, "no")
    dialogue.accept(session(), FACE)
    kinds = [type(said) for said in recorded(state_folder)]
    assert kinds == [Acceptance, Acceptance, Coverage]


def test_a_problem_that_no_question_mends_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    talked = session()
    talked.send(PartiesEntered(replace(Parties(), occasion=Occasion.REMOTE)))
    typed(monkeypatch, "1", "1", "Kiss Éva", "eva@example.com")
    with pytest.raises(AssentError) as caught:
        dialogue.accept(talked, FACE)
    assert caught.value.code is Code.PARTY_INCOMPLETE


def test_the_end_of_the_input_is_a_stop(monkeypatch: pytest.MonkeyPatch, state_folder: Path) -> None:
    typed(monkeypatch, *WHO)
    with pytest.raises(click.Abort):
        dialogue.accept(session(), FACE)
    assert list(state_folder.iterdir()) == []


def test_a_grants_yes_is_asked_with_its_clause(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: Path, bundle: Path
) -> None:
    install_for(DIRECTOR, target, bundle)
    asked = session().acts.delegation.grantable(DIRECTOR).affirmations
    typed(monkeypatch, "maybe", "yes")
    given, shown = dialogue.affirm(asked, "en", FACE)
    assert given == {"grant-updates": Given.KEY}
    assert "acceptance-of-unattended-remote-updating/p1" in capsys.readouterr().out
    assert "“yes”" in shown.button


@pytest.mark.parametrize(
    ("variable", "terminals", "expected"),
    [("", True, True), ("false", True, True), ("true", True, False), ("1", True, False), ("", False, False)],
)
def test_only_a_person_at_a_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, variable: str, *, terminals: bool, expected: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminals

    monkeypatch.setenv("CI", variable)
    monkeypatch.setattr("sys.stdin", Stream())
    monkeypatch.setattr("sys.stdout", Stream())
    assert dialogue.interactive() is expected
