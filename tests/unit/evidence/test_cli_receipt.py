"""`assent receipt`: adding a countersigned head, with this machine's log where its proof is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.forging import STRANGER
from helpers.paper_log import WITNESS_KEY, WITNESS_NAME, WITNESSED
from helpers.statements import TEXTS, accepted

from installer.cli import boundary
from installer.cli.main import assent
from installer.evidence.additions import head_of
from installer.evidence.export import export_lines
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.proofs import prove_inclusion
from installer.evidence.receipt import make_receipt
from installer.evidence.snapshot import read_file
from installer.evidence.trust import Trust
from installer.evidence.verify import Policy, Result, verify
from installer.evidence.witness import WitnessKey, cosign

if TYPE_CHECKING:
    from pathlib import Path

WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public)


def run(*arguments: object) -> int:
    return boundary.run(assent, ["receipt", *(str(argument) for argument in arguments)])


def countersigned(log: Log, size: int) -> str:
    note = log.checkpoint(size)
    return note + cosign(WITNESS_KEY, WITNESS_NAME, head_of(note), WITNESSED)


def anchored(data: bytes, key: str) -> Result:
    trust = Trust(keys=frozenset({key}), witnesses=frozenset({WITNESS}))
    return verify(data, Policy.ANCHORED, trust).result


@pytest.fixture
def own(state_folder: Path, tmp_path: Path) -> tuple[Path, str]:
    """The receipt of the second of four records of this machine's log, and the log's key."""
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        records = [accepted(log) for _ in range(4)]
        (tmp_path / "one.assent.json").write_bytes(make_receipt(log, records[1], TEXTS))
        for size in (1, 2, 4):
            (tmp_path / f"note-{size}.txt").write_text(countersigned(log, size), "utf-8")
        return tmp_path, log.key.id


@pytest.mark.parametrize("size", [2, 4])
def test_a_countersigned_head_of_this_log_anchors_the_receipt(own: tuple[Path, str], size: int) -> None:
    folder, key = own
    file = folder / "one.assent.json"
    assert anchored(file.read_bytes(), key) is Result.BELOW_POLICY
    assert run("anchor", file, folder / f"note-{size}.txt", "--witness", WITNESS.text) == 0
    assert anchored(file.read_bytes(), key) is Result.VALID


def test_another_file_can_be_written_and_the_receipt_stays(own: tuple[Path, str]) -> None:
    folder, key = own
    file, other = folder / "one.assent.json", folder / "two.assent.json"
    before = file.read_bytes()
    assert run("anchor", file, folder / "note-2.txt", "--witness", WITNESS.text, "--output", other) == 0
    assert file.read_bytes() == before
    assert anchored(other.read_bytes(), key) is Result.VALID


def test_a_head_from_before_the_record_is_refused(
    own: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = own
    file = folder / "one.assent.json"
    before = file.read_bytes()
    assert run("anchor", file, folder / "note-1.txt", "--witness", WITNESS.text) == 103
    assert "evidence.countersignature-invalid" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_newer_head_is_refused_on_a_machine_that_has_no_proof_of_it(
    own: tuple[Path, str],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, _ = own
    asked = ("anchor", folder / "one.assent.json", folder / "note-4.txt", "--witness", WITNESS.text)
    empty = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("ASSENT_STATE", str(empty))
    assert run(*asked) == 103
    assert "evidence.record-unknown" in capsys.readouterr().err
    # Nor from the log of another machine.
    with Log.open(empty, MachineKey.load_or_create(empty)) as log:
        for _ in range(4):
            accepted(log)
    assert run(*asked) == 103
    assert "evidence.record-unknown" in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_named(
    own: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = own
    file = folder / "one.assent.json"
    assert run("anchor", file, folder / "none.txt", "--witness", WITNESS.text) == 103
    assert "evidence.receipt-unreadable" in capsys.readouterr().err
    assert run("anchor", file, folder / "note-2.txt", "--witness", "none.txt") == 103
    assert "evidence.trust-malformed" in capsys.readouterr().err
    assert run("request", file, "--output", folder / "no" / "one.tsq") == 103
    assert "usage.file-unwritable" in capsys.readouterr().err


def test_a_stranger_s_word_is_not_taken_for_the_witness_s(own: tuple[Path, str]) -> None:
    folder, _ = own
    stranger = WitnessKey(WITNESS_NAME, STRANGER.public).text
    asked = ("anchor", folder / "one.assent.json", folder / "note-2.txt", "--witness", stranger)
    assert run(*asked) == 103


@pytest.fixture
def elsewhere(own: tuple[Path, str], state_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the log is, its export and its proof for the receipt were written; here there is no log."""
    folder, _ = own
    (folder / "log.jsonl").write_bytes(b"".join(export_lines(read_file(state_folder))))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        for index, size in ((1, 4), (0, 4), (1, 3)):
            proof = msgspec.json.encode(prove_inclusion(log, index, size))
            (folder / f"proof-{index}-{size}.json").write_bytes(proof)
    return tmp_path_factory.mktemp("elsewhere")


@pytest.mark.parametrize("brought", ["proof-1-4.json", "log.jsonl"])
def test_a_newer_head_is_proven_by_a_file_where_the_log_is_not(
    own: tuple[Path, str], elsewhere: Path, monkeypatch: pytest.MonkeyPatch, brought: str
) -> None:
    folder, key = own
    monkeypatch.setenv("ASSENT_STATE", str(elsewhere))
    file, note = folder / "one.assent.json", folder / "note-4.txt"
    assert run("anchor", file, note, "--witness", WITNESS.text, "--proof", folder / brought) == 0
    assert anchored(file.read_bytes(), key) is Result.VALID
    # A head of the receipt's own size needs none, whatever is brought.
    assert run("anchor", file, folder / "note-2.txt", "--witness", WITNESS.text, "--proof", file) == 0


@pytest.mark.parametrize("change", ["proof-0-4.json", "proof-1-3.json", "stranger", "short", "no-proof"])
def test_a_file_that_does_not_prove_the_newer_head_changes_nothing(
    own: tuple[Path, str], elsewhere: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    folder, _ = own
    file, note, brought = folder / "one.assent.json", folder / "note-4.txt", folder / change
    if change == "stranger":
        with Log.open(elsewhere, MachineKey.load_or_create(elsewhere)) as log:
            for _ in range(4):
                accepted(log)
        brought.write_bytes(b"".join(export_lines(read_file(elsewhere))))
    elif change == "short":
        lines = (folder / "log.jsonl").read_bytes().splitlines(keepends=True)
        brought.write_bytes(b"".join([lines[0].replace(b'"size":4', b'"size":3'), *lines[1:4]]))
    elif change == "no-proof":
        brought.write_bytes(b"{}")
    before = file.read_bytes()
    assert run("anchor", file, note, "--witness", WITNESS.text, "--proof", brought) == 103
    assert "evidence.countersignature-invalid" in capsys.readouterr().err
    assert file.read_bytes() == before
