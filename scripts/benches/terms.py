"""How long it takes to say which terms bind: one determination, warm, and the whole command."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benches.rows import ASSENT, ROOT, Programs, Row

from installer.agreement.load import load_edition
from installer.terms.load import load_terms
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.terms.engine import Terms


def rows(scratch: Path) -> list[Row]:
    """The shipped edition, all products selected: no selection has more to say."""
    programs = Programs(scratch)
    folder = min(path.parent for path in ROOT.glob("eula_texts/*/*/edition.toml"))
    terms = load_terms(folder, load_edition(folder))
    every = tuple(product.id for product in terms.catalogue.products)
    some = [word for product in every[:4] for word in ("--product", product)]
    return [
        Row(
            "a determination of all products, warm",
            lambda: _determined(terms, Selection(products=every)),
            most_milliseconds=10,
        ),
        Row(
            "assent terms --json",
            lambda: programs.timed([*ASSENT, "terms", "--json", *some]),
            most_milliseconds=250,
        ),
    ]


def _determined(terms: Terms, selection: Selection) -> float:
    began = time.perf_counter()
    terms.determine(selection)
    return (time.perf_counter() - began) * 1e3
