"""A program at a real pseudo-terminal, and somebody who answers what it asks."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.agreements import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 30.0
"""Seconds without a word from the program after which the conversation has failed."""


@dataclass
class Terminal:
    """One run of `assent …` with a terminal at both ends."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    """Everything on the screen, the echo of what was typed too."""
    unasked: int = 0
    """Answers that were never asked for."""

    def talk(self, answers: Sequence[tuple[str, str]]) -> int:
        """The exit status; each answer is typed once its prompt (a part of it) is on the screen."""
        ours, theirs = pty.openpty()
        known = {name: value for name, value in os.environ.items() if name != "CI"}
        process = subprocess.Popen(
            [sys.executable, "-m", "installer", *self.arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**known, "TERM": "dumb", **self.environment},
            start_new_session=True,
        )
        os.close(theirs)
        try:
            self._converse(ours, list(answers))
            return process.wait(timeout=PATIENCE)
        finally:
            process.kill()
            process.wait()
            os.close(ours)

    def _converse(self, ours: int, left: list[tuple[str, str]]) -> None:
        heard, data = "", b""
        while select.select([ours], [], [], PATIENCE)[0]:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # the program closed its end
                break
            if not chunk:
                break
            data += chunk
            self.said = data.decode("utf-8", "replace")
            new = self.said[len(heard) :]
            if left and left[0][0] in new:
                heard = self.said
                os.write(ours, f"{left.pop(0)[1]}\n".encode())
        self.unasked = len(left)
