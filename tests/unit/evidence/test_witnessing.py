"""`assent log witness | cosign`: a witness signs what follows its own last word, and nothing else."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from helpers.attacks import attacked_key, grow
from helpers.forging import STRANGER
from helpers.tampering import edit
from helpers.witnessed import Theirs, findings

from installer.cli import boundary
from installer.cli.main import assent
from installer.evidence.checkpoint import sign_checkpoint
from installer.evidence.keys import KEY_FILE
from installer.evidence.trust import Trust, read_witnesses
from installer.evidence.verify import Policy, Result, verify
from installer.evidence.witness import WitnessKey

if TYPE_CHECKING:
    from pathlib import Path

    from installer.evidence.witnessing import Witness

Run = Any
NAME = "witness.example.org"
HASH = "00" * 32


def test_a_computer_becomes_a_witness_with_a_key_of_its_own(run: Run, state_folder: Path) -> None:
    status, out, _ = run("witness", NAME)
    assert status == 0
    folder = state_folder / "witness"
    (listed,) = read_witnesses(folder / "witness.txt")
    assert out.decode() == f"{listed.text}\n"
    assert listed.name == NAME
    assert not (state_folder / KEY_FILE).exists()
    if os.name == "posix":
        assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    # It stays what it is.
    assert run("witness", NAME)[1] == run("witness")[1] == out
    assert json.loads(run("witness", "--json")[1]) == {"name": NAME, "key": listed.text}


def test_a_witness_keeps_its_name(run: Run, witness: Witness) -> None:
    status, _, err = run("witness", "other.example.org")
    assert status == 103
    assert b"evidence.witness-named" in err
    assert run("witness")[1].decode() == f"{witness.public.text}\n"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\n"])
def test_a_name_that_no_note_can_carry_is_refused(run: Run, state_folder: Path, name: str) -> None:
    status, _, err = run("witness", name)
    assert status == 103
    assert b"evidence.witness-name" in err
    assert not (state_folder / "witness").exists()


def test_a_computer_that_is_no_witness_signs_nothing(
    cosign: Run, run: Run, theirs: Theirs, state_folder: Path
) -> None:
    assert cosign(theirs.note(2))[0] == 103
    assert b"evidence.witness-missing" in run("witness")[2]
    assert not (state_folder / "witness").exists()


def test_a_signed_head_anchors_a_receipt_for_whoever_knows_the_witness(
    cosign: Run, theirs: Theirs, witness: Witness
) -> None:
    status, out, err = cosign(theirs.note(2))
    assert status == 0
    assert b"first head of this log" in err
    receipt, note = theirs.receipt(1), theirs.write("cosigned.txt", out)
    asked = ["receipt", "anchor", receipt, note, "--witness", witness.public.text]
    assert boundary.run(assent, [str(part) for part in asked]) == 0
    trust = Trust(keys=frozenset({attacked_key(theirs.folder).id}), witnesses=frozenset({witness.public}))
    assert verify(receipt.read_bytes(), Policy.ANCHORED, trust).result is Result.VALID
    stranger = WitnessKey(NAME, STRANGER.public)
    other = Trust(keys=trust.keys, witnesses=frozenset({stranger}))
    assert verify(receipt.read_bytes(), Policy.ANCHORED, other).result is Result.BELOW_POLICY


def test_a_file_takes_what_was_signed_and_json_says_since_when(
    run: Run, theirs: Theirs, witness: Witness
) -> None:
    target = theirs.files / "cosigned.txt"
    asked = ("cosign", theirs.note(2), "--enrolled", theirs.keys, "--output", target)
    assert run(*asked)[1] == b""
    document = json.loads(run("cosign", theirs.note(2), "--enrolled", theirs.keys, "--json")[1])
    assert document["since"] == 2
    assert witness.public.name in document["note"]
    # Not the same second, perhaps; the same head.
    assert document["note"].partition("\n\n")[0] == target.read_text("utf-8").partition("\n\n")[0]


@pytest.mark.usefixtures("witness")
def test_a_log_that_nobody_named_is_not_signed(run: Run, theirs: Theirs, tmp_path: Path) -> None:
    other = Theirs(tmp_path / "second", tmp_path)
    grow(other.folder, 2)
    for file in (other.note(1), other.receipt(0), other.export()):
        assert findings(run, theirs, file) == ["unknown-log"]


@pytest.mark.usefixtures("witness")
def test_a_head_that_the_log_did_not_sign_is_not_signed(run: Run, theirs: Theirs) -> None:
    with theirs.log() as log:
        forged = sign_checkpoint(STRANGER, 3, bytes(32), log.origin)
    assert findings(run, theirs, theirs.write("forged.txt", forged)) == ["held"]
    empty = sign_checkpoint(attacked_key(theirs.folder), 0, bytes(32))
    assert findings(run, theirs, theirs.write("empty.txt", empty)) == ["held"]
    assert findings(run, theirs, theirs.write("none.txt", "neither note nor receipt")) == ["no-head"]
    bad = theirs.receipt(1).read_bytes().replace(b'"index":1', b'"index":0')
    assert findings(run, theirs, theirs.write("bad.json", bad)) == ["no-head"]


@pytest.mark.usefixtures("witness")
def test_an_export_that_is_not_sound_is_named(run: Run, theirs: Theirs) -> None:
    edit(theirs.folder, ("UPDATE personal SET salt = zeroblob(32) WHERE idx = 1", ()))
    assert findings(run, theirs, theirs.export()) == ["personal"]
    torn = theirs.export().read_bytes()[:-1]
    assert findings(run, theirs, theirs.write("torn.jsonl", torn)) == ["file"]


@pytest.mark.usefixtures("witness")
def test_an_export_of_no_records_has_no_head(run: Run, theirs: Theirs) -> None:
    line = theirs.export().read_bytes().split(b"\n")[0].replace(b'"size":3', b'"size":0')
    assert findings(run, theirs, theirs.write("empty.jsonl", line + b"\n")) == ["held"]


@pytest.mark.usefixtures("witness")
def test_a_last_word_that_somebody_changed_stops_the_witness(
    cosign: Run, theirs: Theirs, state_folder: Path
) -> None:
    assert cosign(theirs.note(3))[0] == 0
    (kept,) = (state_folder / "witness" / "heads").iterdir()
    whole = kept.read_bytes()
    for bad in (whole.replace(b"\n3\n", b"\n1\n"), b"", b"\xff", whole[:-1]):
        kept.write_bytes(bad)
        status, _, err = cosign(theirs.note(2))
        assert status == 103
        assert b"evidence.countersignature-invalid" in err
    kept.write_bytes(whole)
    assert cosign(theirs.note(3))[0] == 0


@pytest.mark.usefixtures("witness")
def test_what_cannot_be_written_down_is_not_signed(cosign: Run, theirs: Theirs, state_folder: Path) -> None:
    (state_folder / "witness" / "heads").write_bytes(b"in the way")
    status, out, err = cosign(theirs.note(3))
    assert status == 185
    assert out == b""
    assert b"evidence.log-unwritable" in err


def test_a_witness_whose_key_was_exchanged_refuses(
    cosign: Run, theirs: Theirs, state_folder: Path, witness: Witness
) -> None:
    listed = state_folder / "witness" / "witness.txt"
    listed.write_text(WitnessKey(witness.public.name, STRANGER.public).text + "\n")
    status, _, err = cosign(theirs.note(3))
    assert status == 103
    assert b"evidence.trust-malformed" in err
