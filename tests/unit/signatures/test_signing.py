"""Signature files of editions and of bundles: one mechanism, two purposes that never fit each other."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, OTHER_KEY, trust_of
from msgspec.structs import replace

from installer.agreement import signed
from installer.errors import UntrustedData
from installer.install import signing
from installer.signatures.signing import Purpose, sign, verify
from installer.signatures.trusted import Trust, public_key

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = b"type = ..."
PURPOSES = [signed.PURPOSE, signing.PURPOSE]

pytestmark = pytest.mark.parametrize("purpose", PURPOSES, ids=["edition", "bundle"])


def reason(purpose: Purpose, data: bytes, signatures: bytes, trust: Trust) -> object:
    with pytest.raises(UntrustedData) as caught:
        verify(purpose, data, signatures, trust)
    assert caught.value.code is purpose.code
    assert caught.value.facts["path"] == purpose.file
    return caught.value.facts["reason"]


def both(purpose: Purpose, first: bytes = KEY, second: bytes = OTHER_KEY) -> bytes:
    document = json.loads(sign(purpose, DATA, first))
    document["signatures"] += json.loads(sign(purpose, DATA, second))["signatures"]
    return json.dumps(document).encode()


def test_a_signature_of_a_trusted_key_is_taken(purpose: Purpose) -> None:
    assert verify(purpose, DATA, sign(purpose, DATA, KEY), trust_of()).name == "test publisher"


def test_the_format_is_a_promise(purpose: Purpose) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    context, kind = {
        "edition.sig": (b"assent-edition-v1\n", "assent/edition-signatures"),
        "bundle.sig": (b"assent-bundle-v1\n", "assent-bundle-signatures"),
    }[purpose.file]
    signature = base64.b64encode(Ed25519PrivateKey.from_private_bytes(KEY).sign(context + DATA)).decode()
    made = {
        "type": kind,
        "version": 1,
        "algorithm": "ed25519",
        "signatures": [{"key": public_key(KEY).id, "signature": signature}],
    }
    assert sign(purpose, DATA, KEY) == (json.dumps(made, indent=2) + "\n").encode()


def test_either_of_two_trusted_keys_is_enough_for_a_change_of_key(purpose: Purpose) -> None:
    trust = Trust((*trust_of(OTHER_KEY).keys, *trust_of(KEY).keys))
    assert verify(purpose, DATA, sign(purpose, DATA, KEY), trust) == trust_of(KEY).keys[0]
    assert verify(purpose, DATA, both(purpose), trust_of(OTHER_KEY)) == trust_of(OTHER_KEY).keys[0]


def test_a_retired_key_signs_nothing_any_more(purpose: Purpose) -> None:
    old, new = trust_of(KEY).keys[0], trust_of(OTHER_KEY).keys[0]
    trust = Trust((old, new), frozenset({old.id}))
    assert reason(purpose, DATA, sign(purpose, DATA, KEY), trust) == "retired-key"
    assert verify(purpose, DATA, both(purpose), trust) == new
    assert verify(purpose, DATA, both(purpose, OTHER_KEY, KEY), trust) == new


def test_whoever_trusts_nobody_takes_no_signature(purpose: Purpose) -> None:
    assert reason(purpose, DATA, sign(purpose, DATA, KEY), Trust(())) == "unknown-key"


def test_a_signature_over_another_kind_of_document_is_refused(purpose: Purpose) -> None:
    (other,) = (found for found in PURPOSES if found is not purpose)
    assert reason(purpose, DATA, sign(other, DATA, KEY), trust_of()) == "malformed"
    renamed = replace(other, type=purpose.type)
    assert reason(purpose, DATA, sign(renamed, DATA, KEY), trust_of()) == "wrong-signature"


def test_a_signature_over_other_bytes_or_by_another_key_is_refused(purpose: Purpose) -> None:
    made = sign(purpose, DATA, KEY)
    assert reason(purpose, DATA + b" ", made, trust_of()) == "wrong-signature"
    assert reason(purpose, DATA, made, trust_of(OTHER_KEY)) == "unknown-key"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda found: found.update(version=2), "malformed"),
        (lambda found: found.update(version=True), "malformed"),
        (lambda found: found.update(version=1.0), "malformed"),
        (lambda found: found.update(note="x"), "malformed"),
        (lambda found: found.update(type="assent/other"), "malformed"),
        (lambda found: found.update(algorithm="rsa"), "malformed"),
        (lambda found: found["signatures"][0].update(note="x"), "malformed"),
        (lambda found: found["signatures"][0].update(key="x"), "malformed"),
        (lambda found: found["signatures"][0].update(key="X" * 64), "malformed"),
        (lambda found: found["signatures"].append("x"), "malformed"),
        (lambda found: found["signatures"].clear(), "unknown-key"),
        (lambda found: found["signatures"][0].update(key="0" * 64), "unknown-key"),
        (lambda found: found["signatures"][0].update(signature="?"), "wrong-signature"),
        (
            lambda found: found["signatures"][0].update(signature=base64.b64encode(bytes(64)).decode()),
            "wrong-signature",
        ),
    ],
)
def test_each_way_to_be_untrusted_has_its_reason(
    purpose: Purpose, change: Callable[[dict[str, object]], None], expected: str
) -> None:
    document = json.loads(sign(purpose, DATA, KEY))
    change(document)
    assert reason(purpose, DATA, json.dumps(document).encode(), trust_of()) == expected


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"type": 1, "type": 2}', b"[" * 100_000])
def test_a_signature_file_of_another_form_is_refused(purpose: Purpose, content: bytes) -> None:
    assert reason(purpose, DATA, content, trust_of()) == "malformed"
