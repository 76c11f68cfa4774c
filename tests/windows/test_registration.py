"""„Apps & features”: the real registry."""

from __future__ import annotations

import json
import uuid
import winreg
from typing import TYPE_CHECKING

import pytest

from installer.install.registration.places import check_entry, folder_for, open_place
from installer.install.registration.windows import MACHINE, USER

if TYPE_CHECKING:
    from pathlib import Path

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
VALUES = {"DisplayName": "Árvíz", "EstimatedSize": 12, "NoModify": 1, "UninstallString": '"C:\\a b" x'}


@pytest.mark.parametrize(
    ("folder", "hive"), [(USER, winreg.HKEY_CURRENT_USER), (MACHINE, winreg.HKEY_LOCAL_MACHINE)]
)
def test_an_entry_is_written_read_back_and_removed(folder: str, hive: int) -> None:
    name = f"assent-test-{uuid.uuid4().hex}"
    place = open_place("program-list", folder)
    text = json.dumps(VALUES, sort_keys=True, ensure_ascii=False)
    assert place.read(name) is None
    place.write(name, text)
    with winreg.OpenKey(hive, f"{UNINSTALL}\\{name}") as key:
        assert winreg.QueryValueEx(key, "DisplayName") == ("Árvíz", winreg.REG_SZ)
        assert winreg.QueryValueEx(key, "EstimatedSize") == (12, winreg.REG_DWORD)
    assert place.read(name) == text
    place.write(name, '{"DisplayName": "another"}')
    assert json.loads(place.read(name) or "") == {"DisplayName": "another"}
    place.remove(name)
    place.remove(name)
    assert place.read(name) is None


def test_who_installs_decides_which_list_it_is(tmp_path: Path) -> None:
    kind, folder = folder_for(tmp_path)
    assert (kind, folder) in {("program-list", MACHINE), ("program-list", USER)}
    check_entry(kind, folder, "assent-core-12345678")
