"""What a witness has signed once binds it: the next head follows on it, or is not signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.attacks import ATTACKS, attacked_key, cut, grow
from helpers.statements import FIELDS
from helpers.witnessed import Theirs, findings

from installer.evidence.personal import seal
from installer.evidence.upkeep import By

if TYPE_CHECKING:
    from pathlib import Path

Run = Any
NAME = "witness.example.org"
HASH = "00" * 32


@pytest.mark.usefixtures("witness")
@pytest.mark.parametrize("shown", ["proof", "export beside", "export alone"])
def test_a_newer_head_is_signed_once_it_is_shown_that_the_log_only_grew(
    cosign: Run, run: Run, theirs: Theirs, shown: str
) -> None:
    assert cosign(theirs.note(3))[0] == 0
    grow(theirs.folder, 4)
    assert findings(run, theirs, theirs.note(7)) == ["unproven"]
    ways = {
        "proof": (theirs.note(7), "--proof", theirs.proof(3, 7)),
        "export beside": (theirs.note(7), "--proof", theirs.export()),
        "export alone": (theirs.export(),),
    }
    status, out, err = cosign(*ways[shown])
    assert (status, err) == (0, b"")
    assert out.split(b"\n")[1] == b"7"
    # From here on it is the last one.
    assert findings(run, theirs, theirs.note(3)) == ["rolled-back"]


@pytest.mark.usefixtures("witness")
def test_a_proof_of_something_else_proves_nothing(cosign: Run, run: Run, theirs: Theirs) -> None:
    assert cosign(theirs.note(3))[0] == 0
    grow(theirs.folder, 4)
    for proof in (theirs.proof(2, 7), theirs.proof(3, 6)):
        assert findings(run, theirs, theirs.note(7), "--proof", proof) == ["regrown"]
    made = json.loads(theirs.proof(3, 7).read_bytes())
    for changed in ({**made, "proof": []}, {**made, "proof": [HASH, *made["proof"][1:]]}):
        proof = theirs.write("bad.json", json.dumps(changed))
        assert findings(run, theirs, theirs.note(7), "--proof", proof) == ["regrown"]
    for text in ("", "{}", json.dumps({**made, "more": 1}), json.dumps({**made, "proof": ["AA" * 32]})):
        status, _, err = cosign(theirs.note(7), "--proof", theirs.write("bad.json", text))
        assert status == 103
        assert b"evidence.countersignature-invalid" in err
    # None of it moved the last word.
    assert cosign(theirs.note(7), "--proof", theirs.proof(3, 7))[0] == 0


@pytest.mark.usefixtures("witness")
@pytest.mark.parametrize("attack", ["rewrite", "regrow"])
def test_the_head_of_a_log_that_was_written_anew_is_not_signed(
    cosign: Run, run: Run, theirs: Theirs, attack: str
) -> None:
    grow(theirs.folder, 2)
    assert cosign(theirs.note(5))[0] == 0
    ATTACKS[attack][0](theirs.folder)
    with theirs.log() as log:
        size = log.size()
    if size == 5:
        assert findings(run, theirs, theirs.note(5)) == ["regrown"]
        grow(theirs.folder, 2, "other")
        size = 7
    assert findings(run, theirs, theirs.note(size), "--proof", theirs.proof(5, size)) == ["regrown"]
    assert findings(run, theirs, theirs.export()) == ["regrown"]


@pytest.mark.usefixtures("witness")
def test_an_older_head_is_not_signed_again(cosign: Run, run: Run, theirs: Theirs) -> None:
    assert cosign(theirs.note(3))[0] == 0
    cut(theirs.folder, 2)
    assert findings(run, theirs, theirs.note(2)) == ["rolled-back"]
    assert findings(run, theirs, theirs.export()) == ["rolled-back"]


@pytest.mark.usefixtures("witness")
def test_two_logs_are_watched_apart(run: Run, theirs: Theirs, tmp_path: Path) -> None:
    other = Theirs(tmp_path / "second", tmp_path)
    grow(other.folder, 1)
    pems = "".join(attacked_key(one.folder).public.pem for one in (theirs, other))
    keys = theirs.write("both.pem", pems)
    for note in (theirs.note(3), other.note(1), theirs.note(3)):
        assert run("cosign", note, "--enrolled", keys)[0] == 0


@pytest.mark.usefixtures("witness")
def test_an_export_that_is_shorter_than_the_head_proves_nothing(cosign: Run, theirs: Theirs) -> None:
    assert cosign(theirs.note(3))[0] == 0
    short = theirs.export()
    grow(theirs.folder, 2)
    status, _, err = cosign(theirs.note(5), "--proof", short)
    assert status == 103
    assert b"evidence.countersignature-invalid" in err


@pytest.mark.usefixtures("witness")
def test_after_a_key_rotation_a_receipt_or_the_whole_log_shows_whose_head_it_is(
    cosign: Run, run: Run, theirs: Theirs
) -> None:
    with theirs.log() as log:
        log.rotate("scheduled", By(seal(FIELDS)))
    grow(theirs.folder, 1)
    # The witness knows the first key alone, and a bare note does not say how the second followed.
    assert findings(run, theirs, theirs.note(5)) == ["held"]
    assert cosign(theirs.receipt(4))[0] == 0
    assert cosign(theirs.export())[0] == 0


@pytest.mark.usefixtures("witness")
def test_words_of_other_witnesses_in_a_note_are_left_out(cosign: Run, theirs: Theirs) -> None:
    first = cosign(theirs.note(3))[1]
    other = first.replace(NAME.encode(), b"other.example.org")
    lines = [
        line
        for line in cosign(theirs.write("two.txt", other))[1].split(b"\n")
        if line.startswith("—".encode())
    ]
    assert [line.split(b" ")[1] for line in lines] == [lines[0].split(b" ")[1], NAME.encode()]
