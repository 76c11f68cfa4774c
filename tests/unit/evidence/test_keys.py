"""The machine's key: made once, whole, for its owner alone."""

from __future__ import annotations

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from installer.errors import Code, Refused, Unavailable, UntrustedData
from installer.evidence import keys
from installer.evidence.canonical import encode64
from installer.evidence.keys import KEY_FILE, MachineKey, PublicKey

if TYPE_CHECKING:
    from pathlib import Path

# RFC 8032, 7.1, test 2.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
POINT = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNED = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_rfc_8032() -> None:
    key = MachineKey.from_seed(SEED)
    assert key.public.raw == POINT
    assert key.sign(b"\x72") == SIGNED
    assert key.public.verifies(SIGNED, b"\x72")
    assert not key.public.verifies(SIGNED, b"\x73")


def test_a_new_key_is_for_its_owner_alone_and_stays_the_same(folder: Path) -> None:
    first = MachineKey.load_or_create(folder)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert MachineKey.load_or_create(folder).id == first.id
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]
    assert first.kept == "file"


def test_two_keys_are_not_alike(folder: Path) -> None:
    assert MachineKey.load_or_create(folder / "a").id != MachineKey.load_or_create(folder / "b").id


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_is_refused(folder: Path, mode: int) -> None:
    MachineKey.load_or_create(folder)
    (folder / KEY_FILE).chmod(mode)
    with pytest.raises(Refused) as caught:
        MachineKey.load_or_create(folder)
    assert caught.value.code is Code.KEY_EXPOSED
    assert caught.value.facts == {"path": str(folder / KEY_FILE), "mode": f"{mode:o}"}


def private_pem(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey, password: bytes = b"") -> bytes:
    encryption = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


@pytest.mark.parametrize(
    ("pem", "detail"),
    [
        (b"", "not-a-key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "not-a-key"),
        (private_pem(ed25519.Ed25519PrivateKey.generate(), b"secret"), "not-a-key"),
        (private_pem(ec.generate_private_key(ec.SECP256R1())), "not-ed25519"),
    ],
    ids=["empty", "cut", "encrypted", "other-kind"],
)
def test_a_file_that_holds_no_such_key_is_refused(folder: Path, pem: bytes, detail: str) -> None:
    folder.mkdir()
    path = folder / KEY_FILE
    path.write_bytes(pem)
    path.chmod(0o600)
    with pytest.raises(Unavailable) as caught:
        MachineKey.load_or_create(folder)
    assert caught.value.code is Code.KEY_UNREADABLE
    assert caught.value.facts == {"path": str(path), "detail": detail}


def test_a_missing_key_is_not_made_by_looking(folder: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        MachineKey.load(folder / KEY_FILE)
    assert caught.value.code is Code.KEY_UNREADABLE
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable) as caught:
        MachineKey.load_or_create(tmp_path / "file" / "state")
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert caught.value.facts["path"] == str(tmp_path / "file" / "state")


def test_a_key_that_another_process_made_meanwhile_wins(folder: Path) -> None:
    first = MachineKey.load_or_create(folder)
    keys.new_key(folder / KEY_FILE)
    assert MachineKey.load_or_create(folder).id == first.id
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_many_first_runs_at_once_agree_on_one_key(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from installer.evidence.keys import MachineKey;"
        "print(MachineKey.load_or_create(Path(sys.argv[1])).id)"
    )

    def run(_: int) -> str:
        return subprocess.check_output([sys.executable, "-c", code, str(folder)], text=True)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(4)))) == 1


@pytest.mark.parametrize(
    "der",
    [
        b"",
        b"\x30\x00",
        MachineKey.from_seed(SEED).public.der + b"\x00",
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
        # The same key with its length in BER's long form.
        b"\x30\x81\x2a" + MachineKey.from_seed(SEED).public.der[2:],
    ],
    ids=["empty", "no-key", "tail", "other-kind", "other-spelling"],
)
def test_a_public_key_in_another_spelling_is_refused(der: bytes) -> None:
    with pytest.raises(UntrustedData) as caught:
        PublicKey.from_text(encode64(der))
    assert caught.value.facts["detail"] == "public-key"


def test_openssl_reads_the_public_key_and_finds_the_same_id(tmp_path: Path) -> None:
    public = MachineKey.from_seed(SEED).public
    pem = tmp_path / "key.pem"
    pem.write_text(public.pem)
    der = subprocess.check_output(["openssl", "pkey", "-pubin", "-in", str(pem), "-outform", "DER"])
    assert PublicKey.from_der(der) == public
