from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import leftovers, make_bundle, picture, write_files
from helpers.systems import has_posix_links

from installer.errors import AssentError, Cancelled, Code
from installer.install.remove import uninstall
from installer.install.transaction import ComponentState
from installer.progress import Cancel, Progress, ignore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle


def failure(target: Path, *component_ids: str) -> AssentError:
    with pytest.raises(AssentError) as caught:
        uninstall(target, component_ids, ignore)
    return caught.value


def test_everything_that_was_installed_goes(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    result = uninstall(target, (), ignore)
    assert result.components == (ComponentState("core", "removed"), ComponentState("extra", "removed"))
    assert list(target.iterdir()) == []


def test_what_the_person_changed_or_added_stays_and_is_named(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    write_files(target, {"mine.txt": b"mine"})
    install(first)
    write_files(target, {"conf/core.ini": b"mine", "share/deep/notes": b"notes"})
    (target / "bin/extra").unlink()
    result = uninstall(target, (), ignore)
    assert result.left == ("conf/core.ini",)
    files = {name for name, value in picture(target).items() if value != "folder"}
    assert files == {"mine.txt", "conf/core.ini", "share/deep/notes"}
    assert not (target / "share/deep/er").exists()
    assert not (target / ".assent").exists()


@has_posix_links
def test_a_file_that_became_a_link_is_left_alone(
    first: Bundle, target: Path, tmp_path: Path, install: Callable[..., object]
) -> None:
    install(first)
    (tmp_path / "theirs").write_bytes(b"theirs")
    (target / "bin/core").unlink()
    (target / "bin/core").symlink_to(tmp_path / "theirs")
    before = picture(target)
    assert failure(target).code is Code.TARGET_FOREIGN
    assert picture(target) == before
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


def test_a_component_that_another_needs_stays(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    error = failure(target, "core")
    assert error.code is Code.COMPONENT_NEEDED
    assert error.facts == {"component": "core", "needed_by": "extra"}
    assert picture(target) == before


def test_one_component_goes_and_the_other_keeps_its_files_and_folders(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    uninstall(target, ("extra",), ignore)
    assert (target / "bin/core").exists()
    assert not (target / "share").exists()
    uninstall(target, ("core",), ignore)
    assert list(target.iterdir()) == []


def test_what_is_not_installed_cannot_be_removed(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    assert failure(target).code is Code.NOT_INSTALLED
    assert not target.exists()
    install(first)
    error = failure(target, "nothing", "core")
    assert (error.code, error.facts["component"]) == (Code.NOT_INSTALLED, "nothing")
    uninstall(target, (), ignore)
    assert failure(target).code is Code.NOT_INSTALLED
    assert list(target.iterdir()) == []


def test_a_cancelled_uninstall_leaves_everything(
    first: Bundle, target: Path, install: Callable[..., object]
) -> None:
    install(first)
    before = picture(target)
    cancel = Cancel()
    seen: list[Progress] = []

    def cancel_late(progress: Progress) -> None:
        seen.append(progress)
        if progress.done_files == 3:
            cancel.request()

    with pytest.raises(Cancelled):
        uninstall(target, (), cancel_late, cancel)
    assert picture(target) == before
    assert not leftovers(target)
    assert {item.phase for item in seen} == {"remove"}


def test_a_component_without_files_can_be_removed(
    tmp_path: Path, target: Path, install: Callable[..., object]
) -> None:
    install(make_bundle(tmp_path / "empty", {"empty": {}}), "empty")
    assert (target / ".assent/inventory.json").exists()
    uninstall(target, (), ignore)
    assert list(target.iterdir()) == []
