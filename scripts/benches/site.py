"""The commands of a silent run, as an administrator would write them: an answer file and the flags."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Final

from benches.rows import ASSENT

if TYPE_CHECKING:
    from pathlib import Path

    from benches.rows import Programs

ANSWERS: Final = """\
type = "assent/answers"
version = 1
[actor]
name = "Bench"
email = "bench@example.com"
[principal]
type = "individual"
[selection]
products = ["xprotect-corporate"]
"""


class Site:
    """One answer file in `scratch`, and what is called with it."""

    def __init__(self, scratch: Path, programs: Programs) -> None:
        self._programs = programs
        self._scratch = scratch
        self._answers = scratch / "site.toml"
        self._answers.write_text(ANSWERS, "utf-8")
        self._count = 0

    def fresh(self, kind: str) -> Path:
        """A folder that nobody has used."""
        self._count += 1
        return self._scratch / f"{kind}-{self._count}"

    def install(self, target: Path, bundle: Path, *, accept: bool = True) -> list[str]:
        """Install without a screen; without `accept` nothing is accepted anew."""
        return [
            *(*ASSENT, "install", "--quiet", "--json", "--answers", str(self._answers)),
            *("--target", str(target), "--bundle", str(bundle)),
            *(self._consent if accept else ()),
        ]

    def accept(self) -> list[str]:
        """Record the acceptance and install nothing."""
        return [*ASSENT, "accept", "--json", "--answers", str(self._answers), *self._consent]

    def plan(self, target: Path, bundle: Path) -> list[str]:
        """Say what an install would do."""
        return [*ASSENT, "plan", "--json", "--target", str(target), "--bundle", str(bundle)]

    @cached_property
    def _consent(self) -> tuple[str, ...]:
        """The flags of acceptance, as the program itself asks for them."""
        command = [*ASSENT, "answers", "check", "--json", str(self._answers)]
        checked = json.loads(self._programs.output(command))
        affirm = (flag for entry in checked["affirmations"] for flag in ("--affirm", entry["id"]))
        return ("--accept-eula", checked["edition"], *affirm)
