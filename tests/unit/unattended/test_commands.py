"""`assent install|accept|decline|answers` through the command line's boundary, in this process."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from helpers.sites import ACCEPT, DIGEST, NEEDED, Site, read_result, states

from installer.cli import boundary
from installer.cli.main import assent
from installer.cli.watching import stopping
from installer.evidence.verify import verify
from installer.progress import Cancel


class Shell:
    """Runs a command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def __call__(self, *arguments: str) -> int:
        status = boundary.run(assent, arguments)
        self.out, self.err = self._capsys.readouterr()
        return status

    @property
    def result(self) -> dict[str, Any]:
        return read_result(self.out)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def test_a_quiet_install_prints_one_object_and_nothing_else(
    shell: Shell, site: Site, state_folder: Path
) -> None:
    assert shell(*site.arguments(affirm=NEEDED)) == 0
    assert {type(json.loads(line)) for line in shell.err.splitlines()} == {dict}
    assert (shell.result["result"], shell.result["exit"], shell.result["error"]) == ("success", 0, None)
    assert states(shell.result) == dict.fromkeys(("management-server", "recording-server"), "installed")
    (receipt,) = shell.result["receipts"]
    assert Path(receipt).parent == state_folder / "receipts"
    assert verify(Path(receipt).read_bytes()).valid


def test_a_refusal_prints_the_same_object_with_the_error(shell: Shell, site: Site) -> None:
    assert shell(*site.arguments(accept=None)) == 172
    assert shell.result["result"] == "not-accepted"
    assert shell.result["error"]["code"] == "acceptance.not-accepted"
    assert f"--accept-eula {ACCEPT}" in shell.result["error"]["text"]["en"]


def test_without_json_people_read_what_was_done(shell: Shell, site: Site) -> None:
    arguments = [part for part in site.arguments(affirm=NEEDED) if part != "--json"]
    assert shell(*arguments, "--lang", "en") == 0
    assert "management-server: installed" in shell.out
    assert "Receipt: " in shell.out


def test_without_quiet_it_says_what_would_be_asked_and_changes_nothing(
    shell: Shell, site: Site, state_folder: Path
) -> None:
    arguments = [part for part in site.arguments(affirm=NEEDED) if part not in {"--quiet", "--json"}]
    assert shell(*arguments, "--lang", "en") == 172
    assert ACCEPT in shell.out
    for name in ("- agreement: I accept", *(f"- {needed}: " for needed in NEEDED), "end-user-registration"):
        assert name in shell.out
    assert "xprotect-corporate" in shell.out
    assert f"--accept-eula {ACCEPT}" in shell.err
    assert list(state_folder.iterdir()) == []
    assert not site.target.exists()


def test_a_decline_shows_the_refund_clause_and_its_exceptions(shell: Shell, site: Site) -> None:
    arguments = [part for part in site.arguments("--decline", accept=None) if part != "--json"]
    assert shell(*arguments, "--lang", "en") == 175
    assert "within 30 days after purchase" in shell.out
    assert shell.out.count("\n- ") == 2
    assert not site.target.exists()


@pytest.mark.parametrize("command", ["decline", "install"])
@pytest.mark.parametrize("flag", [("--accept-eula", ACCEPT), ("--affirm", "third-party-terms")])
def test_nobody_accepts_and_declines_at_once(
    shell: Shell, state_folder: Path, command: str, flag: tuple[str, str]
) -> None:
    declining = ("--decline",) if command == "install" else ()
    assert shell(command, *declining, *flag) == 103
    assert list(state_folder.iterdir()) == []


def test_products_may_stand_in_one_flag_or_in_several(shell: Shell, site: Site) -> None:
    more = ("--products", "xprotect-corporate,xprotect-smart-client", "--product", "xprotect-access")
    assert shell(*site.arguments(*more)) == 172
    facts = shell.result["error"]["facts"]
    assert shell(*site.arguments(*more, affirm=tuple(facts["affirmation"].split()))) == 0
    assert "smart-client" in states(shell.result)


def test_assent_accept_records_and_installs_nothing(shell: Shell, site: Site) -> None:
    flags = [part for name in NEEDED for part in ("--affirm", name)]
    assert shell("accept", "--json", "--answers", str(site.answers), "--accept-eula", ACCEPT, *flags) == 0
    assert len(shell.result["receipts"]) == 1
    assert shell.result["components"] == []
    assert not site.target.exists()


def test_assent_decline_records_and_ends_as_declined(shell: Shell, site: Site) -> None:
    assert shell("decline", "--json", "--answers", str(site.answers)) == 175
    assert shell.result["result"] == "declined"
    assert len(shell.result["receipts"]) == 1


@pytest.mark.parametrize("command", [("install", "--yes"), ("accept", "--target", "x"), ("answers", "fix")])
def test_an_unknown_flag_or_command_is_a_usage_error(shell: Shell, command: tuple[str, ...]) -> None:
    assert shell(*command) == 103


def test_the_template_comes_in_both_forms(shell: Shell, tmp_path: Path) -> None:
    assert shell("answers", "template", "--lang", "en") == 0
    written = tmp_path / "site.toml"
    written.write_text(shell.out, "utf-8")
    assert shell("answers", "template", "--json") == 0
    assert "$defs" in json.loads(shell.out)
    assert shell("answers", "check", str(written), "--json") == 103
    assert json.loads(shell.out)["complete"] is False


def test_checking_complete_answers_says_what_is_asked(shell: Shell, site: Site) -> None:
    assert shell("answers", "check", str(site.answers), "--json") == 0
    checked = json.loads(shell.out)
    assert checked["complete"] is True
    assert checked["edition"] == ACCEPT
    assert [needed["id"] for needed in checked["affirmations"]] == ["agreement", *NEEDED]
    assert [offer["id"] for offer in checked["consents"]] == ["end-user-registration"]
    assert "xprotect-corporate" in checked["sections"]


def test_checking_answers_names_each_mistake(shell: Shell, site: Site) -> None:
    site.write(actor="")
    assert shell("answers", "check", str(site.answers), "--lang", "en") == 103
    assert "actor.name" in shell.err
    assert "actor.email" in shell.err
    assert ACCEPT in shell.out
    assert shell("answers", "check", str(site.answers), "--json") == 103
    assert [problem["field"] for problem in json.loads(shell.out)["problems"]] == [
        "actor.name",
        "actor.email",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_run_asks_it_to_stop(number: signal.Signals) -> None:
    cancel = Cancel()
    with stopping(cancel):
        signal.raise_signal(number)
    assert cancel.requested


def test_signals_are_handled_as_before_after_the_run(shell: Shell, site: Site) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    shell(*site.arguments(accept=None))
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


def test_hungarian_words_stand_for_hungarian_readers(shell: Shell, site: Site) -> None:
    assert shell("install", "--answers", str(site.answers), "--lang", "hu") == 172
    assert "Elfogadom a Milestone" in shell.out
    assert DIGEST in shell.out
