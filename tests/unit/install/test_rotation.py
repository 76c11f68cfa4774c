from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, OTHER_KEY, trust_of, write_files

from installer.errors import AssentError, Code
from installer.install.rotation import read_rotation, write_rotation
from installer.install.signing import load_trust, read_public_key, sign, verify

if TYPE_CHECKING:
    from pathlib import Path

THIRD_KEY = hashlib.sha256(b"a third").digest()
MANIFEST = b"type = ..."


def public(private: bytes) -> bytes:
    return trust_of(private).keys[0].raw


def pub(private: bytes, name: str = "old") -> bytes:
    return b"ed25519 " + base64.b64encode(public(private)) + b" " + name.encode() + b"\n"


def statement(old: bytes = KEY, new: bytes = OTHER_KEY, *, retires_old: bool = False) -> bytes:
    return write_rotation(old, public(new), "new", retires_old=retires_old)


def trusted_by(folder: Path, signer: bytes) -> str:
    return verify(MANIFEST, sign(MANIFEST, signer), load_trust(folder)).name


def reason(folder: Path, signer: bytes = KEY) -> object:
    with pytest.raises(AssentError) as caught:
        trusted_by(folder, signer)
    assert caught.value.code is Code.BUNDLE_UNTRUSTED
    return caught.value.facts["reason"]


def test_a_key_that_the_old_one_names_is_trusted_beside_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY)})
    assert reason(tmp_path, OTHER_KEY) == "unknown-key"
    write_files(tmp_path, {"1.rotation": statement()})
    assert trusted_by(tmp_path, OTHER_KEY) == "new"
    assert trusted_by(tmp_path, KEY) == "old"


def test_a_retired_key_counts_no_longer_but_what_both_signed_does(tmp_path: Path) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY), "1.rotation": statement(retires_old=True)})
    assert reason(tmp_path, KEY) == "retired-key"
    both = json.loads(sign(MANIFEST, KEY))
    both["signatures"] += json.loads(sign(MANIFEST, OTHER_KEY))["signatures"]
    assert verify(MANIFEST, json.dumps(both).encode(), load_trust(tmp_path)).name == "new"


def test_keys_follow_each_other_whatever_the_files_are_called(tmp_path: Path) -> None:
    chain = {"b.rotation": statement(), "a.rotation": statement(OTHER_KEY, THIRD_KEY, retires_old=True)}
    write_files(tmp_path, {"old.pub": pub(KEY), "new.pub": pub(OTHER_KEY, "known already"), **chain})
    assert trusted_by(tmp_path, THIRD_KEY) == "new"
    assert len(load_trust(tmp_path).keys) == 3
    assert reason(tmp_path, OTHER_KEY) == "retired-key"


def edited(**changes: object) -> bytes:
    return json.dumps(json.loads(statement()) | changes).encode()


@pytest.mark.parametrize(
    "files",
    [
        {"1.rotation": statement(OTHER_KEY, THIRD_KEY)},
        {"1.rotation": statement(), "2.rotation": statement(KEY, THIRD_KEY)},
        {"1.rotation": statement(KEY, KEY)},
        {"1.rotation": edited(retires_old=True)},
        {"1.rotation": edited(name="another")},
        {"1.rotation": edited(new=base64.b64encode(public(THIRD_KEY)).decode())},
        {"1.rotation": edited(signature="!")},
        {"1.rotation": edited(new="AAAA")},
        {"1.rotation": edited(version=2)},
        {"1.rotation": edited(extra=1)},
        {"1.rotation": b'{"type": 1, "type": 2}'},
        {"1.rotation": b"\xff"},
    ],
    ids=[
        "by-a-key-that-is-not-trusted",
        "two-successors",
        "itself",
        "retiring-added",
        "another-name",
        "another-key",
        "no-signature",
        "short-key",
        "another-version",
        "unknown-key",
        "doubled-key",
        "no-text",
    ],
)
def test_a_statement_that_does_not_verify_makes_the_whole_root_unusable(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY), **files})
    assert reason(tmp_path) == "trust-root-malformed"


def test_a_statement_says_what_it_signs() -> None:
    found = read_rotation(statement(retires_old=True))
    assert (found.new_raw, found.name, found.retires_old) == (public(OTHER_KEY), "new", True)
    assert statement() == statement()


def test_a_public_key_file_is_read_or_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY)})
    assert read_public_key(tmp_path / "old.pub").raw == public(KEY)
    with pytest.raises(AssentError) as caught:
        read_public_key(tmp_path / "none.pub")
    assert caught.value.facts["reason"] == "trust-root-unreadable"
