"""The port itself: names relative to a handle, by the kernel's own calls."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from installer.install.files import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def top(tmp_path: Path) -> Iterator[int]:
    handle = files.open_top(tmp_path)
    yield handle
    os.close(handle)


def write(name: str, parent: int, content: bytes) -> None:
    handle = files.create(name, parent)
    os.write(handle, content)
    files.finish(handle, 0o755)
    os.close(handle)


def read(name: str, parent: int) -> bytes:
    handle = files.open_file(name, parent)
    try:
        return os.read(handle, 100)
    finally:
        os.close(handle)


def test_what_is_written_by_handle_is_there_by_path_byte_for_byte(tmp_path: Path, top: int) -> None:
    write("árvíztűrő.txt", top, b"one\ntwo\r\n\x1a\0")
    assert (tmp_path / "árvíztűrő.txt").read_bytes() == b"one\ntwo\r\n\x1a\0"
    assert read("árvíztűrő.txt", top) == b"one\ntwo\r\n\x1a\0"


def test_names_in_a_folder_are_relative_to_its_handle_wherever_it_has_gone(tmp_path: Path, top: int) -> None:
    files.make_folder("folder", top)
    folder = files.open_folder("folder", top)
    (tmp_path / "folder").rename(tmp_path / "moved")
    write("file", folder, b"x")
    os.close(folder)
    assert (tmp_path / "moved/file").read_bytes() == b"x"


def test_all_names_of_a_large_folder_are_listed(tmp_path: Path, top: int) -> None:
    files.make_folder("many", top)
    wanted = {f"{number:04} {'ő' * 60}" for number in range(700)}
    for name in wanted:
        (tmp_path / "many" / name).touch()
    folder = files.open_folder("many", top)
    assert set(files.names(folder)) == wanted
    os.close(folder)


def test_a_new_file_never_takes_the_place_of_another(top: int) -> None:
    write("file", top, b"first")
    with pytest.raises(FileExistsError):
        files.create("file", top)
    with pytest.raises(FileExistsError):
        files.create("FILE", top)
    assert read("file", top) == b"first"


def test_a_file_is_no_folder_and_a_folder_no_file(top: int) -> None:
    write("file", top, b"x")
    files.make_folder("folder", top)
    with pytest.raises(NotADirectoryError):
        files.open_folder("file", top)
    with pytest.raises(IsADirectoryError):
        files.open_again("folder", top)
    with pytest.raises(FileNotFoundError):
        files.open_folder("nothing", top)


@pytest.mark.parametrize("name", ["..", ".", "a/b", "a\\b", "..\\x"])
def test_a_name_leads_nowhere_else(tmp_path: Path, top: int, name: str) -> None:
    files.make_folder("folder", top)
    folder = files.open_folder("folder", top)
    (tmp_path / "x").write_bytes(b"outside")
    with pytest.raises(OSError, match=r"."):
        files.create(name, folder)
    os.close(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "x"]


def test_a_rename_moves_between_folders_and_takes_the_place_of_a_file(tmp_path: Path, top: int) -> None:
    files.make_folder("one", top)
    files.make_folder("two", top)
    one, two = files.open_folder("one", top), files.open_folder("two", top)
    write("old", one, b"new content")
    write("new", two, b"old content")
    files.rename("old", one, "new", two)
    for handle in (one, two):
        files.sync_folder(handle)
        os.close(handle)
    files.sync_file_system(top)
    assert (tmp_path / "two/new").read_bytes() == b"new content"
    assert list((tmp_path / "one").iterdir()) == []


def test_what_is_open_elsewhere_can_be_renamed_and_removed_as_on_posix(tmp_path: Path, top: int) -> None:
    write("file", top, b"content")
    reading = files.open_file("file", top)
    files.rename("file", top, "other", top)
    files.remove_file("other", top)
    assert os.read(reading, 100) == b"content"
    os.close(reading)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_stays(tmp_path: Path, top: int) -> None:
    (tmp_path / "folder/inner").mkdir(parents=True)
    with pytest.raises(OSError, match=r".") as caught:
        files.remove_folder("folder", top)
    assert caught.value.errno == 41  # ENOTEMPTY
    files.remove_tree("folder", top)
    assert list(tmp_path.iterdir()) == []


def test_a_lock_holds_until_its_handle_is_closed_and_the_holder_can_be_read(top: int) -> None:
    first = files.open_or_create("lock", top)
    assert files.try_lock(first)
    os.write(first, b"1234")
    second = files.open_or_create("lock", top)
    assert not files.try_lock(second)
    assert os.read(second, 20) == b"1234"
    os.close(first)
    assert files.try_lock(second)
    os.close(second)


def test_what_a_program_holds_for_itself_is_in_use(tmp_path: Path, top: int) -> None:
    write("held", top, b"x")
    with (tmp_path / "held").open("r+b"), pytest.raises(OSError, match=r".") as caught:
        files.rename("held", top, "moved", top)
    assert caught.value.errno == 16  # EBUSY
    assert (tmp_path / "held").exists()


def test_no_handle_goes_to_a_program_that_is_started(top: int) -> None:
    files.make_folder("folder", top)
    folder = files.open_folder("folder", top)
    assert not os.get_inheritable(folder)
    assert not os.get_inheritable(top)
    os.close(folder)


def test_a_junction_or_link_is_opened_nowhere_as_a_folder_or_file(tmp_path: Path, top: int) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file").write_bytes(b"x")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    except OSError:
        pytest.skip("this user may not make links")
    if not (tmp_path / "link").is_symlink():
        pytest.skip("this system makes something else of a link (Wine 8 does)")
    with pytest.raises(OSError, match=r".") as caught:
        files.open_folder("link", top)
    assert caught.value.errno == 114  # ELOOP
    files.remove_tree("link", top)
    assert (tmp_path / "real/file").exists()
