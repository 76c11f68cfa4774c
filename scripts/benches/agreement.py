"""How long the text takes to open: an edition with its terms and affirmations, in a process of its own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

from benches.rows import PATIENCE, PYTHON, ROOT, Row

if TYPE_CHECKING:
    from pathlib import Path

_PROBE: Final = """
import time, tomllib
from pathlib import Path
from installer.acceptance.load import load_acceptance
from installer.agreement.load import load_edition
from installer.agreement.signed import load_signed
from installer.terms.load import load_terms
import installer.signatures.ed25519
folder = Path({folder!r})
began = time.perf_counter()
{work}
print((time.perf_counter() - began) * 1000)
"""
_OPEN: Final = """
edition = {load}(folder)
load_terms(folder, edition)
load_acceptance(folder, edition)
"""
_PARSE: Final = """
for path in folder.glob("*.toml"):
    tomllib.loads(path.read_text("utf-8"))
"""


def rows(scratch: Path) -> list[Row]:
    """The shipped edition; beside it, nothing but reading its documents as TOML."""
    del scratch
    return [
        Row(
            "open edition, terms and acceptance",
            lambda: _milliseconds(_OPEN.format(load="load_edition")),
            "its TOML alone",
            lambda: _milliseconds(_PARSE),
            most_milliseconds=25,
        ),
        Row(
            "the same, signature checked",
            lambda: _milliseconds(_OPEN.format(load="load_signed")),
            most_milliseconds=27,
        ),
    ]


def _milliseconds(work: str) -> float:
    folder = next(iter(sorted(path.parent for path in ROOT.glob("eula_texts/*/*/edition.toml"))))
    program = _PROBE.format(folder=str(folder), work=work)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [PYTHON, "-c", program], capture_output=True, check=True, cwd=ROOT, timeout=PATIENCE, text=True
    )
    return float(done.stdout)
