"""`assent log`: show, receipt, key; looking makes nothing. Checking is in `test_cli_log_check`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.statements import SEALED, acceptance
from helpers.tampering import edit

from installer import paths
from installer.agreement.cover import find_edition, list_editions
from installer.agreement.load import load_edition
from installer.errors import Outcome
from installer.evidence.envelope import subject
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import EditionRef, PredicateType, TextRef
from installer.evidence.trust import read_trust
from installer.evidence.verify import verify
from installer.host import exit_status

if TYPE_CHECKING:
    from pathlib import Path

Run = Any


def test_show_lists_every_statement(run: Run, machine: Path) -> None:
    status, out, _ = run("show", "--json")
    entries = json.loads(out)
    assert status == 0
    assert [entry["index"] for entry in entries] == [0, 1, 2]
    assert {entry["type"] for entry in entries} == {"assent:acceptance/v1"}
    lines = run("show", "--lang", "en")[1].decode().splitlines()
    assert [line.split()[0] for line in lines] == [
        word for entry in entries for word in (str(entry["index"]), entry["digest"])
    ]
    assert "Acceptance of the agreement, for oneself, in the program’s window" in lines[0]
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
    assert status == exit_status(Outcome.USAGE)
    assert str(path).encode() in err
    assert b"usage.file-unwritable" in err


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


def test_all_keys_that_the_log_has_had_are_printed_oldest_first(
    run: Run, machine: Path, tmp_path: Path
) -> None:
    first = MachineKey.load_or_create(machine).public
    assert run("rotate", "--reason", "scheduled", "--by", "Kiss Éva")[0] == 0
    second = MachineKey.load_or_create(machine).public
    path = tmp_path / "keys.pem"
    path.write_bytes(run("key", "--all")[1])
    assert read_trust(path) == {first.id, second.id}
    assert [entry["id"] for entry in json.loads(run("key", "--all", "--json")[1])] == [first.id, second.id]


def test_a_statement_about_no_edition_is_shown_too(run: Run, machine: Path) -> None:
    assert run("erase", 0, "--reason", "request", "--by", "Kiss Éva")[0] == 0
    entry = json.loads(run("show", "--json")[1])[3]
    assert (entry["type"], entry["edition"], entry["capacity"]) == ("assent:erasure/v1", "", "")
    status, out, _ = run("receipt", 3)
    assert status == 0
    assert verify(out).valid
    assert machine.exists()


def test_asking_for_a_key_makes_none(run: Run, state_folder: Path) -> None:
    assert run("key")[0] == exit_status(Outcome.LOG_UNWRITABLE)
    assert not (state_folder / "machine-key.pem").exists()
