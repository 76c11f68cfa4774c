"""`assent grant import`: what a principal gave or took back on another computer, kept on this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.granters import Office
from helpers.journeys import NOON

from installer.cli.options import translator
from installer.sentences.moments import moment_of

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell


@pytest.fixture
def office(tmp_path: Path, bundle: Path, state_folder: Path) -> Office:
    assert state_folder.exists()
    return Office(tmp_path / "office-state", tmp_path, bundle)


@pytest.fixture
def keys(office: Office) -> Path:
    """The principal's key, as `assent log key` printed it there."""
    office.accept()
    path = office.files / "their-key.pem"
    path.write_text(office.key.pem)
    return path


def test_a_grant_and_what_is_behind_it_are_kept_and_listed(shell: Shell, office: Office, keys: Path) -> None:
    record = office.grant()
    log = str(office.export())
    status, result = shell("grant", "import", log, "--enrolled", str(keys))
    assert (status, result["exit"]) == (0, 0)
    (kept,) = result["kept"]
    assert record in kept["records"]
    assert (kept["keys"], kept["known_until"]) == ([office.key.id], "2026-03-01T12:00:00Z")
    (listed,) = shell("grant", "list")[1]
    assert (listed["record"], listed["log"], listed["known_until"]) == (
        record,
        kept["log"],
        "2026-03-01T12:00:00Z",
    )


@pytest.mark.parametrize("language", ["en", "hu"])
def test_people_read_whose_log_it_is_and_up_to_when_it_is_known(
    shell: Shell, office: Office, keys: Path, language: str
) -> None:
    said = moment_of("2026-03-01T12:00:00+00:00", translator(language))
    record = office.grant()
    log, receipt = str(office.export()), str(office.receipt(record))
    assert shell.say("grant", "import", log, receipt, "--enrolled", str(keys), language=language) == 0
    assert office.key.id in shell.out
    assert record in shell.out
    assert said in shell.out
    assert shell.say("grant", "list", language=language) == 0
    assert said in shell.out


def test_a_grant_by_an_unknown_key_is_refused_and_a_revocation_is_not(
    shell: Shell, office: Office, keys: Path
) -> None:
    assert keys.exists()
    record = office.grant()
    status, result = shell("grant", "import", str(office.receipt(record)))
    assert (status, result["error"]["code"]) == (177, "acceptance.grant-unfit")
    assert result["error"]["facts"]["detail"] == "enrolled"
    revocation = office.revoke(record, NOON)
    status, result = shell("grant", "import", str(office.receipt(revocation)))
    assert (status, result["kept"][0]["records"]) == (0, [revocation])
