"""The silent install beside unpacking the same files with tar, sha256sum and sync."""

from __future__ import annotations

import json
import tarfile
from typing import TYPE_CHECKING, Final

from benches.rows import ASSENT, PYTHON, Programs, Row

if TYPE_CHECKING:
    from pathlib import Path

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


def rows(scratch: Path) -> list[Row]:
    """All rows. Installs once beforehand, so that both sides handle the same tree."""
    installs = Installs(scratch)
    return [
        Row(
            "assent install --quiet, nothing accepted",
            installs.refused,
            "python importing click",
            lambda: installs.programs.timed([PYTHON, "-c", "import click"]),
        ),
        Row(
            "assent install --quiet",
            installs.install,
            "tar, sha256sum and sync of the same files",
            installs.unpack,
        ),
    ]


class Installs:
    """Installs of the sample bundle, each into a fresh folder of `scratch`."""

    def __init__(self, scratch: Path) -> None:
        self.programs = Programs(scratch)
        self._scratch = scratch
        self._count = 0
        self._answers = scratch / "site.toml"
        self._answers.write_text(ANSWERS, "utf-8")
        self._archive = self._make_archive()

    def refused(self) -> float:
        """The way to the refusal where nothing is accepted."""
        return self.programs.timed(self._command("refused", accept=False), status=172)

    def install(self) -> float:
        """A whole install."""
        self._count += 1
        return self.programs.timed(self._command(f"target-{self._count}"))

    def unpack(self) -> float:
        """The same files by standard tools."""
        folder = self._scratch / f"plain-{self._count}"
        folder.mkdir()
        script = 'tar -C "$1" -xf "$2" && find "$1" -type f -exec sha256sum {} + >/dev/null && sync -f "$1"'
        return self.programs.timed(["bash", "-c", script, "plain", str(folder), str(self._archive)])

    def _command(self, target: str, *, accept: bool = True) -> list[str]:
        return [
            *(*ASSENT, "install", "--quiet", "--json", "--answers", str(self._answers)),
            *("--target", str(self._scratch / target)),
            *(self._consent() if accept else ()),
        ]

    def _consent(self) -> list[str]:
        """The flags of acceptance, as the program itself asks for them."""
        checked = json.loads(
            self.programs.output([*ASSENT, "answers", "check", "--json", str(self._answers)])
        )
        affirm = [flag for entry in checked["affirmations"] for flag in ("--affirm", entry["id"])]
        return ["--accept-eula", checked["edition"], *affirm]

    def _make_archive(self) -> Path:
        target = self._scratch / "model"
        self.programs.timed(self._command("model"))
        archive = self._scratch / "model.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(target, arcname=".")
        return archive
