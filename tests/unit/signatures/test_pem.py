"""Private keys in PEM form, beside what openssl writes and reads."""

from __future__ import annotations

import base64
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from installer.signatures.pem import NoKey, read_seed, write_seed

if TYPE_CHECKING:
    from pathlib import Path

Key: TypeAlias = (
    ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey | rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
)

SEED = bytes(range(32))
FILE = write_seed(SEED)


def written(key: Key, encryption: KeySerializationEncryption | None = None) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


def block(der: bytes) -> bytes:
    return b"-----BEGIN PRIVATE KEY-----\n" + base64.encodebytes(der) + b"-----END PRIVATE KEY-----\n"


def test_a_key_of_openssl_is_read(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(path)], check=True)
    text = subprocess.check_output(["openssl", "pkey", "-in", str(path), "-text"])
    seed = read_seed(path.read_bytes())
    assert read_seed(text) == seed
    assert write_seed(seed) == path.read_bytes()


def test_the_file_is_the_one_that_another_library_writes() -> None:
    assert written(ed25519.Ed25519PrivateKey.from_private_bytes(SEED)) == FILE


@pytest.mark.parametrize(
    "pem",
    [FILE, FILE.replace(b"\n", b"\r\n"), FILE.rstrip(), b"Our key:\n" + FILE, FILE + b"\nAs of today.\n"],
    ids=["plain", "line-ends-of-windows", "no-last-line-end", "text-before", "text-after"],
)
def test_line_ends_and_text_around_it_are_no_matter(pem: bytes) -> None:
    assert read_seed(pem) == SEED


@pytest.mark.parametrize(
    ("pem", "rule"),
    [
        (b"", "not-a-key"),
        (FILE[:-5], "not-a-key"),
        (block(b""), "not-a-key"),
        (block(b"\0" * 48), "not-a-key"),
        (FILE.replace(b"\n-----END", b"A\n-----END"), "not-a-key"),
        (FILE.replace(b"\nMC4", b"\nM=C4"), "not-a-key"),
        (b"x" + FILE, "not-a-key"),
        (FILE.replace(b"PRIVATE", b"PUBLIC"), "not-a-key"),
        (
            written(ed25519.Ed25519PrivateKey.from_private_bytes(SEED), BestAvailableEncryption(b"secret")),
            "not-a-key",
        ),
        (written(ec.generate_private_key(ec.SECP256R1())), "not-ed25519"),
        (written(ed448.Ed448PrivateKey.generate()), "not-ed25519"),
        (written(rsa.generate_private_key(65537, 2048)), "not-ed25519"),
        (block(base64.b64decode(FILE.split(b"\n")[1]) + b"\0"), "not-ed25519"),
    ],
    ids="empty cut nothing zeros padding base64 marked public encrypted p-256 ed448 rsa tail".split(),
)
def test_what_is_no_such_key_is_refused(pem: bytes, rule: str) -> None:
    with pytest.raises(NoKey) as caught:
        read_seed(pem)
    assert str(caught.value) == rule


@given(st.binary(max_size=200) | st.binary(max_size=60).map(block))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with suppress(NoKey):
        assert len(read_seed(data)) == len(SEED)
