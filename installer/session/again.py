"""The receipt of any record, made again from the log: it may have been taken away, or never been written."""

from __future__ import annotations

import hashlib
from pathlib import Path  # noqa: TC003 - a field of a public struct
from typing import TYPE_CHECKING

import msgspec

from installer.errors import AssentError, BadInput, Code, Unavailable

if TYPE_CHECKING:
    from installer.evidence.log import Log
    from installer.evidence.predicates import EditionRef, TextRef
    from installer.i18n import Language


class Again(msgspec.Struct, frozen=True):
    """A receipt that is not written yet."""

    data: bytes
    place: Path
    """Where it belongs, on this computer."""
    notice: str = ""
    """Digest of the pending notice beside which it belongs too."""


def make_again(log: Log, index: int, state_folder: Path, editions_root: Path) -> Again:
    """The receipt of the record, the same bytes each time until the person is erased.

    The texts that it names come from the editions at hand, else from another receipt on this computer.
    Raises BadInput EDITION_UNKNOWN (edition, known) where they are nowhere, and as `make_receipt`.
    """
    from installer.evidence.predicates import Acceptance, edition_of, texts_of
    from installer.evidence.receipt import make_receipt
    from installer.session.issue import receipt_name

    logged = log.statement(index)
    said = logged.statement.predicate
    about = edition_of(said)
    texts = {} if about is None else _texts(about, texts_of(said), state_folder, editions_root)
    remote = said.remote if isinstance(said, Acceptance) else None
    return Again(
        data=make_receipt(log, logged.record, texts),
        place=state_folder
        / receipt_name(logged.statement.predicate_type, logged.record.time, logged.record.digest),
        notice="" if remote is None else remote.notice,
    )


def write_again(found: Again, path: Path, state_folder: Path) -> None:
    """Write it, durably; a notice that had to do without it gets its copy.

    Raises Unavailable FILE_UNWRITABLE (path, detail).
    """
    from installer.evidence.durable import write_whole
    from installer.session import notices

    notice = notices.place(state_folder, found.notice)
    try:
        write_whole(path, found.data)
        if found.notice and notice.exists() and not notices.receipt_of(notice).exists():
            notices.attach(notice, found.data)
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def _texts(
    about: EditionRef, wanted: list[TextRef], state_folder: Path, editions_root: Path
) -> dict[Language, str]:
    from installer.agreement.cover import find_edition
    from installer.agreement.load import load_edition
    from installer.session.issue import RECEIPTS
    from installer.session.kept_texts import texts_in

    missing = BadInput(Code.EDITION_UNKNOWN, edition=about.id, known="")
    try:
        edition = load_edition(find_edition(editions_root, about.id))
    except AssentError as error:
        missing = BadInput(Code.EDITION_UNKNOWN, edition=about.id, known=error.facts.get("known", ""))
    else:
        texts = {language: text.content for language, text in edition.texts.items()}
        if _are(texts, wanted):
            return texts
    for path in sorted((state_folder / RECEIPTS).glob("*.assent.json")):
        kept = texts_in(path, wanted)
        if kept is not None and _are(kept, wanted):
            return kept
    raise missing


def _are(texts: dict[Language, str], wanted: list[TextRef]) -> bool:
    """Whether these are the texts of exactly those digests."""
    digests = {language: hashlib.sha256(text.encode()).hexdigest() for language, text in texts.items()}
    return all(digests.get(text.language) == text.digest for text in wanted)
