"""Writing statements: into the log first, then as receipt files that survive an uninstall."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path  # noqa: TC003 - a field of a public dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from installer.acceptance.rules import RefundException
    from installer.agreement.edition import Edition, Shown
    from installer.evidence.log import Log
    from installer.evidence.personal import Sealed
    from installer.evidence.predicates import Predicate, PredicateType
    from installer.session.ledger import Entry
    from installer.session.presentation import Grab

RECEIPTS: Final = "receipts"
"""The folder of receipts under the state folder."""
PICTURE: Final = ".png"
"""How the name of a picture of the window ends; before it stands its digest."""


class Issued(msgspec.Struct, frozen=True):
    """A statement that is durable in the log, and its receipt."""

    statement: str
    """Digest of the stored record, hex."""
    receipt: Path
    index: int = -1
    """Place of the record in the log."""
    notice: Path | None = None
    """The pending notice that goes with it."""
    again: bool = False
    """It stood in the log already: nothing was recorded now."""


class Declined(msgspec.Struct, frozen=True):
    """A recorded decline and what may be returned: the clauses and the exceptions to them."""

    issued: Issued
    refund: tuple[Shown, ...]
    exceptions: tuple[RefundException, ...] = ()


class Issuer:
    """Writes the statements of one session. Opens key and log when the first one is written."""

    def __init__(self, folder: Path, edition: Edition, clock: Callable[[], datetime], seen: int = 0) -> None:
        self._folder = folder
        self._edition = edition
        self._clock = clock
        self.seen = seen
        """How many records the log had when this run began, or last wrote."""
        self._keeping: ExitStack | None = None
        self._kept: Log | None = None

    def has_log(self) -> bool:
        """Whether this machine has a log. To ask leaves no trace."""
        from installer.evidence.store import LOG_FILE

        return (self._folder / LOG_FILE).exists()

    @contextmanager
    def log(self) -> Iterator[Log]:
        """The machine's log, opened now, or the one that is kept open. Raises as `opened`."""
        if self._keeping is None:
            with self.opened() as log:
                yield log
            return
        if self._kept is None:
            self._kept = self._keeping.enter_context(self.opened())
        yield self._kept

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Within it the log is opened once, when it is first needed, and let go of at the end."""
        with ExitStack() as stack:
            self._keeping = stack
            try:
                yield
            finally:
                self._keeping = self._kept = None

    def opened(self) -> Log:
        """The machine's log as it is on disk now. Raises as `MachineKey.load_or_create` and `Log.open`."""
        # Imported here: the wizard paints its first page without signatures.
        from installer.evidence.keys import MachineKey
        from installer.evidence.log import Log
        from installer.session.statements import instant

        key = MachineKey.load_or_create(self._folder)
        return Log.open(self._folder, key, clock=lambda: instant(self._clock()))

    def prepare(self) -> None:
        """Make sure that a receipt can be written, before anything is signed.

        Raises Unavailable LOG_UNWRITABLE (path, detail): no receipt, no acceptance.
        """
        from installer.evidence.durable import ensure_folder, try_writing

        folder = self._folder / RECEIPTS
        try:
            ensure_folder(folder)
            try_writing(folder)
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
        """Append the statement, which is durable when this returns. The receipt is still to be written."""
        from installer.evidence.predicates import record_of, texts_of
        from installer.session.statements import of_record, subjects

        about = subjects(self._edition) if texts_of(predicate) else of_record(record_of(predicate))
        record = log.append(kind, about, predicate, personal)
        self.seen = record.index + 1
        return Issued(
            record.digest, self._folder / receipt_name(kind, record.time, record.digest), record.index
        )

    def standing(self, entry: Entry) -> Issued:
        """What stands in the log already, in the place of a new record."""
        from installer.session.statements import instant

        place = self._folder / receipt_name(entry.kind, instant(entry.time), entry.digest)
        return Issued(entry.digest, place, entry.index, again=True)

    def write_receipts(self, log: Log, issued: Iterable[Issued]) -> None:
        """Write the receipt files of issued statements, durably. Each is tried, whatever becomes of others.

        Raises Unavailable RECEIPT_UNWRITABLE (record, statement, path, detail) where one could not be: its
        statement stands in the log all the same, and the receipt can be made from it at any time. `record`
        has the numbers of all of them, the other facts are those of the first.
        """
        from installer.evidence.durable import write_whole
        from installer.evidence.receipt import make_receipt

        texts = {language: text.content for language, text in self._edition.texts.items()}
        failed: list[tuple[Issued, OSError]] = []
        for one in issued:
            data = make_receipt(log, log.record(one.index), texts)
            try:
                write_whole(one.receipt, data)
            except OSError as exc:
                failed.append((one, exc))
        if failed:
            first, cause = failed[0]
            raise unwritable_receipt([one for one, _ in failed], first.receipt, cause) from cause


def unwritable_receipt(issued: Sequence[Issued], path: Path, cause: OSError) -> Unavailable:
    """RECEIPT_UNWRITABLE: these are recorded, and the first one's receipt could not be written there."""
    return Unavailable(
        Code.RECEIPT_UNWRITABLE,
        record=", ".join(str(one.index) for one in issued),
        statement=issued[0].statement,
        path=str(path),
        detail=cause.strerror or "",
    )


def receipt_name(kind: PredicateType, time: str, digest: str) -> str:
    """Where the receipt of a record belongs, under the state folder. `time` is when it was stored."""
    short = kind.value.partition(":")[2].partition("/")[0]
    return f"{RECEIPTS}/{time.replace(':', '')}-{short}-{digest[:12]}.assent.json"


def _unwritable(path: Path, cause: OSError) -> Unavailable:
    return Unavailable(Code.LOG_UNWRITABLE, path=str(path), detail=cause.strerror or "")
