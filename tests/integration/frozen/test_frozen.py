"""The frozen program, where `scripts/build` has made it: the wizard and the silent path in one folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import installer

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "dist" / "assent"
PROGRAM = FOLDER / ("assent.exe" if sys.platform == "win32" else "assent")
ANSWERS = """\
type = "assent/answers"
version = 1
[actor]
name = "Frozen Tester"
email = "tester@example.com"
[principal]
type = "individual"
[selection]
products = ["xprotect-corporate"]
"""

# Only `scripts/build` knows that what lies in dist/ was made from these sources.
pytestmark = pytest.mark.skipif("ASSENT_FROZEN" not in os.environ, reason="scripts/build runs these")


def call(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROGRAM), *arguments],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        # Nothing of the checkout may help: no PYTHONPATH, another working folder.
        cwd=FOLDER.parent,
        env={**{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}, **(environment or {})},
    )


def test_the_frozen_program_tells_its_version() -> None:
    done = call("--version")
    assert (done.returncode, done.stdout) == (0, f"assent, version {installer.__version__}\n"), done.stderr


def test_the_frozen_program_holds_the_whole_agreement() -> None:
    frozen = json.loads(call("agreement", "export", "--json").stdout)
    ours = subprocess.run(
        [sys.executable, "-m", "installer", "agreement", "export", "--json"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert frozen == json.loads(ours.stdout)


def test_the_frozen_program_speaks_hungarian() -> None:
    done = call("nonsense", "--lang", "hu")
    assert done.returncode == 103
    assert "parancs" in done.stderr.lower()


def test_the_frozen_program_installs_silently_and_its_receipt_verifies(tmp_path: Path) -> None:
    answers = tmp_path / "site.toml"
    answers.write_text(ANSWERS, "utf-8")
    checked = json.loads(call("answers", "check", "--json", str(answers)).stdout)
    affirm = [flag for entry in checked["affirmations"] for flag in ("--affirm", entry["id"])]
    target = tmp_path / "target"
    told = ["install", "--quiet", "--json", "--answers", str(answers), "--target", str(target)]

    refused = call(*told)
    assert refused.returncode == 172
    assert not target.exists()

    done = call(*told, "--accept-eula", checked["edition"], *affirm)
    result = json.loads(done.stdout)
    assert (done.returncode, result["result"]) == (0, "success"), done.stderr
    assert {entry["state"] for entry in result["components"]} == {"installed"}
    assert any((target / "bin").iterdir())

    receipt = Path(result["receipts"][0])
    assert call("verify", str(receipt)).returncode == 0
    forged = receipt.read_text("utf-8").replace("Frozen", "Thawed")
    receipt.write_text(forged, "utf-8")
    assert call("verify", str(receipt)).returncode == 1


def test_an_unknown_flag_of_the_frozen_program_is_a_usage_error() -> None:
    assert call("install", "--nonsense").returncode == 103


def test_the_frozen_program_carries_only_what_it_runs() -> None:
    names = {path.name for path in FOLDER.rglob("*")}
    assert not {name for name in names if name.startswith(("libQt6Qml", "libQt6Quick", "libqeglfs"))}
    assert not list(FOLDER.rglob("*.po"))
    assert {path.name for path in FOLDER.rglob("qtbase_*.qm")} == {"qtbase_hu.qm", "qtbase_en.qm"}
    assert (FOLDER / "bundle").is_dir()


def test_the_frozen_program_can_draw_the_pictures_of_its_style_sheet() -> None:
    assert [found.name for found in FOLDER.rglob("plugins/imageformats/*svg*")]


def test_the_frozen_wizard_opens_and_stays_open(tmp_path: Path) -> None:
    with subprocess.Popen(
        [str(PROGRAM)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        deadline = time.monotonic() + 5
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        still_open = process.poll() is None
        process.terminate()
        _, said = process.communicate(timeout=20)
    assert still_open, said
    assert not said
