"""The silent install of about 200 MB beside standard tools that bring the same tree.

Every round works in fresh folders: deleting and making again slows ext4 down. Each side starts
with clean caches of its own doing: what was written is on the disk (`sync -f`) before the clock runs.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

from benches import payload
from benches.rows import ASSENT, PYTHON, ROOT, Programs, Row

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

UNPACK: Final = """\
tar -C "$1" --zstd -xf "$2" && cd "$1" && sha256sum --quiet -c SHA256SUMS && sync -f .
"""

MEGABYTE: Final = 1 << 20
OURS: Final = "assent install --quiet, 200 MB"


def rows(scratch: Path) -> list[Row]:
    """All rows. The payload is made once."""
    installs = Installs(scratch)
    found = [
        Row(
            "assent install --quiet, nothing accepted",
            installs.refused,
            "python importing click",
            lambda: installs.programs.timed([PYTHON, "-c", "import click"]),
        ),
        Row("assent install --quiet, one small file", installs.install_small, most_milliseconds=150),
        Row(OURS, installs.install, "tar --zstd, sha256sum -c, sync", installs.unpack, most_ratio=0.9),
        Row(f"{OURS}, peak memory", installs.memory, most_megabytes=120),
    ]
    if shutil.which("dpkg-deb"):
        found.append(Row(OURS, installs.install, "dpkg -i", installs.dpkg, most_ratio=1 / 1.5))
    if shutil.which("makeself"):
        found.append(Row(OURS, installs.install, "makeself, zstd", installs.makeself))
    return found


class Installs:
    """Installs of the payload, each into a fresh folder of `scratch`."""

    def __init__(self, scratch: Path) -> None:
        self.programs = Programs(scratch)
        self._nobody = Programs(scratch / "nobody")
        self._scratch = scratch
        self._count = 0
        self._answers = scratch / "site.toml"
        self._answers.write_text(ANSWERS, "utf-8")
        self._bundle, self._small = scratch / "bundle", scratch / "small"
        payload.make_bundle(self._bundle, scratch / "trees")
        payload.make_small_bundle(self._small, scratch / "tree-small")
        payload.make_archive(scratch / "plain.tar.zst", scratch / "trees")
        if shutil.which("dpkg-deb"):
            payload.make_package(scratch / "plain.deb", scratch / "trees")
        if shutil.which("makeself"):
            payload.make_makeself(scratch / "plain.run", scratch / "trees")

    def refused(self) -> float:
        """The way to the refusal where nothing was ever accepted."""
        return self._nobody.timed(self._command("refused", self._small, accept=False), status=172)

    def install(self) -> float:
        """A whole install on a machine that has never seen one: key and log are made too."""
        return self._first_install(self._bundle)

    def install_small(self) -> float:
        """The same way with next to nothing to carry."""
        return self._first_install(self._small)

    def _first_install(self, bundle: Path) -> float:
        name = self._fresh()
        return self._after_sync(self._command(name, bundle), Programs(self._scratch / f"machine-{name}"))

    def memory(self) -> float:
        """Peak resident megabytes of a whole install (`ru_maxrss` of wait4)."""
        command = self._command(self._fresh(), self._bundle)
        null = os.open(os.devnull, os.O_RDWR)
        child = os.posix_spawn(
            command[0],
            command,
            self.programs.environment | {"PYTHONPATH": str(ROOT)},
            file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)],
        )
        os.close(null)
        _, status, used = os.wait4(child, 0)
        if status != 0:
            sys.exit(f"{command} ended with {status}")
        return used.ru_maxrss * 1024 / MEGABYTE

    def unpack(self) -> float:
        """The same tree by tar, its digests checked, made durable."""
        folder = self._scratch / self._fresh()
        folder.mkdir()
        archive = self._scratch / "plain.tar.zst"
        return self._after_sync(["bash", "-c", UNPACK, "plain", str(folder), str(archive)])

    def dpkg(self) -> float:
        """The same tree as a package, in a root and a database of its own."""
        root = self._scratch / self._fresh()
        for name in ("var/lib/dpkg/updates", "var/lib/dpkg/info"):
            (root / name).mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        options = [f"--root={root}", "--force-not-root", "--force-bad-path", "--log=/dev/null"]
        return self._after_sync(["dpkg", *options, "-i", str(self._scratch / "plain.deb")])

    def makeself(self) -> float:
        """The same tree by a self-extracting archive, its checksum checked; it makes nothing durable."""
        folder = self._scratch / self._fresh()
        options = ["--quiet", "--accept", "--nox11", "--noexec", "--target", str(folder)]
        return self._after_sync(["sh", str(self._scratch / "plain.run"), *options])

    def _fresh(self) -> str:
        self._count += 1
        return f"target-{self._count}"

    def _after_sync(self, command: list[str], programs: Programs | None = None) -> float:
        self.programs.timed(["sync", "-f", str(self._scratch)])
        return (programs or self.programs).timed(command)

    def _command(self, target: str, bundle: Path, *, accept: bool = True) -> list[str]:
        return [
            *(*ASSENT, "install", "--quiet", "--json", "--answers", str(self._answers)),
            *("--target", str(self._scratch / target), "--bundle", str(bundle)),
            *(self._consent() if accept else ()),
        ]

    def _consent(self) -> list[str]:
        """The flags of acceptance, as the program itself asks for them."""
        checked = json.loads(
            self.programs.output([*ASSENT, "answers", "check", "--json", str(self._answers)])
        )
        affirm = [flag for entry in checked["affirmations"] for flag in ("--affirm", entry["id"])]
        return ["--accept-eula", checked["edition"], *affirm]
