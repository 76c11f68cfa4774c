"""The silent install of about 200 MB beside standard tools that bring the same tree.

Every round works in fresh folders: deleting and making again slows ext4 down. Each side starts
with clean caches of its own doing: what was written is on the disk (`sync -f`) before the clock runs.
"""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from benches import payload
from benches.rows import ROOT, Programs, Row
from benches.site import Site

if TYPE_CHECKING:
    from pathlib import Path

UNPACK: Final = """\
tar -C "$1" --zstd -xf "$2" && cd "$1" && sha256sum --quiet -c SHA256SUMS && sync -f .
"""

assert sys.platform != "win32"  # noqa: S101 - tells the type checker where this runs

MEGABYTE: Final = 1 << 20
OURS: Final = "assent install --quiet, 200 MB"


def rows(scratch: Path) -> list[Row]:
    """All rows. The payload is made once."""
    installs = Installs(scratch)
    found = [
        Row(OURS, installs.install, "tar --zstd, sha256sum -c, sync", installs.unpack, most_ratio=0.9),
        Row(f"{OURS}, peak memory", installs.memory, most_megabytes=120),
    ]
    found += [
        Row(OURS, installs.install, f"dpkg -i, {kind}", partial(installs.dpkg, kind), most_ratio=1 / 1.5)
        for kind in installs.packages
    ]
    if shutil.which("makeself"):
        found.append(Row(OURS, installs.install, "makeself, zstd", installs.makeself))
    return found


class Installs:
    """Installs of the payload, each into a fresh folder of `scratch`."""

    def __init__(self, scratch: Path) -> None:
        self.programs = Programs(scratch)
        self._scratch = scratch
        self._site = Site(scratch, self.programs)
        self._bundle = scratch / "bundle"
        payload.make_bundle(self._bundle, scratch / "trees")
        payload.make_archive(scratch / "plain.tar.zst", scratch / "trees")
        self.packages = payload.make_packages(scratch, scratch / "trees") if shutil.which("dpkg-deb") else {}
        """How its data is compressed, and the package."""
        if shutil.which("makeself"):
            payload.make_makeself(scratch / "plain.run", scratch / "trees")

    def install(self) -> float:
        """A whole install on a machine that has never seen one: key and log are made too."""
        command = self._site.install(self._site.fresh("target"), self._bundle)
        return self._after_sync(command, Programs(self._site.fresh("machine")))

    def memory(self) -> float:
        """Peak resident megabytes of a whole install (`ru_maxrss` of wait4)."""
        command = self._site.install(self._site.fresh("target"), self._bundle)
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
        folder = self._site.fresh("target")
        folder.mkdir()
        archive = self._scratch / "plain.tar.zst"
        return self._after_sync(["bash", "-c", UNPACK, "plain", str(folder), str(archive)])

    def dpkg(self, kind: str) -> float:
        """The same tree as a package, in a root and a database of its own."""
        root = self._site.fresh("target")
        for name in ("var/lib/dpkg/updates", "var/lib/dpkg/info"):
            (root / name).mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        options = [f"--root={root}", "--force-not-root", "--force-bad-path", "--log=/dev/null"]
        return self._after_sync(["dpkg", *options, "-i", str(self.packages[kind])])

    def makeself(self) -> float:
        """The same tree by a self-extracting archive, its checksum checked; it makes nothing durable."""
        folder = self._site.fresh("target")
        options = ["--quiet", "--accept", "--nox11", "--noexec", "--target", str(folder)]
        return self._after_sync(["sh", str(self._scratch / "plain.run"), *options])

    def _after_sync(self, command: list[str], programs: Programs | None = None) -> float:
        self.programs.timed(["sync", "-f", str(self._scratch)])
        return (programs or self.programs).timed(command)
