"""Measure this program beside something plain, several rounds in turn, and print medians and ratios.

Both sides of a row run in the same round on the same machine, so the ratio says something where the
milliseconds do not. It is no test: a slow machine fails nothing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Final

from benches.rows import ROOT

AREAS: Final = ("start", "agreement", "terms", "ui", "silent", "install", "evidence")
"""Each is a module `benches.AREA` with `rows(scratch)`."""


def _print_table(results: list[dict[str, object]]) -> None:
    for result in results:
        beside, unit = "", result["unit"]
        if result["ratio"] is not None:
            beside = f" | {result['plain']}: {result['plain_median']} {unit} | {result['ratio']} x"
        aim = (
            "" if result["met"] is None else f" | aim {result['aim']}: {'met' if result['met'] else 'MISSED'}"
        )
        print(f"{result['name']}: {result['median']} {unit}{beside}{aim}")


def main() -> None:
    """Run the rounds and print the result."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"some of: {' '.join(AREAS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each side runs (default: 7)")
    parser.add_argument("--only", default="", help="rows whose name holds this text")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    for area in options.areas:
        if area not in AREAS:
            parser.error(f"unknown area {area}: {' '.join(AREAS)}")
    scratch = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "build"))
    try:
        rows = [
            row
            for area in options.areas or AREAS
            for row in importlib.import_module(f"benches.{area}").rows(scratch)
            if options.only in row.name
        ]
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
