"""Files of trusted keys are read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer.errors import Code, UntrustedData
from installer.evidence.keys import MachineKey
from installer.evidence.trust import read_trust

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
    assert caught.value.facts["detail"] == "FileNotFoundError"
