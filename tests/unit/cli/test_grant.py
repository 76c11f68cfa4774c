"""`assent grant`, `assent revoke`, `assent ratify`, `assent object`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import DIRECTOR, TERMS, desk, grant, install_for, updating
from helpers.journeys import FOR_A_CUSTOMER, open_on, small_bundle
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.cli.options import translator
from installer.evidence.certificate.words import values
from installer.evidence.personal import DelegateFields
from installer.evidence.predicates import Grant, Objection, PredicateType, Ratification, Revocation
from installer.session.desk import Act, Verdict
from installer.session.people import personal_fields
from installer.session.presentation import Presentation
from installer.session.statements import stated

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell

ME = (
    *("--name", "Nagy Pál", "--email", "pal@vevo.example"),
    *("--position", "igazgató", "--organisation", "Vevő Zrt."),
)
GIVE = ("grant", "--delegate", "Kiss Éva", "--products", "xprotect-corporate", *ME)


@pytest.fixture
def own(target: Path, bundle: Path) -> str:
    return install_for(DIRECTOR, target, bundle).statement


def test_a_grant_is_given_by_flags(own: str, shell: Shell, state_folder: Path) -> None:
    status, result = shell(*GIVE, "--classes", "required,none", "--affirm", "grant-updates")
    assert (status, result["result"], result["exit"]) == (0, "success", 0)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.rests_on == own
    assert (said.change_classes, said.by_role) == (["none", "required"], False)
    ((record),) = result["records"]
    assert record["index"] == 1


def test_people_read_where_the_receipt_is(own: str, shell: Shell) -> None:
    del own
    assert shell.say(*GIVE, "--affirm", "grant-updates") == 0
    assert "Record: " in shell.out
    assert "Receipt: " in shell.out


def test_without_its_yes_nothing_is_granted(own: str, shell: Shell, state_folder: Path) -> None:
    del own
    status, result = shell(*GIVE)
    assert (status, result["error"]["code"]) == (172, "acceptance.affirmation-missing")
    assert result["error"]["facts"]["flags"] == "--affirm grant-updates"
    assert len(recorded(state_folder)) == 1


def test_without_an_acceptance_of_ones_own_nothing_is_granted(shell: Shell) -> None:
    status, result = shell(*GIVE, "--affirm", "grant-updates")
    assert (status, result["error"]["code"]) == (177, "acceptance.earlier-missing")
    assert result["error"]["cite"] == ["acceptance-of-unattended-remote-updating/p1"]


@pytest.mark.parametrize(
    "more",
    [
        ("--classes", "personal"),
        ("--until", "yesterday"),
        ("--until", "2000-01-01"),
        ("--role", "rendszergazda"),
        ("--products", "spoon"),
    ],
)
def test_bad_terms_are_bad_usage(own: str, shell: Shell, more: tuple[str, ...], state_folder: Path) -> None:
    del own
    assert shell.say(*GIVE, "--affirm", "grant-updates", *more) == 103
    assert len(recorded(state_folder)) == 1


def test_the_answer_file_may_say_who_grants(own: str, shell: Shell, tmp_path: Path) -> None:
    del own
    (tmp_path / "me.toml").write_text(
        'type = "assent/answers"\nversion = 1\n[actor]\nname = "Nagy Pál"\nemail = "p@v.example"\n'
        'position = "igazgató"\norganisation = "Vevő Zrt."\n[principal]\ntype = "organisation"\n',
        "utf-8",
    )
    arguments = ("--role", "rendszergazda", "--products", "xprotect-corporate", "--affirm", "grant-updates")
    assert shell("grant", *arguments, "--answers", str(tmp_path / "me.toml"))[0] == 0


def test_the_list_tells_everything_about_each_grant(own: str, shell: Shell, target: Path) -> None:
    record = grant(open_on(target), TERMS).statement
    status, listed = shell("grant", "list")
    assert status == 0
    assert [(item["record"], item["kind"], item["rests_on"]) for item in listed] == [
        (own, "clause", own),
        (record, "named", own),
    ]
    assert listed[1]["delegate"] == "Kiss Éva"
    assert listed[1]["clause"] == "acceptance-of-unattended-remote-updating/p1"
    assert (listed[1]["valid_from"], listed[1]["valid_until"]) == (
        "2026-03-01T12:00:00Z",
        "2028-03-01T12:00:00Z",
    )


@pytest.mark.parametrize("language", ["en", "hu"])
def test_people_read_the_list_too(
    own: str, shell: Shell, target: Path, tmp_path: Path, language: str
) -> None:
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    updating(target, newer).accept(Presentation())
    open_on(target).acts.delegation.revoke(own, DIRECTOR, Given.FLAG)
    assert shell.say("grant", "list", language=language) == 0
    named = values(translator(language))
    granted = [named[f"granted:{name}"] for name in ("none", "notify", "required")]
    last = {"en": "1 March 2031", "hu": "2031. március 1."}[language]
    for told in (own, "xprotect-corporate", last, *granted):
        assert told in shell.out


def test_no_name_can_steer_the_terminal(own: str, shell: Shell) -> None:
    """What a form refuses can still stand in a log that somebody else has written."""
    here = desk()
    grant(here, TERMS)
    made = here.acts.desk.read().entries[-1].said
    fields = personal_fields(DIRECTOR, delegate=DelegateFields(name="Kiss\x1b[2J\u202eavÉ"))
    act = Act(here.acts.desk.state(DIRECTOR), fields, lambda moment: replace(made, **stated(moment)))
    here.acts.desk.say(PredicateType.GRANT, lambda _ledger: Verdict((act,)))
    assert shell.say("grant", "list") == 0
    assert "\x1b" not in shell.out
    assert "\u202e" not in shell.out
    assert "Kiss\ufffd[2J\ufffdavÉ" in shell.out
    assert own


def test_who_granted_to_oneself_is_told(own: str, shell: Shell) -> None:
    del own
    more = ("--delegate", "Nagy Pál", "--affirm", "grant-updates")
    assert shell("grant", "--products", "xprotect-corporate", *ME, *more)[0] == 0
    shell.say("grant", "list")
    assert "Granted to oneself." in shell.out


def test_an_empty_list_says_so(shell: Shell) -> None:
    assert shell("grant", "list") == (0, [])
    assert shell.say("grant", "list") == 0
    assert "no grant" in shell.out


def test_a_grant_is_taken_back(own: str, shell: Shell, state_folder: Path) -> None:
    status, _ = shell("revoke", own[:8], *ME)
    assert status == 0
    assert isinstance(recorded(state_folder)[-1], Revocation)
    count = len(recorded(state_folder))
    status, result = shell("revoke", own[:8], *ME)
    (found,) = result["records"]
    assert (status, found["again"], found["index"]) == (0, True, count - 1)
    assert len(recorded(state_folder)) == count


def test_a_stranger_takes_nothing_back(own: str, shell: Shell) -> None:
    status, result = shell("revoke", own, "--name", "Más", "--email", "mas@example.com")
    assert (status, result["error"]["code"]) == (177, "acceptance.not-principal")


def test_the_customer_ratifies_and_objects(
    target: Path, bundle: Path, shell: Shell, state_folder: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement
    assert shell("ratify", dealers[:10], *ME)[0] == 0
    assert isinstance(recorded(state_folder)[-1], Ratification)
    assert shell("object", dealers[:10], *ME, "--remarks", "nem kérdeztek")[0] == 0
    assert isinstance(recorded(state_folder)[-1], Objection)


def test_a_record_that_is_not_there_is_bad_usage(shell: Shell) -> None:
    status, result = shell("ratify", "ffffffff", *ME)
    assert (status, result["error"]["code"]) == (103, "acceptance.record-unfit")
