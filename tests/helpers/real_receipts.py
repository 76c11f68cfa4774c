"""Receipts with the whole texts of the edition that the program ships, from a real log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.statements import SEALED, acceptance

from installer import paths
from installer.agreement.cover import find_edition, list_editions
from installer.agreement.load import load_edition
from installer.evidence.envelope import subject
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import EditionRef, PredicateType, TextRef
from installer.evidence.receipt import make_receipt

if TYPE_CHECKING:
    from pathlib import Path


def real_receipts(folder: Path, count: int, size: int | None = None) -> list[bytes]:
    """Receipts of `count` acceptances, each under its own head or all under that of `size` records."""
    root = paths.editions_root()
    edition = load_edition(find_edition(root, list_editions(root)[0]))
    texts = {language: edition.texts[language].content for language in edition.languages}
    digests = {language: edition.texts[language].digest for language in edition.languages}
    predicate = acceptance(
        edition=EditionRef(id=edition.id, digest=edition.digest, date=edition.date),
        texts=[TextRef(language=at, digest=digest, shown=True) for at, digest in digests.items()],
    )
    subjects = [subject(f"{edition.id}/{at}.md", digest) for at, digest in digests.items()]
    with Log.open(folder, MachineKey.load_or_create(folder)) as log:
        records = [log.append(PredicateType.ACCEPTANCE, subjects, predicate, SEALED) for _ in range(count)]
        return [make_receipt(log, record, texts, size) for record in records]
