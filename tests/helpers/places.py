"""A fake place of entries: what the port promises, in memory."""

from __future__ import annotations

from installer.errors import Code, UntrustedData


class Memory:
    """Entries by name, as Windows' list of programs keeps them."""

    def __init__(self, entries: dict[str, str] | None = None) -> None:
        self.entries = dict(entries or {})

    def read(self, name: str) -> str | None:
        return self.entries.get(name)

    def write(self, name: str, text: str) -> None:
        self.entries[name] = text

    def remove(self, name: str) -> None:
        self.entries.pop(name, None)

    def where(self, name: str) -> str:
        return f"HKCU\\{name}"

    def open(self, kind: str, folder: str) -> Memory:
        """Stands in for `open_place`."""
        if kind != "program-list" or folder != "user":
            raise UntrustedData(Code.NAME_REFUSED, path=folder, rule=kind)
        return self
