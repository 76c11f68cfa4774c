"""`assent consent`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import install_for
from helpers.journeys import EVA
from helpers.records import recorded

from installer.evidence.predicates import Consent, Withdrawal

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell

ME = ("--name", "Kiss Éva", "--email", "eva@example.com")
ID = "end-user-registration"


@pytest.fixture(autouse=True)
def installed(target: Path, bundle: Path) -> None:
    install_for(EVA, target, bundle)


@pytest.mark.parametrize(("verb", "state"), [("give", "given"), ("refuse", "refused")])
def test_a_consent_is_given_or_refused_later(shell: Shell, state_folder: Path, verb: str, state: str) -> None:
    assert shell("consent", verb, ID, *ME)[0] == 0
    said = recorded(state_folder)[-1]
    assert isinstance(said, Consent)
    assert (said.state, said.given) == (state, "flag")


def test_one_command_withdraws_it_and_asks_nothing(shell: Shell, state_folder: Path) -> None:
    shell("consent", "give", ID, *ME)
    assert shell("consent", "withdraw", ID)[0] == 0
    assert isinstance(recorded(state_folder)[-1], Withdrawal)
    count = len(recorded(state_folder))
    status, result = shell("consent", "withdraw", ID)
    assert (status, [found["again"] for found in result["records"]]) == (0, [True])
    assert len(recorded(state_folder)) == count


def test_it_is_withdrawn_by_its_record_and_by_name_too(shell: Shell) -> None:
    _, result = shell("consent", "give", ID, *ME)
    (record,) = result["records"]
    assert (
        shell("consent", "withdraw", record["record"], "--name", "Más", "--email", "m@example.com")[0] == 103
    )
    assert shell("consent", "withdraw", record["record"], *ME)[0] == 0


def test_the_list_has_the_fields_of_the_standard(shell: Shell) -> None:
    shell("consent", "give", ID, *ME)
    _, (item,) = shell("consent", "list")
    assert (item["consent"], item["state"], item["withdrawn"]) == (ID, "given", None)
    assert item["schema"] == "ISO/IEC TS 27560:2023"
    for name in ("record_id", "controller", "notice", "data", "recipients", "lawful_basis", "principal"):
        assert item[name], name
    for name in ("purpose", "storage", "retention", "withdrawal", "words"):
        assert set(item[name]) == {"hu", "en"}, name
    shell("consent", "withdraw", ID)
    _, (item,) = shell("consent", "list")
    assert item["state"] == "withdrawn"
    assert item["withdrawn"]


@pytest.mark.parametrize(("language", "word"), [("en", "does not state"), ("hu", "nem mondja meg")])
def test_people_read_it_in_their_language_with_what_the_text_leaves_open(
    shell: Shell, language: str, word: str
) -> None:
    shell("consent", "give", ID, *ME)
    assert shell.say("consent", "list", language=language) == 0
    assert ID in shell.out
    assert word in shell.out


def test_an_empty_list_says_so(shell: Shell) -> None:
    assert shell.say("consent", "list") == 0
    assert "No consent" in shell.out


def test_an_unknown_consent_is_bad_usage(shell: Shell) -> None:
    status, result = shell("consent", "give", "newsletter", *ME)
    assert (status, result["error"]["code"]) == (103, "acceptance.consent-unknown")
