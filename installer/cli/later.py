"""Modules that a library imports at its top and hardly any run uses: they are loaded at their first use.

`click` imports `inspect`, and with it all that takes Python's own code apart, for the indentation of help
texts; `uuid` imports `platform` for the name of the system; `urllib.parse` imports `ipaddress` for addresses
in brackets; `msgspec` imports what describes types. Together they are a twentieth of a silent run. What
stands in their place loads the module as soon as anything of it is asked for, so only the clock can tell
them apart.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from types import ModuleType
from typing import Final

POSTPONED: Final = (
    *("ast", "inspect", "ipaddress", "ntpath", "platform", "textwrap"),
    *("msgspec.inspect", "msgspec.toml", "msgspec.yaml"),
)
"""None of them does anything by being imported, nor is changed by anybody."""

OF_THE_TESTS: Final = "typing_extensions"
"""Comes with tools of the tests and is no dependency of the program. `msgspec` loads it where it is there,
and takes the same from `typing` where it is not."""

_ONE_AT_A_TIME: Final = threading.Lock()


class _Later(ModuleType):
    """In a module's place until something of it is asked for; from then on it holds what the module holds."""

    def __getattr__(self, name: str) -> object:
        return getattr(self._loaded(), name)

    def _loaded(self) -> ModuleType:
        with _ONE_AT_A_TIME:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
        module = importlib.import_module(self.__name__)  # waits where another thread has begun to
        vars(self).update(vars(module))
        return module


class _Inspect(_Later):
    """`click` asks for one function of it with each option, for lines that nothing is to be done to."""

    def cleandoc(self, doc: str) -> str:
        """As `inspect.cleandoc`: one line stays as it is, unless it has tabs or begins with a blank."""
        if not (doc[:1].isspace() or "\n" in doc or "\t" in doc):
            return doc
        cleaned: str = self._loaded().cleandoc(doc)
        return cleaned


class _Platform(_Later):
    """`uuid` asks for one function of it, which on POSIX is one call of the system's."""

    def system(self) -> str:
        """As `platform.system`."""
        if sys.platform == "win32":  # pragma: no cover - reached on Windows only
            name: str = self._loaded().system()
            return name
        return os.uname().sysname


_KINDS: Final[dict[str, type[_Later]]] = {"inspect": _Inspect, "platform": _Platform}


def postpone() -> None:
    """For a process that is the program's own, before it imports anything else. What is loaded stays."""
    for name in POSTPONED:
        sys.modules.setdefault(name, _KINDS.get(name, _Later)(name))
    sys.modules.setdefault(OF_THE_TESTS, None)  # type: ignore[arg-type] # how `import` is told: there is none
