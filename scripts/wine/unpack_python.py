"""Take CPython for Windows out of the wheel that carries it: `unpack_python.py WHEEL FOLDER`."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

INSIDE = "QPT_SDK/QEnvPython/python311/"


def unpack(wheel: Path, folder: Path) -> None:
    """Write the interpreter and its library, without the packages that came along."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            # With a ._pth file it would look neither at the current folder nor at PYTHON… variables.
            wanted = name.startswith(INSIDE) and not name.endswith(("/", "._pth"))
            if wanted and "site-packages" not in name:
                place = folder / name.removeprefix(INSIDE)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(archive.read(name))


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
