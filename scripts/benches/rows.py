"""One measurement beside something plain, and how our own programs are timed."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PYTHON: Final = sys.executable
ASSENT: Final = (PYTHON, "-m", "installer")
PATIENCE: Final = 60
"""Seconds after which a probe that reports nothing is given up."""


@dataclass
class Row:
    """One comparison. `ours` and `plain` give milliseconds, or what `unit` says; aims are limits."""

    name: str
    ours: Callable[[], float]
    plain_name: str = ""
    plain: Callable[[], float] | None = None
    most_ratio: float | None = None
    most_milliseconds: float | None = None
    most_megabytes: float | None = None
    measured: list[float] = field(default_factory=list)
    measured_plain: list[float] = field(default_factory=list)

    def round(self) -> None:
        """Measure each side once; they take turns at going first, where the caches are of other work."""
        if self.plain is None:
            self.measured.append(self.ours())
        elif len(self.measured) % 2 == 0:
            self.measured.append(self.ours())
            self.measured_plain.append(self.plain())
        else:
            self.measured_plain.append(self.plain())
            self.measured.append(self.ours())

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
        most = self.most_megabytes if self.most_milliseconds is None else self.most_milliseconds
        if self.most_ratio is None and most is not None:
            met = ours <= most
        return {
            "name": self.name,
            "unit": self.unit,
            "median": round(ours, 1),
            "plain": self.plain_name,
            "plain_median": None if plain is None else round(plain, 1),
            "ratio": None if ratio is None else round(ratio, 2),
            "aim": self._aim(),
            "met": met,
        }

    def _aim(self) -> str:
        if self.most_ratio is not None:
            return f"<= {self.most_ratio:.3g} x"
        most = self.most_megabytes if self.most_milliseconds is None else self.most_milliseconds
        return "" if most is None else f"<= {most:.0f} {self.unit}"

    @property
    def unit(self) -> str:
        """What the numbers count."""
        return "ms" if self.most_megabytes is None else "MB"


class Programs:
    """Runs our programs and standard tools, with a state folder of its own in `scratch`."""

    def __init__(self, scratch: Path) -> None:
        self.environment = {
            **os.environ,
            "ASSENT_STATE": str(scratch / "state"),
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        # Compiled modules are kept, as for whoever starts the program a second time.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def timed(self, command: list[str], status: int = 0) -> float:
        """Milliseconds of the whole process, which must end with `status`."""
        started = time.monotonic_ns()
        done = subprocess.run(  # noqa: S603 - our own program and standard tools
            command,
            check=False,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        elapsed = (time.monotonic_ns() - started) / 1e6
        if done.returncode != status:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr.decode()}{done.stdout.decode()}")
        return elapsed

    def reported(self, command: list[str]) -> float:
        """The number that a probe prints."""
        environment = {**self.environment, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'scripts'}"}
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

    def output(self, command: list[str]) -> bytes:
        """What our own program prints."""
        return subprocess.run(  # noqa: S603 - our own program
            command, check=True, cwd=ROOT, env=self.environment, capture_output=True
        ).stdout
