"""A publisher's key signed nonsense: whatever the archive says, nothing leaves the target."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from helpers.bundles import picture, write_files
from helpers.hostile import bundle_around, compress, defects, hostile_bundle, read_case, tar
from helpers.proofs import Covered

from installer.errors import Code, UntrustedData
from installer.install.plan import make_plan
from installer.install.transaction import run
from installer.progress import Cancel, ignore

GOOD = {
    "entry": [
        {"name": "bin/tool", "content": "tool", "mode": 0o755},
        {"name": "share/data", "content": "data"},
    ]
}


def test_the_corpus_differs_from_a_good_archive_only_in_its_defects(tmp_path: Path) -> None:
    bundle = bundle_around(tmp_path / "bundle", compress({}, tar(GOOD)))
    run(bundle, make_plan(bundle, ("odd",), tmp_path / "target"), Covered(), ignore, Cancel())
    assert (tmp_path / "target" / "share" / "data").read_bytes() == b"data"


def load_and_install(folder: Path, case: dict[str, Any], target: Path) -> None:
    bundle = hostile_bundle(folder, case)
    run(bundle, make_plan(bundle, ("odd",), target), Covered(), ignore, Cancel())


@pytest.mark.parametrize("defect", defects())
def test_a_hostile_payload_changes_nothing(tmp_path: Path, defect: str) -> None:
    case = read_case(defect)
    target = tmp_path / "around" / "target"
    write_files(tmp_path / "around", {"outside/file": b"untouched", "target/share/own": b"mine"})
    before = picture(tmp_path / "around")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UntrustedData) as caught:
        load_and_install(tmp_path / "bundle", case, target)
    assert caught.value.code == case.get("code", Code.PAYLOAD_MALFORMED)
    assert caught.value.facts.get("rule") == case.get("rule")
    assert "promised" in case or caught.value.facts["component"] == "odd"
    assert picture(tmp_path / "around") == before
    assert not (target / ".assent").exists()
    assert not Path("/tmp/assent-escaped").exists()  # noqa: S108 - it must not be there
    # The bomb's gigabyte is neither unpacked nor kept.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 100 * 1024


def test_there_are_cases() -> None:
    assert len(defects()) > 75
