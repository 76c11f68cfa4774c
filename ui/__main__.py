"""`python -m ui` opens the wizard. It is also the frozen program's entry: any command goes to the core.

Nothing of Qt is imported before it is known that a window is wanted and can be shown (design §4).
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACCEPTANCES: Final = "--acceptances"
"""Shows at once what this computer's log holds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the wizard and return the exit status; a command is handed over and leaves by SystemExit."""
    given = tuple(sys.argv[1:] if arguments is None else arguments)
    further = tuple(argument for argument in given if argument != _ACCEPTANCES)
    language = _only_language(further)
    if further and language is None:
        _hand_over(given)
    from installer import host

    if not host.has_display():
        # The command line knows how to say it and with which status to leave.
        _hand_over(("wizard", *given))
    # Nothing becomes garbage while the program starts, and looking for it takes a tenth of the start;
    # after its first paint the wizard has it done in its own thread (`ui.collector`).
    gc.disable()
    from ui import beforehand  # noqa: F401 - for the order alone
    from ui.app import run

    return run(language, acceptances=_ACCEPTANCES in given)


def _hand_over(arguments: tuple[str, ...]) -> NoReturn:
    from installer import COLLECT_AFTER
    from installer.cli.later import postpone

    # As `installer.__main__` has it.
    gc.set_threshold(COLLECT_AFTER)
    postpone()
    from installer.cli.main import main as command_line

    command_line(arguments)


def _only_language(arguments: tuple[str, ...]) -> str | None:
    """The language, when nothing but `--lang xx` or `--lang=xx` is said."""
    match arguments:
        case ("--lang", language):
            return language
        case (single,) if single.startswith("--lang="):
            return single.removeprefix("--lang=")
        case _:
            return None


def start() -> NoReturn:
    """As `main`, for a process that does nothing else: a command ends faster, a window as Qt wants it."""
    try:
        status = main()
    except SystemExit as end:
        from installer.cli.main import leave  # what was handed over has it already

        leave(end.code if isinstance(end.code, int) else 1)
    sys.exit(status)


if __name__ == "__main__":
    start()
