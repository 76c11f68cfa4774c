"""Signatures: the vectors of RFC 8032, and what no signer makes, beside what OpenSSL says of it."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from helpers.edwards import FIELD, TORSION, Signed, made
from helpers.loading import load_script
from hypothesis import given
from hypothesis import strategies as st

from installer.signatures import ed25519
from installer.signatures.ed25519 import PrivateKey, is_sound, verifies

SIGNERS = {
    "rfc-8032-test-1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    "rfc-8032-test-3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
}
SECRET, NONCE = 12345678901234567890, 98765432109876543210

# name: what was made, whether the program takes it, whether OpenSSL does
MADE: dict[str, tuple[Signed, bool, bool]] = {
    "plain": (made(SECRET, NONCE, (0, 0), fits=True), True, True),
    "twisted key": (made(SECRET, NONCE, (1, 0), fits=True), True, True),
    "twisted key and R": (made(SECRET, NONCE, (1, 3), fits=True), True, True),
    "twisted key, only times eight": (made(SECRET, NONCE, (1, 0), fits=False), False, False),
    "twisted R, only times eight": (made(SECRET, NONCE, (0, 1), fits=False), False, False),
    "both twisted, only times eight": (made(SECRET, NONCE, (1, 3), fits=False), False, False),
    "S beyond the order": (made(SECRET, NONCE, (0, 0), fits=True, beyond=1), False, False),
    "key of order 8": (made(0, NONCE, (1, 0), fits=True), False, True),
    "key of order 1": (made(0, NONCE, (0, 0), fits=True), False, True),
    "R of order 1": (made(SECRET, 0, (0, 0), fits=True), False, True),
    "R of order 8, only times eight": (made(SECRET, 0, (0, 1), fits=False), False, False),
}


def openssl_verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize("vector", SIGNERS.values(), ids=SIGNERS.keys())
def test_signatures_are_those_of_rfc_8032(vector: tuple[str, str, str, str]) -> None:
    seed, public, message, signature = map(bytes.fromhex, vector)
    key = PrivateKey(seed)
    assert (key.public, key.seed, key.sign(message)) == (public, seed, signature)
    assert verifies(public, signature, message)
    assert not verifies(public, signature, message + b"\0")


def test_two_new_keys_are_not_alike() -> None:
    first, second = PrivateKey.generate(), PrivateKey.generate()
    assert first.seed != second.seed
    assert PrivateKey(first.seed).public == first.public


@pytest.mark.parametrize("name", MADE)
def test_what_no_signer_makes_is_judged_as_openssl_does_or_refused(name: str) -> None:
    found, ours, openssls = MADE[name]
    assert verifies(found.public, found.signature, found.message) is ours
    assert openssl_verifies(found.public, found.signature, found.message) is openssls
    assert openssls or not ours


@pytest.mark.parametrize("name", MADE)
def test_the_verifier_in_one_file_judges_it_as_the_program_does(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = load_script("verifier/nacl_bindings_stand_in.py")
    monkeypatch.setattr(ed25519, "crypto_sign_open", stand_in.crypto_sign_open)
    found, ours, _ = MADE[name]
    assert verifies(found.public, found.signature, found.message) is ours


def test_every_point_of_small_order_is_refused_in_each_of_its_spellings() -> None:
    points = {TORSION.times(times).data for times in range(8)}
    assert len(points) == 8
    beyond = {(value + FIELD).to_bytes(32, "little") for value in (0, 1)}
    other_sign = {data[:31] + bytes([data[31] ^ 0x80]) for data in points}
    for public in points | beyond | other_sign:
        assert not is_sound(public)
        # A signature that fits half of all messages under a key of order 2, and each under that of order 1.
        assert not any(verifies(public, public + bytes(32), b"%d" % number) for number in range(16))


@pytest.mark.parametrize("number", [FIELD, FIELD + 3, 2**255 - 1, FIELD + 2**255, 2**256 - 1])
def test_a_key_beyond_the_field_is_refused(number: int) -> None:
    assert not is_sound(number.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    signed = PrivateKey(bytes(32)).sign(b"")
    assert not verifies(bytes(length), signed, b"")


def test_a_signature_of_another_length_is_refused() -> None:
    key = PrivateKey(bytes(32))
    signature = key.sign(b"message")
    assert not verifies(key.public, signature[:-1], b"message")
    # The last byte would else be read as the first of the message.
    assert not verifies(key.public, signature + b"m", b"essage")


def test_a_seed_of_another_length_makes_no_key() -> None:
    with pytest.raises(ValueError, match="seed"):
        PrivateKey(bytes(31))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.integers(0, 511), st.booleans())
def test_two_libraries_agree_on_what_is_signed_and_on_every_flipped_bit(
    seed: bytes,
    message: bytes,
    bit: int,
    flipped: bool,  # noqa: FBT001 - drawn
) -> None:
    key = PrivateKey(seed)
    signature = bytearray(key.sign(message))
    assert bytes(signature) == Ed25519PrivateKey.from_private_bytes(seed).sign(message)
    signature[bit // 8] ^= flipped << bit % 8
    found = verifies(key.public, bytes(signature), message)
    assert found is openssl_verifies(key.public, bytes(signature), message) is not flipped
