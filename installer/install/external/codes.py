"""What the exit statuses of installers mean, kind by kind. A bundle may add to them.

`msiexec`: Windows Installer's error codes. NSIS: 1 the person, 2 the script ended it. Inno Setup: its
"Setup Exit Codes"; 3010 because we ask for it with `/RESTARTEXITCODE`. `dpkg`: dpkg(1).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from installer.install.external.spec import Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.install.external.spec import External

_MSIEXEC: Final = MappingProxyType(
    {
        0: Meaning.SUCCESS,
        1602: Meaning.CANCEL,
        1603: Meaning.FAILURE,
        1618: Meaning.BUSY,
        1641: Meaning.REBOOT_FIRST,
        3010: Meaning.REBOOT,
    }
)
_NSIS: Final = MappingProxyType({0: Meaning.SUCCESS, 1: Meaning.CANCEL, 2: Meaning.FAILURE})
_INNO: Final = MappingProxyType(
    {0: Meaning.SUCCESS, 2: Meaning.CANCEL, 5: Meaning.CANCEL, 3010: Meaning.REBOOT}
)
_OTHERS: Final = MappingProxyType({0: Meaning.SUCCESS})


def codes_of(external: External) -> dict[str, Meaning]:
    """Exit status, in digits, to its meaning; those of the bundle go before those of the kind."""
    if external.kind == "msiexec":
        known: Mapping[int, Meaning] = _MSIEXEC
    else:
        known = {"nsis": _NSIS, "inno": _INNO}.get(external.maker, _OTHERS)
    return {**{str(status): meaning for status, meaning in known.items()}, **external.exit_codes}


def meaning_of(codes: Mapping[str, Meaning], status: int) -> Meaning:
    """The meaning of a status; one that nobody listed is a failure."""
    return codes.get(str(status), Meaning.FAILURE)
