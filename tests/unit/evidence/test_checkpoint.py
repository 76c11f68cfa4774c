"""Checkpoints are C2SP signed notes, read in one spelling only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.errors import Code, UntrustedData
from installer.evidence.canonical import decode64, encode64
from installer.evidence.checkpoint import (
    Checkpoint,
    key_hash,
    open_checkpoint,
    open_note,
    origin_of,
    sign_checkpoint,
)
from installer.evidence.keys import MachineKey, PublicKey

if TYPE_CHECKING:
    from collections.abc import Callable

# The example of the C2SP signed-note specification: a note, and its verifier key.
NOTE = (
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
VERIFIER = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
# SubjectPublicKeyInfo of Ed25519 is this prefix and the 32 bytes of the point.
PREFIX = bytes.fromhex("302a300506032b6570032100")
ROOT = bytes(range(32))


def test_the_example_of_the_specification_verifies() -> None:
    name, key_id, text = VERIFIER.split("+")
    public = PublicKey.from_der(PREFIX + decode64(text)[1:])
    assert key_hash(name, public).hex() == key_id
    assert open_note(NOTE, name, public) == "This is an example message.\n"


def test_the_example_with_another_letter_does_not_verify() -> None:
    name, _, text = VERIFIER.split("+")
    public = PublicKey.from_der(PREFIX + decode64(text)[1:])
    with pytest.raises(UntrustedData) as caught:
        open_note(NOTE.replace("This", "Thus"), name, public)
    assert caught.value.facts["detail"] == "signature"


def test_a_checkpoint_reads_as_three_lines_and_a_signature(key: MachineKey) -> None:
    note = sign_checkpoint(key, 7, ROOT)
    body, signature = note.split("\n\n")
    assert body == f"assent:log/{key.id}\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert signature.startswith(f"\u2014 assent:log/{key.id} ")
    assert open_checkpoint(note, key.public) == Checkpoint(origin_of(key.public), 7, ROOT)


def test_every_flipped_byte_of_a_checkpoint_is_refused(key: MachineKey) -> None:
    note = sign_checkpoint(key, 7, ROOT).encode()
    for position in range(len(note)):
        for mask in (1, 2, 0x20, 0x80):
            bad = bytearray(note)
            bad[position] ^= mask
            try:
                text = bad.decode()
            except UnicodeDecodeError:
                continue
            with pytest.raises(UntrustedData) as caught:
                open_checkpoint(text, key.public)
            assert caught.value.code is Code.CHECKPOINT_INVALID


def signed(key: MachineKey, body: str) -> str:
    """A note over any body, signed by the right key."""
    name = origin_of(key.public)
    signature = key_hash(name, key.public) + key.sign(body.encode())
    return f"{body}\n\u2014 {name} {encode64(signature)}\n"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("{origin}\n07\n{root}\n", "malformed"),
        ("{origin}\n+7\n{root}\n", "malformed"),
        ("{origin}\nseven\n{root}\n", "malformed"),
        ("{origin}\n7\nAA\n", "malformed"),
        ("{origin}\n7\n{root}\nextension\n", "malformed"),
        ("{origin}\n7\n", "malformed"),
        ("assent:log/other\n7\n{root}\n", "origin"),
    ],
)
def test_a_signed_note_that_is_no_checkpoint_of_this_log_is_refused(
    key: MachineKey, body: str, detail: str
) -> None:
    note = signed(key, body.format(origin=origin_of(key.public), root=encode64(ROOT)))
    with pytest.raises(UntrustedData) as caught:
        open_checkpoint(note, key.public)
    assert caught.value.facts["detail"] == detail


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda _: "", "malformed"),
        (lambda note: note.replace("\n\n", "\n"), "malformed"),
        (lambda note: note[:-1], "malformed"),
        (lambda note: note + note.split("\n\n")[1], "malformed"),
        (lambda note: note.replace("\u2014", "-"), "origin"),
        (lambda note: note[:-6] + "====\n", "malformed"),
    ],
    ids=["empty", "no-empty-line", "no-line-end", "second-signature", "hyphen", "bad-base64"],
)
def test_a_damaged_note_is_refused(key: MachineKey, change: Callable[[str], str], detail: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        open_checkpoint(change(sign_checkpoint(key, 7, ROOT)), key.public)
    assert caught.value.facts["detail"] == detail


def test_a_checkpoint_of_another_key_is_of_another_log(key: MachineKey) -> None:
    other = MachineKey.from_seed(bytes(32))
    with pytest.raises(UntrustedData) as caught:
        open_checkpoint(sign_checkpoint(other, 7, ROOT), key.public)
    assert caught.value.facts["detail"] == "origin"
