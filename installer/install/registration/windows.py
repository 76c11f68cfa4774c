"""Windows' "Apps & features": one key per component under `Uninstall`. Imported there only."""

from __future__ import annotations

import ctypes
import json
import sys
import winreg
from typing import Final

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

MACHINE: Final = "machine"
USER: Final = "user"

_UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"


def hive() -> str:
    """`machine` for an administrator, else `user`."""
    return MACHINE if ctypes.windll.shell32.IsUserAnAdmin() else USER


class ProgramList:
    """See `places.Place`. An entry's text is the key's values as JSON, sorted by name."""

    def __init__(self, folder: str) -> None:
        self._hive = winreg.HKEY_LOCAL_MACHINE if folder == MACHINE else winreg.HKEY_CURRENT_USER
        self._short = "HKLM" if folder == MACHINE else "HKCU"

    def where(self, name: str) -> str:
        """See `Place`."""
        return f"{self._short}\\{_UNINSTALL}\\{name}"

    def read(self, name: str) -> str | None:
        """See `Place`."""
        try:
            key = winreg.OpenKey(self._hive, f"{_UNINSTALL}\\{name}")
        except FileNotFoundError:
            return None
        values: dict[str, object] = {}
        with key:
            for number in range(winreg.QueryInfoKey(key)[1]):
                value_name, value, _ = winreg.EnumValue(key, number)
                values[value_name] = value
        return json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)

    def write(self, name: str, text: str) -> None:
        """See `Place`. The registry itself makes one value durable after the other."""
        with winreg.CreateKey(self._hive, f"{_UNINSTALL}\\{name}") as key:
            wanted = json.loads(text)
            for old in [winreg.EnumValue(key, at)[0] for at in range(winreg.QueryInfoKey(key)[1])]:
                if old not in wanted:
                    winreg.DeleteValue(key, old)
            for value_name, value in wanted.items():
                kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_SZ
                winreg.SetValueEx(key, value_name, 0, kind, value)
            winreg.FlushKey(key)

    def remove(self, name: str) -> None:
        """See `Place`."""
        try:
            winreg.DeleteKey(self._hive, f"{_UNINSTALL}\\{name}")
        except FileNotFoundError:
            return
