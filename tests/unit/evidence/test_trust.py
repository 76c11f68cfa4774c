"""Files of trusted keys are read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.errors import Code, UntrustedData
from installer.evidence.keys import MachineKey
from installer.evidence.trust import read_authority, read_trust, read_witnesses
from installer.evidence.witness import WitnessKey

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = (MachineKey.from_seed(bytes([number]) * 32).public for number in (1, 2))


def test_every_key_of_the_file_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "keys.pem"
    path.write_text(f"# till 1\n{ONE.pem}\n# till 2\n{TWO.pem}")
    assert read_trust(path) == {ONE.id, TWO.id}


def test_a_file_with_windows_line_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "keys.pem"
    path.write_bytes(ONE.pem.replace("\n", "\r\n").encode())
    assert read_trust(path) == {ONE.id}


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "0"),
        (b"\xff\xfe", "UnicodeDecodeError"),
        (ONE.pem.encode() + b"-----BEGIN PUBLIC KEY-----\ncut", "1"),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "public-key"),
        (b"-----BEGIN PUBLIC KEY-----\nAAA\n-----END PUBLIC KEY-----\n", "not-base64"),
    ],
    ids=["empty", "not-utf-8", "cut", "no-key", "bad-base64"],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, content: bytes, detail: str) -> None:
    path = tmp_path / "keys.pem"
    path.write_bytes(content)
    with pytest.raises(UntrustedData) as caught:
        read_trust(path)
    assert caught.value.code is Code.TRUST_MALFORMED
    assert caught.value.facts == {"path": str(path), "detail": detail}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UntrustedData) as caught:
        read_trust(tmp_path / "none")
    assert caught.value.facts["detail"] == "No such file or directory"


WITNESS = WitnessKey("witness.example", ONE)


def test_every_witness_of_the_file_is_known_and_comments_are_for_people(tmp_path: Path) -> None:
    path = tmp_path / "witnesses.txt"
    other = WitnessKey("other.example", TWO)
    path.write_text(f"# ours\n{WITNESS.text}\r\n\n  {other.text}\n")
    assert read_witnesses(path) == {WITNESS, other}


@pytest.mark.parametrize(("content", "detail"), [("# nobody\n", "0"), ("no+such+key\n", "witness-key")])
def test_a_file_of_witnesses_of_another_form_is_refused(tmp_path: Path, content: str, detail: str) -> None:
    path = tmp_path / "witnesses.txt"
    path.write_text(content)
    with pytest.raises(UntrustedData) as caught:
        read_witnesses(path)
    assert caught.value.facts == {"path": str(path), "detail": detail}


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ("", "0"),
        ("-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n", "not-base64"),
        ("-----BEGIN CERTIFICATE-----\ncut", "0"),
    ],
    ids=["empty", "bad-base64", "cut"],
)
def test_a_file_of_certificates_of_another_form_is_refused(tmp_path: Path, content: str, detail: str) -> None:
    path = tmp_path / "authority.pem"
    path.write_text(content)
    with pytest.raises(UntrustedData) as caught:
        read_authority(path)
    assert caught.value.code is Code.TRUST_MALFORMED
    assert caught.value.facts == {"path": str(path), "detail": detail}


def test_certificates_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "authority.pem"
    block = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n"
    path.write_text(block.format("AQ==") + "the issuer:\n" + block.format("Ag=="))
    assert read_authority(path) == (b"\x01", b"\x02")
