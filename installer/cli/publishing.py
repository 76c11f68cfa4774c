"""What publishers' commands do besides: they check what will be loaded, and say whose a refusal is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from installer.errors import UntrustedData

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.i18n import Translator


@contextmanager
def preparing(tr: Translator) -> Iterator[None]:
    """A refusal inside carries a note for whoever prepares the edition.

    Its sentence is written for those who install, and sends them for another copy of the program.
    """
    try:
        yield
    except UntrustedData as error:
        error.add_note(
            tr(
                "Where you prepare this edition yourself: correct that document and seal again. "
                "eula_texts/README.md describes each."
            )
        )
        raise


def check_documents(folder: Path) -> None:
    """Load terms and acceptance rules of the sealed edition in `folder` as the program will.

    An edition that has neither yet is let pass: it can be compared, and accepted by nobody. Raises as
    `load_edition`, `load_terms` and `load_acceptance`.
    """
    from installer.acceptance.load import FILE, load_acceptance
    from installer.agreement.load import load_edition
    from installer.terms.load import PRODUCTS_FILE, RULES_FILE, load_terms

    if any((folder / name).exists() for name in (PRODUCTS_FILE, RULES_FILE, FILE)):
        edition = load_edition(folder)
        load_terms(folder, edition)
        load_acceptance(folder, edition)
