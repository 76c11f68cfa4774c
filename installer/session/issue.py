"""Writing statements: into the log first, then as receipt files that survive an uninstall."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from installer.acceptance.rules import RefundException
    from installer.agreement.edition import Edition, Shown
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.evidence.predicates import Predicate, PredicateType
    from installer.session.presentation import Grab

RECEIPTS: Final = "receipts"
"""The folder of receipts under the state folder."""
PICTURE: Final = ".png"
"""How the name of a picture of the window ends; before it stands its digest."""


@dataclass(frozen=True)
class Issued:
    """A statement that is durable in the log, and its receipt."""

    statement: str
    """Digest of the stored record, hex."""
    receipt: Path
    index: int = -1
    """Place of the record in the log."""
    notice: Path | None = None
    """The pending notice that goes with it."""


class Declined(msgspec.Struct, frozen=True):
    """A recorded decline and what may be returned: the clauses and the exceptions to them."""

    issued: Issued
    refund: tuple[Shown, ...]
    exceptions: tuple[RefundException, ...] = ()


class Issuer:
    """Writes the statements of one session. Opens key and log when the first one is written."""

    def __init__(self, folder: Path, edition: Edition, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._edition = edition
        self._clock = clock

    def has_log(self) -> bool:
        """Whether this machine has a log. To ask leaves no trace."""
        from installer.evidence.store import LOG_FILE

        return (self._folder / LOG_FILE).exists()

    def log(self) -> AbstractContextManager[Log]:
        """The machine's log, opened now. Raises as `MachineKey.load_or_create` and `Log.open`."""
        # Imported here: the wizard paints its first page without cryptography.
        from installer.evidence.keys import MachineKey
        from installer.evidence.log import Log
        from installer.session.statements import instant

        key = MachineKey.load_or_create(self._folder)
        return Log.open(self._folder, key, clock=lambda: instant(self._clock()))

    def prepare(self) -> None:
        """Make sure that a receipt can be written, before anything is signed.

        Raises Unavailable LOG_UNWRITABLE (path, detail): no receipt, no acceptance.
        """
        from installer.evidence.durable import ensure_folder, write_whole

        folder = self._folder / RECEIPTS
        probe = folder / ".probe"
        try:
            ensure_folder(folder)
            write_whole(probe, b"")
            probe.unlink()
        except OSError as exc:
            raise _unwritable(folder, exc) from exc

    def keep_pictures(self, grabs: Iterable[Grab]) -> None:
        """Write pictures of the window beside the receipts, durably, before a statement names them.

        A picture's name is its digest. Raises Unavailable LOG_UNWRITABLE (path, detail).
        """
        from installer.evidence.durable import write_whole

        for grab in grabs:
            path = self._folder / RECEIPTS / f"{grab.sha256}{PICTURE}"
            try:
                write_whole(path, grab.png)
            except OSError as exc:
                raise _unwritable(path, exc) from exc

    def issue(self, log: Log, kind: PredicateType, predicate: Predicate, personal: Sealed) -> Issued:
        """Append the statement, then write its receipt.

        When this returns both are durable. Where the receipt fails (Unavailable LOG_UNWRITABLE) the
        statement stands all the same, and `assent log` can write the receipt later.
        """
        from installer.evidence.predicates import record_of, texts_of
        from installer.session.statements import of_record, subjects

        about = subjects(self._edition) if texts_of(predicate) else of_record(record_of(predicate))
        record = log.append(kind, about, predicate, personal)
        name = f"{record.time.replace(':', '')}-{_short(kind)}-{record.digest[:12]}.assent.json"
        return Issued(record.digest, self._folder / RECEIPTS / name, record.index)

    def write_receipt(self, log: Log, issued: Issued) -> None:
        """Write the receipt file of an issued statement, durably."""
        from installer.evidence.durable import write_whole
        from installer.evidence.receipt import make_receipt

        texts = {language: text.content for language, text in self._edition.texts.items()}
        data = make_receipt(log, log.record(issued.index), texts)
        try:
            write_whole(issued.receipt, data)
        except OSError as exc:
            raise _unwritable(issued.receipt, exc) from exc


def _short(kind: PredicateType) -> str:
    """`assent:acceptance/v1` as it stands in a file name: `acceptance`."""
    return kind.value.partition(":")[2].partition("/")[0]


def _unwritable(path: Path, cause: OSError) -> Unavailable:
    return Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail=cause.strerror or "")
