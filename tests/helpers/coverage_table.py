"""How much of each package the tests have run through, from the data that coverage has saved."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import coverage
from coverage.exceptions import NoDataError


def table(scratch: Path) -> list[str]:
    """One line per package: lines and branches run through, in per cent, and the files that lack most.

    Reads the data file of the present folder; `scratch` is where the raw report is kept.
    """
    measured = coverage.Coverage()
    measured.load()
    try:
        measured.json_report(outfile=str(scratch / "coverage.json"))
    except NoDataError:
        # No test ran: pytest's own message says why, and a second one would hide it.
        return []
    files = json.loads((scratch / "coverage.json").read_text("utf-8"))["files"]
    packages: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for name, report in files.items():
        summary = report["summary"]
        wanted = summary["num_statements"] + summary.get("num_branches", 0)
        reached = summary["covered_lines"] + summary.get("covered_branches", 0)
        packages["/".join(Path(name).parts[:2])].append((reached, wanted, Path(name).name))
    top = {package for package in packages if not package.endswith(".py")}
    lines: list[str] = []
    for package in sorted(packages):
        found = packages[package]
        reached, wanted = sum(each[0] for each in found), sum(each[1] for each in found)
        if not wanted:
            continue
        lacking = sorted(found, key=lambda each: each[0] - each[1])[:3] if package in top else []
        named = ", ".join(f"{name} -{all_ - got}" for got, all_, name in lacking if got < all_)
        lines.append(f"{package:34} {100 * reached / wanted:6.1f} %  {named}")
    return lines
