"""Pending notices in the state folder: written with a remote acceptance, answered by who comes next."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from installer.acceptance.notice import (
    Notice,
    NoticePerson,
    NoticeText,
    Undertaking,
    notice_bytes,
    notice_digest,
    read_notice,
)
from installer.acceptance.parties import bound
from installer.errors import BadInput, Code, Unavailable
from installer.session.imported import read_receipt, unfit
from installer.session.statements import edition_ref, instant

if TYPE_CHECKING:
    from installer.session.imported import Imported
    from installer.session.ledger import Ledger
    from installer.session.statements import Moment
    from installer.terms.determination import Affirmation, Determination

FOLDER: Final = "notices"
"""The folder of notices under the state folder."""

SUFFIX: Final = ".notice.json"
RECEIPT_SUFFIX: Final = ".assent.json"


class Answer(StrEnum):
    """What became of a notice on this computer."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"

    @property
    def confirmable(self) -> bool:
        """Whether a confirmation would change something: the last word counts."""
        return self is not Answer.CONFIRMED

    @property
    def objectionable(self) -> bool:
        """Whether an objection would change something."""
        return self is not Answer.OBJECTED


class Pending(msgspec.Struct, frozen=True):
    """A notice with the receipt of the acceptance that it belongs to."""

    notice: Notice
    digest: str
    path: Path
    acceptance: Imported


def make(moment: Moment, determination: Determination, affirmations: tuple[Affirmation, ...]) -> bytes:
    """The notice of an acceptance for other computers; `affirmations` are those of the occasion."""
    parties, edition = moment.state.parties, moment.edition
    actor, principal = parties.actor, bound(parties)
    return notice_bytes(
        Notice(
            time=instant(moment.now),
            edition=edition_ref(edition),
            prevailing=edition.prevailing or "none",
            texts=[
                NoticeText(language=language, digest=edition.texts[language].digest)
                for language in edition.languages
            ],
            products=list(dict.fromkeys(moment.state.selection.products)),
            sections=list(determination.sections),
            computers=parties.remote_computers,
            administrator=NoticePerson(
                name=actor.name.strip(), contact=actor.email.strip(), organisation=actor.organisation.strip()
            ),
            principal=NoticePerson(
                name=principal.name.strip(), contact=principal.contact.strip(), organisation=""
            ),
            undertakings=[
                Undertaking(id=found.id, cite=list(found.cite), words=dict(found.text))
                for found in affirmations
            ],
        )
    )


def store(state_folder: Path, data: bytes) -> Path:
    """Keep the notice, durably. Raises Unavailable LOG_UNWRITABLE (path, detail)."""
    path = place(state_folder, notice_digest(data))
    _write(path, data, Code.LOG_UNWRITABLE)
    return path


def place(state_folder: Path, digest: str) -> Path:
    """Where the notice of that digest is kept."""
    return state_folder / FOLDER / f"{digest}{SUFFIX}"


def attach(path: Path, receipt: bytes) -> None:
    """Put the acceptance's receipt beside its notice: together they are handed over. Raises OSError."""
    from installer.evidence.durable import write_whole

    write_whole(receipt_of(path), receipt)


def hand_over(pending: Pending, folder: Path) -> tuple[Path, Path]:
    """Copy notice and receipt into a folder that goes to the other computers.

    Raises Unavailable FILE_UNWRITABLE (path, detail).
    """
    to = folder / pending.path.name
    _write(to, pending.path.read_bytes(), Code.FILE_UNWRITABLE)
    _write(receipt_of(to), receipt_of(pending.path).read_bytes(), Code.FILE_UNWRITABLE)
    return to, receipt_of(to)


def digest_of(path: Path) -> str:
    """The digest of a notice that `store` has written: its name."""
    return path.name.removesuffix(SUFFIX)


def receipt_of(path: Path) -> Path:
    """Where the receipt of a notice is: beside it."""
    return path.with_name(path.name.removesuffix(SUFFIX) + RECEIPT_SUFFIX)


def load(path: Path) -> Pending:
    """A notice with its receipt.

    Raises as `read_notice` and `read_receipt`, and RECEIPT_UNFIT (path, detail) where the receipt is
    not that of the acceptance that names this notice.
    """
    notice, data = read_notice(path)
    digest = notice_digest(data)
    cite = tuple(dict.fromkeys(clause for found in notice.undertakings for clause in found.cite))
    acceptance = read_receipt(receipt_of(path), cite)[0]
    remote = acceptance.said.remote
    if remote is None or remote.notice != digest:
        raise unfit(acceptance.path, "notice", cite)
    return Pending(notice, digest, path, acceptance)


def find(state_folder: Path, named: str) -> Pending:
    """The notice of a file, or of a digest (its first digits are enough) in the state folder.

    Raises BadInput NOTICE_UNREADABLE (path, detail) and as `load`.
    """
    if named.endswith(SUFFIX):
        return load(Path(named))
    found = [path for path in listed(state_folder) if named and path.name.startswith(named)]
    if len(found) != 1:
        raise BadInput(Code.NOTICE_UNREADABLE, path=named, detail="")
    return load(found[0])


def listed(state_folder: Path) -> tuple[Path, ...]:
    """All notices in the state folder, by name."""
    return tuple(sorted((state_folder / FOLDER).glob(f"*{SUFFIX}")))


def answer(ledger: Ledger, pending: Pending) -> Answer:
    """What was last said about it on this computer, by whoever was there."""
    from installer.evidence.predicates import Objection, Ratification

    last = Answer.PENDING
    for entry in ledger.entries:
        said = entry.said
        if isinstance(said, Ratification | Objection) and said.of == pending.acceptance.digest:
            last = Answer.CONFIRMED if isinstance(said, Ratification) else Answer.OBJECTED
    return last


def _write(path: Path, data: bytes, code: Code) -> None:
    from installer.evidence.durable import ensure_folder, write_whole

    try:
        ensure_folder(path.parent)
        write_whole(path, data)
    except OSError as exc:
        raise Unavailable(code, path=str(path), detail=exc.strerror or "") from exc
