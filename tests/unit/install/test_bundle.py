from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import KEY, OTHER_KEY, make_bundle, trust_of, write_files
from helpers.publishers import pub, statement

from installer.errors import AssentError, Code
from installer.install.bundle import load_bundle
from installer.signatures.keys import load_trust

if TYPE_CHECKING:
    from pathlib import Path

    from installer.signatures.trusted import Trust

FILES = {"base": {"a": b"a"}, "middle": {"b": b"b"}, "top": {"c": b"c"}, "alone": {"d": b"d"}}
REQUIRES = {"middle": ("base",), "top": ("middle", "base")}


def code_of(folder: Path, trust: Trust | None = None) -> Code:
    with pytest.raises(AssentError) as caught:
        load_bundle(folder, trust or trust_of())
    return caught.value.code


def test_a_bundle_says_what_it_carries_and_who_signed_it(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path, FILES, requires=REQUIRES)
    assert bundle.signed_by == "test publisher"
    assert bundle.publisher == "Test publisher"
    assert bundle.component("top").requires == ("middle", "base")
    with pytest.raises(AssentError) as caught:
        bundle.component("nothing")
    assert caught.value.code is Code.COMPONENT_UNKNOWN


def test_what_is_required_is_pulled_in_and_says_by_whom(tmp_path: Path) -> None:
    bundle = make_bundle(tmp_path, FILES, requires=REQUIRES)
    assert bundle.with_required(("top",)) == {"base": ("middle", "top"), "middle": ("top",), "top": ()}
    assert bundle.with_required(("top", "base")) == {"base": (), "middle": ("top",), "top": ()}
    assert bundle.with_required(("alone",)) == {"alone": ()}


def test_a_bundle_that_is_missing_unsigned_edited_or_anothers_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere") is Code.BUNDLE_MISSING
    make_bundle(tmp_path, FILES)
    assert code_of(tmp_path, trust_of(OTHER_KEY)) is Code.BUNDLE_UNTRUSTED
    with pytest.raises(AssentError):
        load_bundle(tmp_path)  # the shipped keys do not know this publisher
    manifest = tmp_path / "bundle.toml"
    manifest.write_bytes(manifest.read_bytes().replace(b'id = "top"', b'id = "tap"'))
    assert code_of(tmp_path) is Code.BUNDLE_UNTRUSTED
    (tmp_path / "bundle.sig").unlink()
    assert code_of(tmp_path) is Code.BUNDLE_UNTRUSTED


def test_a_bundle_of_a_retired_key_and_under_an_empty_trust_root_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_bundle(tmp_path / "bundle", FILES)
    root = tmp_path / "program" / "installer" / "install" / "trust"
    monkeypatch.setattr("installer.signatures.keys.program_root", lambda: tmp_path / "program")
    with pytest.raises(AssentError) as caught:
        load_bundle(tmp_path / "bundle")
    assert caught.value.facts == {"path": str(root), "reason": "trust-root-empty"}
    write_files(root, {"old.pub": pub(KEY)})
    assert load_bundle(tmp_path / "bundle").signed_by == "old"
    write_files(root, {"1.rotation": statement(KEY, OTHER_KEY, retires_old=True)})
    with pytest.raises(AssentError) as caught:
        load_bundle(tmp_path / "bundle")
    assert caught.value.facts["reason"] == "retired-key"
    assert code_of(tmp_path / "bundle", load_trust(root, Code.BUNDLE_UNTRUSTED)) is Code.BUNDLE_UNTRUSTED
