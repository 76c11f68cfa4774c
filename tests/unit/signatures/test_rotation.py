"""A change of key: whom a trusted key names, whom it retires, and what makes the root unusable."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from helpers import publishers
from helpers.bundles import KEY, OTHER_KEY, write_files
from helpers.publishers import pub

from installer.agreement import signed
from installer.errors import AssentError
from installer.install import signing
from installer.signatures.keys import load_trust
from installer.signatures.rotation import read_rotation
from installer.signatures.signing import Purpose, sign, verify
from installer.signatures.trusted import public_key

if TYPE_CHECKING:
    from pathlib import Path

THIRD_KEY = hashlib.sha256(b"a third").digest()
DATA = b"type = ..."


@pytest.fixture(params=[signed.PURPOSE, signing.PURPOSE], ids=["edition", "bundle"])
def purpose(request: pytest.FixtureRequest) -> Purpose:
    """What is signed: the rules are the same for both."""
    found = request.param
    assert isinstance(found, Purpose)
    return found


def statement(old: bytes = KEY, new: bytes = OTHER_KEY, *, retires_old: bool = False) -> bytes:
    return publishers.statement(old, new, retires_old=retires_old)


def trusted_by(purpose: Purpose, folder: Path, signer: bytes) -> str:
    made = sign(purpose, DATA, signer)
    return verify(purpose, DATA, made, load_trust(folder, purpose.code)).name


def reason(purpose: Purpose, folder: Path, signer: bytes = KEY) -> object:
    with pytest.raises(AssentError) as caught:
        trusted_by(purpose, folder, signer)
    assert caught.value.code is purpose.code
    return caught.value.facts["reason"]


def test_a_key_that_the_old_one_names_is_trusted_beside_it(purpose: Purpose, tmp_path: Path) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY)})
    assert reason(purpose, tmp_path, OTHER_KEY) == "unknown-key"
    write_files(tmp_path, {"1.rotation": statement()})
    assert trusted_by(purpose, tmp_path, OTHER_KEY) == "new"
    assert trusted_by(purpose, tmp_path, KEY) == "old"


def test_a_retired_key_counts_no_longer_but_what_both_signed_does(purpose: Purpose, tmp_path: Path) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY), "1.rotation": statement(retires_old=True)})
    assert reason(purpose, tmp_path, KEY) == "retired-key"
    both = json.loads(sign(purpose, DATA, KEY))
    both["signatures"] += json.loads(sign(purpose, DATA, OTHER_KEY))["signatures"]
    assert verify(purpose, DATA, json.dumps(both).encode(), load_trust(tmp_path, purpose.code)).name == "new"


def test_keys_follow_each_other_whatever_the_files_are_called(purpose: Purpose, tmp_path: Path) -> None:
    chain = {"b.rotation": statement(), "a.rotation": statement(OTHER_KEY, THIRD_KEY, retires_old=True)}
    write_files(tmp_path, {"old.pub": pub(KEY), "new.pub": pub(OTHER_KEY, "known already"), **chain})
    assert trusted_by(purpose, tmp_path, THIRD_KEY) == "new"
    assert len(load_trust(tmp_path, purpose.code).keys) == 3
    assert reason(purpose, tmp_path, OTHER_KEY) == "retired-key"


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
        {"1.rotation": edited(new=base64.b64encode(public_key(THIRD_KEY).raw).decode())},
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
    purpose: Purpose, tmp_path: Path, files: dict[str, bytes]
) -> None:
    write_files(tmp_path, {"old.pub": pub(KEY), **files})
    assert reason(purpose, tmp_path) == "trust-root-malformed"


def test_a_statement_says_what_it_signs() -> None:
    found = read_rotation(statement(retires_old=True))
    assert (found.old, found.new_key, found.retires_old) == (
        public_key(KEY).id,
        public_key(OTHER_KEY, "new"),
        True,
    )
    assert statement() == statement()
