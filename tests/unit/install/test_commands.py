from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SAMPLE_KEY
from helpers.bundles import KEY, make_bundle, write_files
from helpers.publishers import pem, pub

from installer.errors import Outcome
from installer.host import exit_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The keys that the program ships: the test publisher's, and the one of the editions."""
    folder = tmp_path / "program/installer/install/trust"
    write_files(folder, {"test.pub": pub(KEY, "test publisher"), "edition.pub": pub(SAMPLE_KEY)})
    monkeypatch.setattr("installer.signatures.keys.program_root", lambda: tmp_path / "program")
    return folder


def test_a_whole_bundle_is_said_to_be_whole(
    first: Bundle, trusted: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, _ = assent("bundle", "check", first.folder, "--trust", trusted, "--lang", "en")
    assert status == 0
    assert "test/bundle is whole; signed by: test publisher" in out
    assert "core 1.0: 4 files, 20 bytes" in out
    status, out, _ = assent("bundle", "check", first.folder, "--json")
    assert status == 0
    assert [item["id"] for item in json.loads(out)["components"]] == ["core", "extra"]


@pytest.mark.parametrize("flags", [("--lang", "en"), ("--json",)])
def test_a_bundle_is_built_from_a_folder(
    tmp_path: Path, assent: Callable[..., tuple[int, str, str]], flags: tuple[str, ...]
) -> None:
    source = (
        b'type = "assent-bundle-source"\nversion = 1\nid = "mine/1"\npublisher = "me"\n'
        b'[[component]]\nid = "tool"\nversion = "1"\nproducts = ["p"]\n'
    )
    write_files(tmp_path, {"in/bundle-source.toml": source, "in/tool/a": b"a"})
    made = ("bundle", "build", tmp_path / "in", "--key", tmp_path / "key.pem", "--output", tmp_path / "out")
    (tmp_path / "key.pem").write_text("no key")
    status, out, err = assent(*made, *flags)
    assert status == exit_status(Outcome.USAGE)
    assert "agreement.publisher-key" in out + err
    assert not (tmp_path / "out").exists()
    pem(tmp_path / "key.pem", KEY)
    status, out, _ = assent(*made, *flags)
    assert status == 0
    assert "mine/1" in out
    assert (tmp_path / "out/bundle.sig").exists()


@pytest.mark.usefixtures("trusted")
def test_a_plan_is_said_to_a_person_line_by_line(
    first: Bundle,
    second: Bundle,
    target: Path,
    install: Callable[..., object],
    assent: Callable[..., tuple[int, str, str]],
) -> None:
    plan = ("plan", "--target", target, "--lang", "en", "--bundle")
    status, out, _ = assent(*plan, first.folder, "extra")
    assert status == 0
    assert "core 1.0: install, 4 files, 20 bytes (needed by extra)" in out
    install(first)
    write_files(target, {"conf/core.ini": b"mine", "LICENSE": b"mine"})
    status, out, _ = assent(*plan, second.folder)
    assert status == 0
    assert "core 2.0: replace, 4 files" in out
    assert "replaced by the new version: bin/core" in out
    assert "  removed: old/gone" in out
    assert "yours, kept as conf/core.ini.assent-kept: conf/core.ini" in out
    assert "yours, left as it is: LICENSE" in out
    status, out, _ = assent("plan", "--target", target, "--bundle", second.folder, "--json")
    assert json.loads(out)["left"] == ["LICENSE"]


@pytest.mark.usefixtures("trusted")
def test_the_shipped_bundle_is_planned_when_none_is_named(
    first: Bundle,
    target: Path,
    assent: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASSENT_BUNDLE", str(first.folder))
    status, out, _ = assent("plan", "--target", target, "--json")
    assert status == 0
    assert [item["id"] for item in json.loads(out)["components"]] == ["core", "extra"]


def test_an_uninstall_says_what_went_and_what_stayed(
    first: Bundle, target: Path, install: Callable[..., object], assent: Callable[..., tuple[int, str, str]]
) -> None:
    install(first)
    write_files(target, {"LICENSE": b"mine"})
    status, _, err = assent("uninstall", "--target", target, "core", "--lang", "en")
    assert status == exit_status(Outcome.USAGE)
    assert "core is needed by extra" in err
    status, out, _ = assent("uninstall", "--target", target, "extra", "--json")
    assert json.loads(out) == {
        "result": "success",
        "exit": 0,
        "components": [{"id": "extra", "state": "removed"}],
        "left": [],
        "recovery": "nothing",
    }
    status, out, _ = assent("uninstall", "--target", target, "--lang", "en")
    assert status == 0
    assert out.splitlines() == ["core: removed", "left, because you changed it: LICENSE"]


@pytest.mark.parametrize("command", ["plan", "uninstall"])
def test_without_a_target_a_command_says_so(
    command: str, assent: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, _ = assent(command, "--json")
    assert status == exit_status(Outcome.USAGE)
    assert json.loads(out)["error"]["code"] == "acceptance.target-missing"


@pytest.mark.usefixtures("trusted")
def test_an_unsigned_bundle_is_refused_in_a_sentence(
    tmp_path: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    bundle = make_bundle(tmp_path / "unsigned", {"a": {"a": b"a"}})
    (bundle.folder / "bundle.sig").unlink()
    status, _, err = assent("bundle", "check", bundle.folder, "--lang", "en")
    assert status == exit_status(Outcome.FAILED_ROLLED_BACK)
    assert "not signed by a publisher that this program trusts" in err
