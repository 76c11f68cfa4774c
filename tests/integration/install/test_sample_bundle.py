"""The sample bundle: made the same each time, trusted, and its stand-in programs do what they say."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

from helpers.proofs import Covered
from helpers.samples import make_sample

from installer.install.bundle import load_bundle
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20


def test_the_sample_bundle_is_the_same_each_time_and_not_made_twice(sample: Path, tmp_path: Path) -> None:
    assert make_sample(tmp_path / "again").strip().endswith("made")
    for file in sample.iterdir():
        assert digest(tmp_path / "again" / file.name) == digest(file)
    assert make_sample(tmp_path / "again").strip().endswith("up to date")
    subprocess.run(["rm", str(tmp_path / "again" / "bundle.sig")], check=True)
    assert make_sample(tmp_path / "again").strip().endswith("made")


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_sample_bundle_is_trusted_and_about_forty_megabytes(sample: Path) -> None:
    bundle = load_bundle(sample)
    assert "its private key is public" in bundle.signed_by
    assert 35 * MEGABYTE < sum(component.size for component in bundle.components) < 45 * MEGABYTE
    assert {component.id: component.requires for component in bundle.components} == {
        "management-server": (),
        "smart-client": (),
        "recording-server": ("management-server",),
        "event-server": ("management-server",),
        "mobile-server": ("management-server",),
        "access": ("event-server",),
        "lpr": ("event-server",),
    }


def test_the_stand_in_programs_start_and_do_what_they_say(sample: Path, tmp_path: Path) -> None:
    bundle = load_bundle(sample)
    target = tmp_path / "target"
    ids = tuple(component.id for component in bundle.components)
    run(bundle, make_plan(bundle, ids, target), Covered(), ignore, Cancel())

    def said(program: str, *arguments: str) -> str:
        done = subprocess.run(
            [target / "bin" / program, *arguments], check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    assert said("management-server", "--version") == "Management Server 2025 R1 (stand-in) 25.1.0"
    for component_id in ids:
        assert said(component_id, "--version").endswith("2025 R1 (stand-in) 25.1.0")
        assert "started" in said(component_id)
        assert "stand-in" in (target / "share" / component_id / "README").read_text("utf-8")
    assert said("management-server", "--devices") == "30000 devices known"
    said("recording-server", "--self-test", str(tmp_path / "recordings"))
    assert (tmp_path / "recordings/segment-0001.rec").read_text() == "segment of recording-server 25.1.0\n"
    assert subprocess.run([target / "bin/lpr", "--odd"], check=False, capture_output=True).returncode == 2
