"""Whom the program trusts: the files of a trust root, and what is refused in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, OTHER_KEY
from helpers.publishers import pem, pub

from installer.errors import AssentError, BadInput, Code, Unavailable
from installer.signatures.keys import load_trust, read_private_key, read_public_key, shipped_trust
from installer.signatures.trusted import public_key

if TYPE_CHECKING:
    from pathlib import Path

CODES = [Code.EDITION_UNTRUSTED, Code.BUNDLE_UNTRUSTED]


def reason(folder: Path, code: Code) -> object:
    with pytest.raises(Unavailable) as caught:
        load_trust(folder, code)
    assert caught.value.code is code
    assert str(folder) in str(caught.value.facts["path"])
    return caught.value.facts["reason"]


def test_the_shipped_key_is_the_sample_publishers() -> None:
    editions, bundles = (shipped_trust(code) for code in CODES)
    assert editions == bundles
    (key,) = bundles.keys
    assert "sample" in key.name


def test_all_keys_of_a_folder_are_trusted(tmp_path: Path) -> None:
    (tmp_path / "b.pub").write_bytes(pub(OTHER_KEY, "a second one "))
    (tmp_path / "a.pub").write_bytes(pub(KEY, "one"))
    (tmp_path / "notes.txt").write_text("not a key")
    trust = load_trust(tmp_path, Code.BUNDLE_UNTRUSTED)
    assert trust.keys == (public_key(KEY, "one"), public_key(OTHER_KEY, "a second one"))
    assert trust.retired == frozenset()


@pytest.mark.parametrize("code", CODES)
def test_no_trust_root_trusts_nobody(tmp_path: Path, code: Code) -> None:
    assert reason(tmp_path, code) == "trust-root-empty"
    assert reason(tmp_path / "missing", code) == "trust-root-empty"


@pytest.mark.parametrize("code", CODES)
def test_a_trust_root_that_cannot_be_read_trusts_nobody(tmp_path: Path, code: Code) -> None:
    (tmp_path / "a.pub").mkdir()
    assert reason(tmp_path, code) == "trust-root-unreadable"
    (tmp_path / "a.pub").rmdir()
    (tmp_path / "a.pub").write_bytes(pub(KEY))
    (tmp_path / "1.rotation").mkdir()
    assert reason(tmp_path, code) == "trust-root-unreadable"


@pytest.mark.parametrize(
    "text", ["", "ed25519 AAAA name", "rsa " + "A" * 44 + " n", "ed25519 %%% n", "ed25519"]
)
@pytest.mark.parametrize("code", CODES)
def test_a_key_that_cannot_be_read_is_an_error_and_not_ignored(tmp_path: Path, text: str, code: Code) -> None:
    (tmp_path / "a.pub").write_bytes(pub(KEY))
    (tmp_path / "b.pub").write_text(text)
    assert reason(tmp_path, code) == "trust-root-malformed"


def test_a_public_key_file_is_read_or_refused(tmp_path: Path) -> None:
    (tmp_path / "old.pub").write_bytes(pub(KEY))
    assert read_public_key(tmp_path / "old.pub", Code.BUNDLE_UNTRUSTED) == public_key(KEY, "old")
    with pytest.raises(AssentError) as caught:
        read_public_key(tmp_path / "none.pub", Code.BUNDLE_UNTRUSTED)
    assert caught.value.facts["reason"] == "trust-root-unreadable"


def test_an_ed25519_key_is_read_and_another_is_refused(tmp_path: Path) -> None:
    assert read_private_key(pem(tmp_path / "key", KEY), Code.PUBLISHER_KEY) == KEY
    pem(tmp_path / "ec")
    (tmp_path / "text").write_text("no key")
    for name, rule in (("ec", "not-ed25519"), ("text", "not-a-key"), ("none", "unreadable")):
        with pytest.raises(BadInput) as caught:
            read_private_key(tmp_path / name, Code.PUBLISHER_KEY)
        assert caught.value.code is Code.PUBLISHER_KEY
        assert caught.value.facts == {"path": str(tmp_path / name), "rule": rule}
