"""Bring the catalogues up to date with the source: `python translations/update.py`.

What is new comes in untranslated, and a test fails until somebody translates it. What the source no
longer says goes out. Nothing is guessed: no fuzzy entries.
"""

# ruff: noqa: INP001 - a script beside its data, not a package

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "translations"
DOMAIN: Final = "assent"

KEYWORDS: Final = {"tr": None, "tr_": None, "_tr": None, "n": (1, 2)}
"""How the source asks for words: `tr("…")`, `self.tr_("…")`, `self._tr("…")`, `tr.n("…", "…", count)`."""
SOURCES: Final = ("installer", "ui")
HEADER: Final = "# The words of the wizard and the command line. Legal text never passes through here."
_VOLATILE: Final = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "Last-Translator",
    "Language-Team",
)
"""Header lines that change by themselves or say nothing."""


def extract() -> Catalog:
    """Every message of the source."""
    found = Catalog()
    for folder in SOURCES:
        for _file, _line, message, comments, context in extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS
        ):
            found.add(message, auto_comments=comments, context=context)
    return found


def update(path: Path) -> None:
    """Rewrite one catalogue with exactly the messages of the source."""
    with path.open("rb") as file:
        old = read_po(file)
    new = Catalog(locale=path.parts[-3], header_comment=HEADER, fuzzy=False)
    for message in extract():
        if message.id:
            known = old.get(message.id)
            new.add(message.id, known.string if known else None, flags=message.flags - {"fuzzy"})
    path.write_text(written(new), encoding="utf-8")


def written(catalogue: Catalog) -> str:
    """The catalogue as text, in an order that does not depend on where things stand."""
    made = io.BytesIO()
    write_po(made, catalogue, width=110, sort_output=True)
    lines = made.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in _VOLATILE)))


def catalogues() -> tuple[Path, ...]:
    """All catalogues of this project."""
    return tuple(sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


if __name__ == "__main__":
    for catalogue in catalogues():
        update(catalogue)
