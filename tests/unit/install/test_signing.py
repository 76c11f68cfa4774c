from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, OTHER_KEY, trust_of

from installer.errors import AssentError, Code, Unavailable, UntrustedData
from installer.install.signing import Trust, load_trust, shipped_trust, sign, verify

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = b"type = ..."
SIGNED = sign(MANIFEST, KEY)


def test_a_signature_of_a_trusted_key_is_taken() -> None:
    assert verify(MANIFEST, SIGNED, trust_of()).name == "test publisher"


def test_either_of_two_trusted_keys_is_enough_for_a_change_of_key() -> None:
    both = Trust((*trust_of(OTHER_KEY).keys, *trust_of(KEY).keys))
    assert verify(MANIFEST, SIGNED, both) == trust_of(KEY).keys[0]
    document = json.loads(SIGNED)
    document["signatures"] += json.loads(sign(MANIFEST, OTHER_KEY))["signatures"]
    assert verify(MANIFEST, json.dumps(document).encode(), trust_of(OTHER_KEY))


def reason(manifest: bytes, signatures: bytes, trust: Trust) -> object:
    with pytest.raises(UntrustedData) as caught:
        verify(manifest, signatures, trust)
    assert caught.value.code is Code.BUNDLE_UNTRUSTED
    return caught.value.facts["reason"]


def edited(**changes: object) -> bytes:
    document = json.loads(SIGNED)
    document["signatures"][0] |= changes
    return json.dumps(document).encode()


def test_each_way_to_be_untrusted_has_its_reason() -> None:
    assert reason(MANIFEST + b" ", SIGNED, trust_of()) == "wrong-signature"
    assert reason(MANIFEST, SIGNED, trust_of(OTHER_KEY)) == "unknown-key"
    assert reason(MANIFEST, edited(signature="!"), trust_of()) == "wrong-signature"
    assert (
        reason(MANIFEST, edited(signature=base64.b64encode(bytes(64)).decode()), trust_of())
        == "wrong-signature"
    )
    assert reason(MANIFEST, edited(extra=1), trust_of()) == "malformed"
    assert reason(MANIFEST, b"{", trust_of()) == "malformed"
    assert reason(MANIFEST, b"\xff", trust_of()) == "malformed"
    assert reason(MANIFEST, b'{"type": 1, "type": 2}', trust_of()) == "malformed"
    assert reason(MANIFEST, SIGNED.replace(b'"version": 1', b'"version": 2'), trust_of()) == "malformed"


def test_the_shipped_key_is_the_sample_publishers() -> None:
    (key,) = shipped_trust().keys
    assert "sample" in key.name


@pytest.mark.parametrize(
    "text", ["", "ed25519 AAAA name", "rsa " + "A" * 44 + " n", "ed25519 %%% n", "ed25519"]
)
def test_a_key_that_cannot_be_read_is_an_error_and_not_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.pub").write_text(text)
    with pytest.raises(Unavailable) as caught:
        load_trust(tmp_path)
    assert caught.value.facts["reason"] == "trust-root-malformed"


def test_no_trust_root_trusts_nobody(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(AssentError) as caught:
            load_trust(folder)
        assert caught.value.facts["reason"] == "trust-root-empty"


def test_a_trust_root_that_cannot_be_read_trusts_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.pub").mkdir()
    with pytest.raises(Unavailable) as caught:
        load_trust(tmp_path)
    assert caught.value.facts["reason"] == "trust-root-unreadable"
