from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from helpers.bundles import names_in, write_files
from helpers.systems import has_posix_files, has_posix_links

from installer.errors import AssentError, Code
from installer.install import destination, durable
from installer.install.destination import Root, make_target, unmake_target


@has_posix_links
def test_a_link_planted_after_a_folder_was_opened_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target/a/b").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    with Root(tmp_path / "target") as root:
        os.close(root.create("a/b/first"))
        (tmp_path / "target/a/b").rename(tmp_path / "target/a/moved")
        (tmp_path / "target/a/b").symlink_to(tmp_path / "outside")
        os.close(root.create("a/b/second"))
        root.forget_handles()
        with pytest.raises(AssentError) as caught:
            root.create("a/b/third")
    assert caught.value.code is Code.TARGET_FOREIGN
    assert names_in(tmp_path / "target/a/moved") == ["first", "second"]
    assert names_in(tmp_path / "outside") == []


@has_posix_links
def test_a_new_file_never_replaces_or_follows_what_is_there(tmp_path: Path) -> None:
    write_files(tmp_path, {"target/there": b"x", "outside": b"y"})
    (tmp_path / "target/link").symlink_to("../outside")
    (tmp_path / "target/dangling").symlink_to("../new")
    with Root(tmp_path / "target") as root:
        for name in ("there", "link", "dangling"):
            with pytest.raises(FileExistsError):
                root.create(name)
    assert not (tmp_path / "new").exists()


def test_a_move_works_when_the_second_folder_pushes_the_first_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(destination, "_MOST_HANDLES", 1)
    write_files(tmp_path, {"a/b/file": b"x", "c/d/other": b"y"})
    with Root(tmp_path) as root:
        root.move("a/b/file", "c/d/file")
        assert root.exists("c/d/file")
        assert not root.exists("a/b/file")


@has_posix_files
def test_many_folders_do_not_use_up_the_handles(tmp_path: Path) -> None:
    for number in range(200):
        write_files(tmp_path, {f"{number}/file": b"x"})
    with Root(tmp_path) as root:
        assert all(root.exists(f"{number}/file") for number in range(200))
        assert len(names_in(Path("/proc/self/fd"))) < 150


@has_posix_files
def test_errors_of_the_disk_come_out_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a/file": b"x"})
    real = os.open

    def failing(path: object, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path in {"a", "file"}:
            raise OSError(errno.EIO, "no disk")
        return real(path, flags, mode, dir_fd=dir_fd)  # type: ignore[arg-type]

    with Root(tmp_path) as root:
        folder = root.folder("a")
        monkeypatch.setattr(os, "open", failing)
        assert root.folder("a") == folder
        with pytest.raises(OSError, match="no disk"):
            root.look("a/file")
        root.forget_handles()
        with pytest.raises(OSError, match="no disk"):
            root.look("a/file")


def test_a_folder_that_holds_something_or_is_gone_is_left_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"full/file": b"x"})
    with Root(tmp_path) as root:
        root.folder("full")
        root.remove_folder("full")
        root.remove_folder("gone")
        root.remove("gone")
        root.empty_and_remove("gone")
        root.remove_folder("full/file")
    assert (tmp_path / "full/file").exists()


def test_a_file_is_still_the_same_until_somebody_writes_replaces_or_removes_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"file": b"x", "other": b"x"})
    with Root(tmp_path) as root:
        found = root.look("file")
        assert found is not None
        assert root.is_still("file", found)
        (tmp_path / "other").replace(tmp_path / "file")
        assert not root.is_still("file", found)
        (tmp_path / "file").unlink()
        assert not root.is_still("file", found)


def test_a_target_is_made_level_by_level_and_unmade_while_empty(tmp_path: Path) -> None:
    target = tmp_path / "a/b/c"
    assert make_target(target) == 3
    assert make_target(target) == 0
    (tmp_path / "a/keep").touch()
    unmake_target(target, 3)
    assert names_in(tmp_path / "a") == ["keep"]


def test_a_target_that_cannot_be_made_leaves_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.mkdir

    def failing(path: Path, mode: int = 0o777) -> None:
        if Path(path).name == "c":
            raise OSError(errno.EIO, "no disk")
        real(path, mode)

    monkeypatch.setattr(os, "mkdir", failing)
    with pytest.raises(OSError, match="no disk"):
        make_target(tmp_path / "a/b/c")
    assert list(tmp_path.iterdir()) == []


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, block: real(handle, bytes(block)[:3]))
    handle = os.open(tmp_path / "file", os.O_WRONLY | os.O_CREAT)
    durable.write_all(handle, b"0123456789")
    os.close(handle)
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_a_folder_whose_name_is_now_a_files_counts_as_gone(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    with Root(tmp_path) as root:
        root.remove_folder("taken")
        root.remove_folder("taken/below")
    assert (tmp_path / "taken").read_bytes() == b"a file"
