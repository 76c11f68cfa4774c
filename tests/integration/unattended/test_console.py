"""`assent accept` at a real terminal: asked as in the wizard, recorded as it was, never without one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT, SHIPPED
from helpers.delegates import DIRECTOR, install_for
from helpers.journeys import small_bundle
from helpers.records import people, recorded
from helpers.terminals import Terminal

from installer.agreement.load import load_edition
from installer.evidence.predicates import Acceptance, Consent, Coverage, Decline, Grant

if TYPE_CHECKING:
    from pathlib import Path

WHO = (
    ("In which capacity", "1"),
    ("Who is bound", "1"),
    ("Your name", "Kiss Éva"),
    ("e-mail", "eva@example.com"),
    ("Products, by", "xprotect-corporate"),
)
YES = ("Type “yes” or “no”:", "yes")
DECIDE = "to decline it:"


def test_who_answers_everything_accepts_and_the_record_says_console_and_key(state_folder: Path) -> None:
    terminal = Terminal(("accept", "--lang", "en"))
    answers = (*WHO, YES, YES, YES, ("or nothing:", ""), (DECIDE, "accept"))
    assert terminal.talk(answers) == 0, terminal.said
    assert terminal.unasked == 0
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert (said.channel, said.capacity, said.products) == ("console", "self", ["xprotect-corporate"])
    assert {found.given for found in said.affirmations} == {"key"}
    assert {found.language for found in said.affirmations} == {"en"}
    assert said.presentation.button in terminal.said
    assert "“accept”" in said.presentation.button
    assert "“decline”" in said.presentation.button
    assert said.presentation.above_button in terminal.said
    assert (said.presentation.columns, said.presentation.grabs) == ("none", [])
    assert {text.language: text.shown for text in said.texts} == {"hu": False, "en": True}
    assert {seen.section for seen in said.presentation.sections_seen} == set(said.sections)
    assert people(state_folder).actor.name == "Kiss Éva"


def test_every_clause_that_applies_was_printed_word_for_word(state_folder: Path) -> None:
    edition = load_edition(SHIPPED)
    terminal = Terminal(("accept", "--lang", "en"))
    assert (
        terminal.talk((*WHO, ("Type “yes” or “no”:", "no"), ("or nothing:", ""), (DECIDE, "decline"))) == 175
    )
    (said,) = recorded(state_folder)
    assert isinstance(said, Decline)
    printed = terminal.said.replace("\r\n", "\n")
    shown = {seen.section for seen in said.presentation.sections_seen}
    assert {"introduction", "governing-law", "xprotect-corporate"} <= shown
    for row in edition.rows():
        section = row.clause.partition("/")[0]
        if section in shown:
            clause = edition.clause(row.clause, "en")
            assert clause is None or clause.text in printed


def test_declining_is_one_word_as_accepting_is(state_folder: Path) -> None:
    terminal = Terminal(("accept", "--lang", "en"))
    assert (
        terminal.talk((*WHO, ("Type “yes” or “no”:", "no"), ("or nothing:", ""), (DECIDE, "decline"))) == 175
    )
    (said,) = recorded(state_folder)
    assert isinstance(said, Decline)
    assert said.channel == "console"
    assert "30 days" in terminal.said, "what may be returned is said"


def test_a_refused_yes_cannot_be_accepted_and_is_asked_again(state_folder: Path) -> None:
    terminal = Terminal(("accept", "--lang", "en"))
    no = ("Type “yes” or “no”:", "no")
    answers = (*WHO, YES, no, ("or nothing:", ""), (DECIDE, "accept"), YES, YES, (DECIDE, "ACCEPT"))
    assert terminal.talk(answers) == 0, terminal.said
    assert terminal.unasked == 0
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)


def test_nothing_is_ticked_for_anybody_and_a_refused_consent_is_recorded(state_folder: Path) -> None:
    terminal = Terminal(("accept", "--lang", "en"))
    assert terminal.talk((*WHO, YES, YES, YES, ("or nothing:", "no"), (DECIDE, "accept"))) == 0
    _, consent = recorded(state_folder)
    assert isinstance(consent, Consent)
    assert (consent.state, consent.given) == ("refused", "key")


def test_mistakes_are_told_and_asked_again(state_folder: Path) -> None:
    answers = (
        ("In which capacity", "9"),
        ("In which capacity", "1"),
        ("Who is bound", "x"),
        ("Who is bound", "2"),
        ("Your name", "Kiss Éva"),
        ("e-mail", "nowhere"),
        ("Your position", "igazgató"),
        ("Your organisation", "Minta Kft."),
        ("e-mail", "eva@example.com"),
        ("Products, by", "spoon"),
        ("Products, by", "1"),
        ("Type “yes” or “no”:", "perhaps"),
        *(YES,) * 4,
        ("or nothing:", ""),
        (DECIDE, "perhaps"),
        (DECIDE, "accept"),
    )
    terminal = Terminal(("accept", "--lang", "en"))
    assert terminal.talk(answers) == 0, terminal.said
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.party_type == "organisation"
    assert "entitled-to-bind" in {found.id for found in said.affirmations}


def test_what_was_accepted_before_covers_the_same_again(state_folder: Path) -> None:
    first = Terminal(("accept", "--lang", "en"))
    assert first.talk((*WHO, YES, YES, YES, ("or nothing:", ""), (DECIDE, "accept"))) == 0
    second = Terminal(("accept", "--lang", "en"))
    assert second.talk((*WHO, ("Accept anew", "no"))) == 0, second.said
    covered = recorded(state_folder)[-1]
    assert isinstance(covered, Coverage)
    assert (covered.channel, covered.given) == ("console", "key")


def test_whoever_stops_has_recorded_nothing(state_folder: Path) -> None:
    terminal = Terminal(("accept", "--lang", "en"))
    assert terminal.talk((*WHO[:3], ("e-mail", "\x04"))) == 66
    assert list(state_folder.glob("log.sqlite3")) == []


@pytest.mark.parametrize("value", ["true", "1"])
def test_where_ci_is_set_a_terminal_alone_asks_and_accepts_nothing(state_folder: Path, value: str) -> None:
    terminal = Terminal(("accept", "--lang", "en"), {"CI": value})
    assert terminal.talk(()) == 172
    assert "--accept-eula" in terminal.said
    assert list(state_folder.glob("log.sqlite3")) == []


def test_without_a_terminal_nothing_is_asked_or_accepted(state_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "installer", "accept", "--product", "xprotect-corporate", "--lang", "en"],
        cwd=ROOT,
        input="1\n1\nKiss Éva\neva@example.com\nyes\nyes\nyes\naccept\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 172
    assert list(state_folder.glob("log.sqlite3")) == []


def test_a_grant_is_asked_for_at_a_terminal(state_folder: Path, tmp_path: Path) -> None:
    bundle = small_bundle(tmp_path / "bundle")
    install_for(DIRECTOR, tmp_path / "target", bundle)
    actor = DIRECTOR.actor
    me = (
        *("--name", actor.name, "--email", actor.email),
        *("--position", actor.position, "--organisation", actor.organisation),
    )
    give = ("grant", "--delegate", "Kiss Éva", "--products", "xprotect-corporate", "--lang", "en", *me)
    assert Terminal(give).talk((("Type “yes” or “no”:", "no"),)) == 172
    assert Terminal(give).talk((YES,)) == 0
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert (said.channel, [found.given for found in said.affirmations]) == ("console", ["key"])
    assert said.presentation.above_button == said.affirmations[0].words["en"]
    assert len(recorded(state_folder)) == 2
