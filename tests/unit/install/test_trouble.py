from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from helpers.systems import has_posix_files

from installer.errors import Code, Unavailable
from installer.install.trouble import as_ours, free_bytes, from_os_error

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.DISK_FULL),
        (errno.EDQUOT, Code.DISK_FULL),
        (errno.EROFS, Code.TARGET_UNWRITABLE),
        (errno.EACCES, Code.TARGET_UNWRITABLE),
        (errno.ENOTDIR, Code.TARGET_UNWRITABLE),
        (errno.EIO, Code.INSTALL_FAILED),
        (None, Code.INSTALL_FAILED),
    ],
)
def test_what_the_system_says_becomes_a_code_of_ours(tmp_path: Path, number: int | None, code: Code) -> None:
    said = OSError(number, "said") if number is not None else OSError("said")
    with pytest.raises(Unavailable) as caught, as_ours(tmp_path, need=7):
        raise said
    assert caught.value.code is code
    assert caught.value.facts["path"] == str(tmp_path)
    assert caught.value.__cause__ is said
    if code is Code.DISK_FULL:
        assert (caught.value.facts["need"], caught.value.facts["free"]) == (7, free_bytes(tmp_path))
    elif number is not None:
        assert caught.value.facts["reason"] == errno.errorcode[number]
    else:
        assert caught.value.facts["reason"] == "OSError"


def test_free_space_is_that_of_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not/yet/there") > 0


@has_posix_files
def test_a_full_disk_that_does_not_say_how_full_is_still_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_path: object) -> None:
        raise OSError(errno.EIO, "no disk")

    monkeypatch.setattr(os, "statvfs", failing)
    assert from_os_error(OSError(errno.ENOSPC, "full"), tmp_path).facts["free"] == 0
