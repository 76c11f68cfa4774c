"""Countersigned heads: C2SP tlog-cosignature/v1, and its verifier keys."""

from __future__ import annotations

import base64
import hashlib

import pytest
from helpers.forging import STRANGER
from helpers.paper_log import WITNESS_KEY, WITNESS_NAME, WITNESSED

from installer.errors import Code, UntrustedData
from installer.evidence.checkpoint import Checkpoint
from installer.evidence.witness import (
    WitnessKey,
    cosign,
    cosignature_of,
    is_name,
    open_cosigned,
    read_checkpoint,
    split_note,
)

HEAD = Checkpoint("assent:log/x", 7, bytes(range(32)))
WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public)
LINE = cosign(WITNESS_KEY, WITNESS_NAME, HEAD, WITNESSED)
NOTE = f"{HEAD.body}\n{LINE}"


def test_a_cosignature_is_made_of_the_parts_of_the_standard() -> None:
    """The line, put together by hand from the specification's words."""
    name, text = LINE.removeprefix("\u2014 ").rstrip("\n").split(" ")
    blob = base64.b64decode(text)
    hint = hashlib.sha256(f"{name}\n".encode() + b"\x04" + WITNESS_KEY.public.raw).digest()[:4]
    assert blob[:4] == hint
    assert int.from_bytes(blob[4:12], "big") == WITNESSED
    message = f"cosignature/v1\ntime {WITNESSED}\nassent:log/x\n7\n{base64.b64encode(HEAD.root).decode()}\n"
    assert WITNESS_KEY.public.verifies(blob[12:], message.encode())


def test_a_cosignature_reads_back_with_its_time() -> None:
    found = open_cosigned(NOTE, WITNESS_KEY.public)
    assert (found.checkpoint, found.witness, found.seconds) == (HEAD, WITNESS, WITNESSED)


def test_a_witness_reads_back_from_its_verifier_key() -> None:
    assert WITNESS.text.startswith(f"{WITNESS_NAME}+{WITNESS.hint.hex()}+")
    assert WitnessKey.from_text(WITNESS.text) == WITNESS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        f"{WITNESS_NAME}+{WITNESS.hint.hex()}+",
        f"{WITNESS_NAME}+00000000+{WITNESS.text.rpartition('+')[2]}",
        f"other+{WITNESS.hint.hex()}+{WITNESS.text.rpartition('+')[2]}",
        WITNESS.text.replace("+B", "+A"),
        f"+{WITNESS.hint.hex()}+{WITNESS.text.rpartition('+')[2]}",
        WITNESS.text + "=",
        WITNESS.text[:-4],
    ],
)
def test_a_verifier_key_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        WitnessKey.from_text(text)
    assert caught.value.code is Code.TRUST_MALFORMED
    assert caught.value.facts == {"path": text, "detail": "witness-key"}


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u200bb", "a\n"])
def test_a_name_that_a_note_cannot_carry_is_none(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize(
    ("note", "detail"),
    [
        ("", "malformed"),
        (HEAD.body, "malformed"),
        (f"{HEAD.body}\n", "malformed"),
        (NOTE.rstrip("\n"), "malformed"),
        (NOTE + LINE, "malformed"),
        (f"{HEAD.body}\nno dash\n", "malformed"),
        (f"{HEAD.body}\n\u2014 name\n", "signature"),
        (f"{HEAD.body}\n\u2014 a+b AAAA\n", "malformed"),
        (f"{HEAD.body}\n\u2014 name A\n", "malformed"),
        (NOTE.replace("\n7\n", "\n8\n"), "signature"),
        (NOTE.replace("\n7\n", "\n07\n"), "malformed"),
        (NOTE.replace("\n7\n", "\n0\n"), "malformed"),
        (NOTE.replace("\n7\n", "\n7\nmore\n"), "malformed"),
        (NOTE.replace(WITNESS_NAME, "other.example"), "signature"),
        (f"{HEAD.body}\n{cosign(WITNESS_KEY, WITNESS_NAME, HEAD, 2**40)}", "malformed"),
        (f"{HEAD.body}\n{cosign(STRANGER, WITNESS_NAME, HEAD, 1)}", "signature"),
        (NOTE.replace("assent:log/x", "assent:log/\ud800"), "signature"),
    ],
)
def test_a_note_that_is_not_exactly_one_cosignature_of_the_key_is_refused(note: str, detail: str) -> None:
    with pytest.raises(UntrustedData) as caught:
        open_cosigned(note, WITNESS_KEY.public)
    assert caught.value.code is Code.COUNTERSIGNATURE_INVALID
    assert caught.value.facts == {"detail": detail}


def test_no_flipped_byte_of_a_cosigned_note_verifies() -> None:
    data = NOTE.encode()
    for position in range(len(data)):
        bad = bytearray(data)
        bad[position] ^= 1 << position % 8
        with pytest.raises(UntrustedData):
            open_cosigned(bytes(bad).decode("utf-8", "replace"), WITNESS_KEY.public)


def test_of_many_lines_the_witness_s_own_is_taken() -> None:
    others = cosign(STRANGER, "other.example", HEAD, 1) + cosign(STRANGER, WITNESS_NAME, HEAD, 1)
    note = f"{HEAD.body}\n\u2014 {WITNESS_NAME} not-base64\n{others}{LINE}"
    assert cosignature_of(note, WITNESS) == NOTE


def test_a_note_without_the_witness_is_refused() -> None:
    note = f"{HEAD.body}\n{cosign(STRANGER, WITNESS_NAME, HEAD, 1)}"
    with pytest.raises(UntrustedData) as caught:
        cosignature_of(note, WITNESS)
    assert caught.value.facts == {"detail": "no-such-witness"}


def test_a_head_is_read_from_a_note_by_whomever_it_is_signed() -> None:
    body, lines = split_note(NOTE)
    assert read_checkpoint(body) == HEAD
    assert lines == (LINE.rstrip("\n"),)
