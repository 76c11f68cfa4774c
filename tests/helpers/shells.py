"""Command lines through the boundary, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from installer.cli import boundary
from installer.cli.main import assent

if TYPE_CHECKING:
    import pytest


class Shell:
    """Runs a command line and keeps what it said. `shell` for JSON, `shell.say` for people."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def __call__(self, *arguments: str) -> tuple[int, Any]:
        """Exit status and the JSON on standard output."""
        status = self.say(*arguments, "--json", language="")
        return status, json.loads(self.out)

    def say(self, *arguments: str, language: str = "en") -> int:
        """Exit status; what was said is in `out` and `err`."""
        spoken = ("--lang", language) if language else ()
        status = boundary.run(assent, [*arguments, *spoken])
        self.out, self.err = self._capsys.readouterr()
        return status
