"""Measure this program beside something plain, several rounds in turn, and print medians and ratios.

Both sides of a row run in the same round on the same machine, so the ratio says something where the
milliseconds do not. It is no test: a slow machine fails nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = sys.executable
ASSENT: Final = (PYTHON, "-m", "installer")
PATIENCE: Final = 60
"""Seconds after which a probe that reports nothing is given up."""
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


@dataclass
class Row:
    """One comparison. `ours` and `plain` give milliseconds; `limit` is the aim, None where there is none."""

    name: str
    ours: Callable[[], float]
    plain_name: str = ""
    plain: Callable[[], float] | None = None
    most_ratio: float | None = None
    most_milliseconds: float | None = None
    measured: list[float] = field(default_factory=list)
    measured_plain: list[float] = field(default_factory=list)

    def round(self) -> None:
        """Measure each side once, ours first."""
        self.measured.append(self.ours())
        if self.plain is not None:
            self.measured_plain.append(self.plain())

    def forget(self) -> None:
        """Drop what has been measured."""
        self.measured.clear()
        self.measured_plain.clear()

    def result(self) -> dict[str, object]:
        """Medians, ratio, and whether the aim is met (None where there is none)."""
        ours = statistics.median(self.measured)
        plain = statistics.median(self.measured_plain) if self.measured_plain else None
        ratio = ours / plain if plain else None
        met: bool | None = None
        if self.most_ratio is not None and ratio is not None:
            met = ratio <= self.most_ratio
        elif self.most_milliseconds is not None:
            met = ours <= self.most_milliseconds
        return {
            "name": self.name,
            "milliseconds": round(ours, 1),
            "plain": self.plain_name,
            "plain_milliseconds": None if plain is None else round(plain, 1),
            "ratio": None if ratio is None else round(ratio, 2),
            "aim": self._aim(),
            "met": met,
        }

    def _aim(self) -> str:
        if self.most_ratio is not None:
            return f"<= {self.most_ratio} x"
        return "" if self.most_milliseconds is None else f"<= {self.most_milliseconds:.0f} ms"


class Bench:
    """The measurements, in a scratch folder with a state folder of its own."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._environment = {
            **os.environ,
            "ASSENT_STATE": str(scratch / "state"),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        # Compiled modules are kept, as for whoever starts the program a second time.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._count = 0
        self._answers = scratch / "site.toml"
        self._answers.write_text(ANSWERS, "utf-8")

    def rows(self) -> list[Row]:
        """All comparisons. Installs once beforehand, so that both sides handle the same tree."""
        self._archive = self._make_archive()
        return [
            Row(
                "assent --version",
                lambda: self._timed([*ASSENT, "--version"]),
                "python importing click",
                lambda: self._timed([PYTHON, "-c", "import click"]),
            ),
            Row(
                "start to first painted page",
                lambda: self._reported([PYTHON, "scripts/bench_wizard.py", "first"]),
                "a bare QWizard of nine pages",
                lambda: self._reported([PYTHON, "scripts/bench_bare_wizard.py"]),
                most_ratio=1.6,
            ),
            Row(
                "agreement page to first text",
                lambda: self._reported([PYTHON, "scripts/bench_wizard.py", "agreement"]),
                most_milliseconds=250,
            ),
            Row(
                "assent install --quiet, nothing accepted",
                lambda: self._timed(self._install("refused", accept=False), status=172),
                "python importing click",
                lambda: self._timed([PYTHON, "-c", "import click"]),
            ),
            Row(
                "assent install --quiet",
                lambda: self._timed(self._install(self._next())),
                "tar, sha256sum and sync of the same files",
                self._unpack,
            ),
        ]

    def _next(self) -> str:
        self._count += 1
        return f"target-{self._count}"

    def _install(self, target: str, *, accept: bool = True) -> list[str]:
        return [
            *(*ASSENT, "install", "--quiet", "--json", "--answers", str(self._answers)),
            *("--target", str(self._scratch / target)),
            *(self._consent() if accept else ()),
        ]

    def _consent(self) -> list[str]:
        """The flags of acceptance, as the program itself asks for them."""
        checked = json.loads(self._output([*ASSENT, "answers", "check", "--json", str(self._answers)]))
        affirm = [flag for entry in checked["affirmations"] for flag in ("--affirm", entry["id"])]
        return ["--accept-eula", checked["edition"], *affirm]

    def _make_archive(self) -> Path:
        target = self._scratch / "model"
        self._timed(self._install("model"))
        archive = self._scratch / "model.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(target, arcname=".")
        return archive

    def _unpack(self) -> float:
        folder = self._scratch / f"plain-{self._count}"
        folder.mkdir()
        script = 'tar -C "$1" -xf "$2" && find "$1" -type f -exec sha256sum {} + >/dev/null && sync -f "$1"'
        return self._timed(["bash", "-c", script, "plain", str(folder), str(self._archive)])

    def _timed(self, command: list[str], status: int = 0) -> float:
        started = time.monotonic_ns()
        done = subprocess.run(  # noqa: S603 - our own program and standard tools
            command,
            check=False,
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        elapsed = (time.monotonic_ns() - started) / 1e6
        if done.returncode != status:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr.decode()}{done.stdout.decode()}")
        return elapsed

    def _reported(self, command: list[str]) -> float:
        environment = {**self._environment, "PYTHONPATH": str(ROOT)}
        environment["BENCH_START"] = str(time.monotonic_ns())
        done = subprocess.run(  # noqa: S603 - our own probes
            command,
            check=False,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
        if done.returncode != 0:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
        return float(done.stdout)

    def _output(self, command: list[str]) -> bytes:
        return subprocess.run(  # noqa: S603 - our own program
            command, check=True, cwd=ROOT, env=self._environment, capture_output=True
        ).stdout


def _print_table(results: list[dict[str, object]]) -> None:
    for result in results:
        beside = ""
        if result["ratio"] is not None:
            beside = f" | {result['plain']}: {result['plain_milliseconds']} ms | {result['ratio']} x"
        aim = (
            "" if result["met"] is None else f" | aim {result['aim']}: {'met' if result['met'] else 'MISSED'}"
        )
        print(f"{result['name']}: {result['milliseconds']} ms{beside}{aim}")


def main() -> None:
    """Run the rounds and print the result."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each side runs (default: 7)")
    parser.add_argument("--only", default="", help="rows whose name holds this text")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "build"))
    try:
        rows = [row for row in Bench(scratch).rows() if options.only in row.name]
        for row in rows:
            row.round()
            row.forget()  # the first round warms the caches
        for _ in range(options.rounds):
            for row in rows:
                row.round()
        results = [row.result() for row in rows]
    finally:
        shutil.rmtree(scratch)
    if options.json:
        print(json.dumps(results, indent=2))
    else:
        _print_table(results)


if __name__ == "__main__":
    main()
