from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.proofs import Covered, CoveredBut
from helpers.systems import has_posix_files, has_posix_links, keeps_modes

from installer.errors import AssentError, BadInput, Cancelled, Code, Refused
from installer.install.repair import RepairResult, Wanted, repair
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


@pytest.fixture
def whole(first: Bundle, target: Path, install: Callable[..., object]) -> dict[str, str]:
    """Both components are installed, beside somebody's file; the picture of it."""
    write_files(target, {"notes.txt": b"mine"})
    install(first)
    return picture(target)


def repaired(
    bundle: Bundle, target: Path, *component_ids: str, force: bool = False, proof: Covered | None = None
) -> RepairResult:
    return repair(bundle, Wanted(target, component_ids, force=force), proof or Covered(), ignore)


def states(result: RepairResult) -> dict[str, str]:
    return {item.id: item.state for item in result.components}


def test_where_nothing_is_wrong_nothing_is_written_or_asked(
    first: Bundle, second: Bundle, target: Path, whole: dict[str, str]
) -> None:
    before = (target / ".assent/inventory.json").stat().st_mtime_ns
    proof = Covered()
    for bundle in (first, second):
        result = repaired(bundle, target, proof=proof)
        assert states(result) == {"core": "kept", "extra": "kept"}
        assert (result.restored, result.saved, result.replaced) == ((), (), ())
    assert not proof.asked
    assert (target / ".assent/inventory.json").stat().st_mtime_ns == before
    assert picture(target) == whole


def test_missing_files_and_folders_come_back(first: Bundle, target: Path, whole: dict[str, str]) -> None:
    (target / "bin/core").unlink()
    (target / "share/deep/er/data").unlink()
    (target / "share/deep/er").rmdir()
    (target / "share/deep").rmdir()
    result = repaired(first, target)
    assert states(result) == {"core": "repaired", "extra": "repaired"}
    assert set(result.restored) == {"bin/core", "share/deep/er/data"}
    assert picture(target) == whole
    assert not leftovers(target)


def test_a_changed_file_is_kept_beside_the_restored_one(
    first: Bundle, target: Path, whole: dict[str, str]
) -> None:
    write_files(target, {"conf/core.ini": b"a = mine", "conf/core.ini.assent-kept": b"older"})
    result = repaired(first, target)
    assert result.restored == ("conf/core.ini",)
    assert result.saved == (("conf/core.ini", "conf/core.ini.assent-kept-2"),)
    assert (target / "conf/core.ini").read_bytes() == b"a = 1"
    assert (target / "conf/core.ini.assent-kept").read_bytes() == b"older"
    assert (target / "conf/core.ini.assent-kept-2").read_bytes() == b"a = mine"
    after = picture(target)
    assert whole.items() <= after.items()


def test_with_force_a_changed_file_is_replaced_and_named(
    first: Bundle, target: Path, whole: dict[str, str]
) -> None:
    write_files(target, {"conf/core.ini": b"a = mine"})
    result = repaired(first, target, force=True)
    assert (result.saved, result.replaced) == ((), ("conf/core.ini",))
    assert picture(target) == whole


@keeps_modes
def test_permission_bits_are_put_right_and_no_copy_is_kept(
    first: Bundle, target: Path, whole: dict[str, str]
) -> None:
    (target / "bin/core").chmod(0o600)
    result = repaired(first, target)
    assert result.restored == ("bin/core",)
    assert (result.saved, result.replaced) == ((), ())
    assert picture(target) == whole


def test_only_the_named_components_are_repaired(first: Bundle, target: Path, whole: dict[str, str]) -> None:
    (target / "bin/core").unlink()
    (target / "bin/extra").unlink()
    assert states(repaired(first, target, "extra")) == {"extra": "repaired"}
    assert not (target / "bin/core").exists()
    assert states(repaired(first, target, "core", "extra")) == {"core": "repaired", "extra": "kept"}
    assert picture(target) == whole


def test_another_payload_repairs_nothing(second: Bundle, target: Path, whole: dict[str, str]) -> None:
    (target / "bin/core").unlink()
    before = picture(target)
    with pytest.raises(Refused) as caught:
        repaired(second, target)
    assert caught.value.code is Code.REPAIR_MISMATCH
    assert caught.value.facts == {"component": "core", "installed": "1.0", "offered": "2.0"}
    assert picture(target) == before
    del whole


def test_what_is_not_installed_cannot_be_repaired(
    first: Bundle, target: Path, tmp_path: Path, whole: dict[str, str]
) -> None:
    del whole
    (tmp_path / "empty").mkdir()
    for folder, ids in ((target, ("other",)), (tmp_path / "empty", ()), (tmp_path / "nowhere", ("core",))):
        with pytest.raises(BadInput) as caught:
            repaired(first, folder, *ids)
        assert caught.value.code is Code.NOT_INSTALLED
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("since", [1, 2])
def test_a_component_without_a_statement_is_not_repaired(
    first: Bundle, target: Path, whole: dict[str, str], since: int
) -> None:
    (target / "bin/core").unlink()
    before = picture(target)
    with pytest.raises(Refused) as caught:
        repair(first, Wanted(target), CoveredBut("core", since), ignore)
    assert caught.value.code is Code.NOT_COVERED
    assert picture(target) == before
    assert not leftovers(target)
    del whole


@has_posix_links
def test_a_link_in_the_way_is_named_and_left_alone(
    first: Bundle, target: Path, whole: dict[str, str]
) -> None:
    (target / "bin/core").unlink()
    (target / "bin/core").symlink_to("/etc/passwd")
    before = picture(target)
    with pytest.raises(Refused) as caught:
        repaired(first, target)
    assert caught.value.code is Code.TARGET_FOREIGN
    assert picture(target) == before
    del whole


def test_a_damaged_payload_repairs_nothing(first: Bundle, target: Path, whole: dict[str, str]) -> None:
    (target / "bin/core").unlink()
    before = picture(target)
    archive = first.folder / "core.tar.zst"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    with pytest.raises(AssentError) as caught:
        repaired(first, target)
    assert caught.value.code is Code.PAYLOAD_DIGEST
    assert picture(target) == before
    del whole


def test_a_repair_can_be_cancelled_until_the_end(first: Bundle, target: Path, whole: dict[str, str]) -> None:
    (target / "bin/core").unlink()
    write_files(target, {"conf/core.ini": b"a = mine"})
    before = picture(target)
    cancel = Cancel()

    def cancel_late(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == 1:
            cancel.request()

    with pytest.raises(Cancelled):
        repair(first, Wanted(target), Covered(), cancel_late, cancel)
    assert picture(target) == before
    del whole


def test_progress_counts_the_payload_and_then_the_restored_files(
    first: Bundle, target: Path, whole: dict[str, str]
) -> None:
    (target / "bin/core").unlink()
    told: list[Progress] = []
    repair(first, Wanted(target), Covered(), told.append)
    staged = [progress for progress in told if progress.phase == "stage"]
    assert staged[-1].done_bytes == staged[-1].total_bytes == first.component("core").size
    assert (told[-1].phase, told[-1].done_files, told[-1].total_files) == ("commit", 1, 1)
    del whole


@has_posix_files
def test_a_disk_without_room_is_said_before_anything_is_written(
    tmp_path: Path, target: Path, install: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = make_bundle(tmp_path / "big", {"extra": {"a": bytes(5000)}})
    install(bundle)
    (target / "a").unlink()
    found = os.statvfs(target)
    nearly_full = os.statvfs_result((found[0], 1, *found[2:4], 4999, *found[5:10]))
    monkeypatch.setattr(os, "statvfs", lambda _path: nearly_full)
    with pytest.raises(AssentError) as caught:
        repaired(bundle, target)
    assert caught.value.code is Code.DISK_FULL
    assert int(caught.value.facts["need"]) > 5000
    assert caught.value.facts["free"] == 4999
    assert not (target / "a").exists()
