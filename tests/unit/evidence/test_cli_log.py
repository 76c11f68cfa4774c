"""`assent log`: show, fsck, receipt, key. Looking makes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.statements import SEALED, TEXTS, acceptance, accepted
from helpers.tampering import edit

from installer import paths
from installer.agreement.cover import find_edition, list_editions
from installer.agreement.load import load_edition
from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import Outcome
from installer.evidence.envelope import subject
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import EditionRef, PredicateType, TextRef
from installer.evidence.receipt import make_receipt
from installer.evidence.trust import read_trust
from installer.evidence.verify import verify
from installer.host import exit_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = Any


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, bytes, bytes]]:
    def call(*arguments: object) -> tuple[int, bytes, bytes]:
        status = boundary.run(assent, ["log", *(str(argument) for argument in arguments)])
        captured = capsysbinary.readouterr()
        return status, captured.out, captured.err

    return call


@pytest.fixture
def machine(state_folder: Path) -> Path:
    """The state folder of a machine with three acceptances."""
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        for _ in range(3):
            accepted(log)
    return state_folder


def test_show_lists_every_statement(run: Run, machine: Path) -> None:
    status, out, _ = run("show", "--json")
    entries = json.loads(out)
    assert status == 0
    assert [entry["index"] for entry in entries] == [0, 1, 2]
    assert {entry["type"] for entry in entries} == {"assent:acceptance/v1"}
    lines = run("show", "--lang", "en")[1].decode().splitlines()
    assert [line.split()[0] for line in lines] == ["0", "1", "2"]
    assert entries[2]["digest"] in lines[2]
    assert machine.exists()


def test_show_of_a_machine_without_a_log_makes_none(run: Run, state_folder: Path) -> None:
    before = {path.name for path in state_folder.iterdir()}
    assert json.loads(run("show", "--json")[1]) == []
    status, out, _ = run("show", "--lang", "en")
    assert status == 0
    assert b"holds no record" in out
    assert {path.name for path in state_folder.iterdir()} - before <= {"logs", "assent.log"}


def test_show_of_a_rewritten_log_refuses(run: Run, machine: Path) -> None:
    edit(machine, ("UPDATE records SET time = '2000-01-01T00:00:00Z' WHERE idx = 1", ()))
    status, out, err = run("show", "--lang", "en")
    assert status == exit_status(Outcome.LOG_UNWRITABLE)
    assert out == b""
    assert b"record 1" in err


def test_fsck_of_a_sound_log_ends_with_0_and_says_its_limit(run: Run, machine: Path) -> None:
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 0
    assert b"is sound" in out
    assert b"--held" in out
    assert json.loads(run("fsck", "--json")[1]) == {"sound": True, "findings": []}
    assert machine.exists()


def test_fsck_names_what_is_wrong_and_ends_with_1(run: Run, machine: Path) -> None:
    edit(machine, ("UPDATE records SET time = '2000-01-01T00:00:00Z' WHERE idx = 1", ()))
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 1
    assert b"Record 1: A record was rewritten. columns" in out
    status, out, _ = run("fsck", "--json")
    assert status == 1
    expected = {"id": "rewritten", "record": 1, "detail": "columns"}
    assert json.loads(out) == {"sound": False, "findings": [expected]}


def held_receipt(folder: Path, to: Path) -> Path:
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        to.write_bytes(make_receipt(log, log.record(2), TEXTS))
    return to


def test_fsck_with_a_held_receipt_sees_a_log_begun_anew(run: Run, machine: Path, tmp_path: Path) -> None:
    held = held_receipt(machine, tmp_path / "held.assent.json")
    status, out, _ = run("fsck", "--held", held, "--lang", "en")
    assert status == 0
    assert b"--held" not in out
    (machine / "log.sqlite3").unlink()
    status, out, _ = run("fsck", "--held", held, "--lang", "en")
    assert status == 1
    assert b"once held more records" in out


def test_fsck_refuses_a_held_receipt_that_does_not_hold(run: Run, machine: Path, tmp_path: Path) -> None:
    held = held_receipt(machine, tmp_path / "held.assent.json")
    held.write_bytes(held.read_bytes() + b" ")
    status, _, err = run("fsck", "--held", held, "--lang", "en")
    assert status == exit_status(Outcome.USAGE)
    assert b"document" in err


def test_names_without_a_record_are_not_given_a_place(run: Run, machine: Path) -> None:
    (machine / "log.sqlite3").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    status, out, _ = run("fsck", "--lang", "en")
    assert status == 1
    assert out.startswith(b"The log file is damaged.")


def real_log(folder: Path) -> str:
    """A machine that accepted the first edition that the program carries; its id."""
    root = paths.editions_root()
    name = list_editions(root)[0]
    edition = load_edition(find_edition(root, name))
    predicate = acceptance(
        edition=EditionRef(id=edition.id, digest=edition.digest, date=edition.date),
        texts=[
            TextRef(language=language, digest=edition.texts[language].digest, shown=True)
            for language in edition.languages
        ],
    )
    subjects = [
        subject(f"{edition.id}/{language}.md", edition.texts[language].digest)
        for language in edition.languages
    ]
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        log.append(PredicateType.ACCEPTANCE, subjects, predicate, SEALED)
    return edition.id


def test_a_receipt_is_made_again_with_the_texts_of_its_edition(
    run: Run, state_folder: Path, tmp_path: Path
) -> None:
    edition = real_log(state_folder)
    status, out, _ = run("receipt", 0)
    assert status == 0
    verification = verify(out)
    assert verification.valid
    assert verification.receipt is not None
    assert verification.receipt.texts[0].name.startswith(edition)
    path = tmp_path / "again.assent.json"
    assert run("receipt", 0, "--output", path)[0] == 0
    assert path.read_bytes() == out


def test_a_receipt_that_cannot_be_written_is_named(run: Run, state_folder: Path, tmp_path: Path) -> None:
    real_log(state_folder)
    path = tmp_path / "none" / "again.assent.json"
    status, _, err = run("receipt", 0, "--output", path, "--lang", "en")
    assert status == exit_status(Outcome.LOG_UNWRITABLE)
    assert str(path).encode() in err


def test_a_receipt_of_a_record_that_is_not_there_is_refused(run: Run, machine: Path) -> None:
    status, _, err = run("receipt", 9, "--lang", "en")
    assert status == exit_status(Outcome.USAGE)
    assert b"9" in err
    (machine / "log.sqlite3").unlink()
    assert run("receipt", 0)[0] == exit_status(Outcome.USAGE)


def test_the_key_that_is_printed_can_be_trusted(run: Run, machine: Path, tmp_path: Path) -> None:
    public = MachineKey.load_or_create(machine).public
    path = tmp_path / "keys.pem"
    path.write_bytes(run("key")[1])
    assert read_trust(path) == {public.id}
    assert json.loads(run("key", "--json")[1]) == {
        "id": public.id,
        "algorithm": "ed25519",
        "pem": public.pem,
    }


def test_asking_for_a_key_makes_none(run: Run, state_folder: Path) -> None:
    assert run("key")[0] == exit_status(Outcome.LOG_UNWRITABLE)
    assert not (state_folder / "machine-key.pem").exists()
