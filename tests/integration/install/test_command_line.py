"""The commands for bundles, plans and uninstalls, as processes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT
from helpers.bundles import write_files
from helpers.proofs import Covered

from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path


def assent(*arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "installer", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def test_the_command_line_checks_plans_and_uninstalls(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    status, out, _ = assent("bundle", "check", str(sample), "--json")
    assert status == 0
    assert json.loads(out)["valid"] is True
    status, out, _ = assent("plan", "--bundle", str(sample), "--target", str(target), "lpr", "--json")
    assert status == 0
    plan = json.loads(out)
    assert [(item["id"], item["action"]) for item in plan["components"]] == [
        ("management-server", "install"),
        ("event-server", "install"),
        ("lpr", "install"),
    ]
    assert not target.exists()
    bundle = load_bundle(sample)
    run(bundle, make_plan(bundle, ("lpr",), target), Covered(), ignore, Cancel())
    status, out, _ = assent("plan", "--bundle", str(sample), "--target", str(target), "--lang", "en")
    assert status == 0
    assert "lpr 25.1.0: keep as it is" in out
    status, _, err = assent("uninstall", "--target", str(target), "event-server", "--lang", "en")
    assert status == 103
    assert "is needed by lpr" in err
    (target / "share/lpr/devices.csv").write_text("mine")
    status, out, _ = assent("uninstall", "--target", str(target), "--json")
    assert status == 0
    assert json.loads(out)["left"] == ["share/lpr/devices.csv"]
    status, out, _ = assent("uninstall", "--target", str(target), "--json")
    assert status == 103
    assert json.loads(out)["error"]["code"] == "install.not-installed"


def test_the_command_line_refuses_a_changed_bundle(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(sample), str(copy)], check=True)
    archive = copy / "lpr.tar.zst"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    status, out, _ = assent("bundle", "check", str(copy), "--json")
    assert status == 67
    assert json.loads(out)["error"]["code"] == "install.payload-digest"


def test_the_command_line_builds_a_bundle_that_checks(tmp_path: Path) -> None:
    source = tmp_path / "source"
    write_files(source, {"tool/bin/tool": b"tool"})
    (source / "bundle-source.toml").write_text(
        'type = "assent-bundle-source"\nversion = 1\nid = "mine/1"\npublisher = "me"\n'
        '[[component]]\nid = "tool"\nversion = "1"\nproducts = ["p"]\n'
    )
    key = tmp_path / "key.pem"
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = Ed25519PrivateKey.generate()
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    out = tmp_path / "out"
    status, _, err = assent("bundle", "build", str(source), "--key", str(key), "--output", str(out))
    assert (status, err) == (0, "")
    assert assent("bundle", "check", str(out))[0] == 67
    import base64

    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust/me.pub").write_text(f"ed25519 {public} me\n")
    status, said, _ = assent("bundle", "check", str(out), "--trust", str(tmp_path / "trust"), "--lang", "en")
    assert status == 0
    assert "mine/1" in said


@pytest.mark.parametrize("command", ["plan", "uninstall"])
def test_without_a_target_the_command_line_says_so(command: str) -> None:
    status, out, _ = assent(command, "--json")
    assert status == 103
    assert json.loads(out)["error"]["code"] == "acceptance.target-missing"
