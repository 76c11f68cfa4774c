"""The tour as a program. Status 0 when everything held and nothing was found."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk the straight way with the window as it opens, or see everything in every view and look."""
    from ui.tour.matrix import run_all, run_style_page
    from ui.tour.run import LANGUAGES, Order, run
    from ui.tour.views import Scale

    parser = argparse.ArgumentParser(prog="python -m ui.tour", description=sys.modules["ui.tour"].__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/tour"), help="folder for pictures and target")
    parser.add_argument("--language", action="append", help="hu or en; may be given twice")
    parser.add_argument("--no-pictures", action="store_true", help="only look")
    parser.add_argument("--scale", choices=list(Scale), help="everything at the scale that Qt has; see --all")
    parser.add_argument("--all", action="store_true", help="everything at every scale, or at that of --scale")
    parser.add_argument("--quick", action="store_true", help="only the smallest view of a scale, in one look")
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="the pictures of the style page instead")
    chosen = parser.parse_args(arguments)
    order = Order(
        chosen.out.resolve(),
        tuple(chosen.language or LANGUAGES),
        Scale(chosen.scale) if chosen.scale else None,
        pictures=not chosen.no_pictures,
        quick=chosen.quick,
        style_page=chosen.docs and chosen.docs.resolve(),
    )
    if order.style_page is not None:
        return 1 if run_style_page(order, _say) else 0
    return 1 if (run_all if chosen.all else run)(order, _say) else 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a program that talks to whoever runs it


if __name__ == "__main__":
    sys.exit(main())
