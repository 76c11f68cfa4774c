"""What the logs of other computers say about grants: receipts and exports that were brought here and kept.

They lie under `imported/grants/`, with the keys that whoever brought them trusts. A grant and the
acceptance behind it count under such a key alone. A revocation or an objection counts under any key: what
is doubtful ends. Every file is verified again whenever it is asked for, and one that does not hold stops
all of them, since it may have been the one that takes a grant back.

Not known is what that log says since: a receipt shows its own record and nothing later, an export shows
all up to its last record (`OtherLog.known_until`). Nor does anything here show that no revocation was left
out by whoever brought the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import Code, Unavailable
from installer.session.foreign import Foreign, read_foreign, unfit
from installer.session.imported import FOLDER as IMPORTED
from installer.session.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.evidence.keys import PublicKey
    from installer.session.ledger import Entry

FOLDER: Final = f"{IMPORTED}/grants"
"""Under the state folder."""
KEYS_FILE: Final = "keys.pem"
LOCK_FILE: Final = "grants.lock"


class OtherLog(msgspec.Struct, frozen=True):
    """What is known here of another computer's log."""

    origin: str
    ledger: Ledger
    until: datetime | None
    """Up to then all of it is known: time of the last record of its newest export. None without one."""

    def known_until(self, entry: Entry) -> datetime:
        """Up to when a revocation of the grant would be known."""
        return entry.time if self.until is None else max(entry.time, self.until)


def read_others(state_folder: Path) -> tuple[OtherLog, ...]:
    """What was brought here, by log.

    Raises as `read_foreign`; GRANT_UNFIT (path, detail `enrolled`) where no key is trusted any more under
    which the file was brought, UntrustedData TRUST_MALFORMED.
    """
    folder = state_folder / FOLDER
    paths = sorted((*folder.glob("*.assent.json"), *folder.glob("*.jsonl")))
    if not paths:
        return ()
    known = _known(folder)
    by_log: dict[str, list[Foreign]] = {}
    for path in paths:
        found = read_foreign(path)
        if found.name != path.name:
            raise unfit(path, "name")
        if found.needs_trust and not found.trusted(known):
            raise unfit(path, "enrolled")
        by_log.setdefault(found.origin, []).append(found)
    return tuple(_joined(origin, files) for origin, files in by_log.items())


def keep(
    state_folder: Path, path: Path, keys: Iterable[PublicKey] = (), cite: tuple[ClauseId, ...] = ()
) -> Foreign:
    """Verify a file and keep a copy of it; `keys` are trusted from now on where the log is theirs.

    Raises as `read_foreign`; GRANT_UNFIT also where it gives something and is by no key that is trusted
    (detail `enrolled`), and where the log in an export is not the one that was brought before, or less of
    it (detail `rolled-back`, `regrown`); Unavailable LOG_UNWRITABLE (path, detail).
    """
    from installer.evidence.durable import ensure_folder
    from installer.evidence.locking import holding
    from installer.evidence.store import BUSY_SECONDS

    bringing = _Bringing(state_folder / FOLDER, path, read_foreign(path, cite), tuple(keys), cite)
    bringing.judge()
    try:
        ensure_folder(bringing.folder)
        # Two that are brought at once: neither may write its keys over those of the other.
        with holding(bringing.folder / LOCK_FILE, BUSY_SECONDS):
            bringing.write(bringing.judge())
    except OSError as exc:
        detail = "busy" if isinstance(exc, TimeoutError) else exc.strerror or ""
        raise Unavailable(Code.LOG_UNWRITABLE, path=str(bringing.kept), detail=detail) from exc
    return bringing.found


class _Bringing(msgspec.Struct, frozen=True):
    """A file that is brought, and the keys that are trusted with it."""

    folder: Path
    path: Path
    found: Foreign
    keys: tuple[PublicKey, ...]
    cite: tuple[ClauseId, ...]

    @property
    def kept(self) -> Path:
        """Where it goes."""
        return self.folder / self.found.name

    def judge(self) -> tuple[PublicKey, ...]:
        """All keys that are trusted once it is here. Raises GRANT_UNFIT, as `keep`."""
        known, found = _known(self.folder), self.found
        new = [key for key in dict.fromkeys(self.keys) if key not in known and key in found.keys]
        if found.needs_trust and not found.trusted((*known, *new)):
            raise unfit(self.path, "enrolled", self.cite)
        _require_same_log(self.folder, self.path, found, self.cite)
        return (*known, *new)

    def write(self, keys: tuple[PublicKey, ...]) -> None:
        """Keep it. Raises OSError."""
        from installer.evidence.durable import write_whole

        if keys != _known(self.folder):
            # First: a kill in between leaves a key that nothing rests on.
            write_whole(self.folder / KEYS_FILE, "".join(key.pem for key in keys).encode())
        write_whole(self.kept, self.found.data)


def _known(folder: Path) -> tuple[PublicKey, ...]:
    from installer.evidence.trust import read_keys

    path = folder / KEYS_FILE
    return read_keys(path) if path.exists() else ()


def _joined(origin: str, files: list[Foreign]) -> OtherLog:
    """An export and receipts of one log: each record once, in the log's order where that is known."""
    whole = [found for found in files if found.until is not None]
    single = [found for found in files if found.until is None]
    listed = [entry for found in whole for entry in found.entries]
    later = sorted((entry for found in single for entry in found.entries), key=lambda entry: entry.time)
    entries = {entry.digest: entry for entry in (*listed, *later)}
    until = max((found.until for found in whole if found.until is not None), default=None)
    return OtherLog(origin, Ledger(tuple(entries.values())), until)


def _require_same_log(folder: Path, path: Path, found: Foreign, cite: tuple[ClauseId, ...]) -> None:
    """An export must hold all that was known of its log: else a revocation could be left out."""
    from installer.evidence.export import read_export
    from installer.evidence.fsck import examine

    if found.until is None:
        return
    files = [read_foreign(kept) for kept in sorted((*folder.glob("*.assent.json"), *folder.glob("*.jsonl")))]
    notes = [kept.note for kept in files if kept.origin == found.origin]
    findings = examine(read_export(found.data.splitlines(keepends=True)), None, notes)
    if findings:
        raise unfit(path, findings[0].id, cite)
