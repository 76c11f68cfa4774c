"""Being a witness for the logs of others: what is looked at before a head is signed, and kept after.

1. The head is by a log of which a key is known (`shown`).
2. It is not older than the head that was signed last for that log, nor another one of the same size.
3. Where it is newer, a consistency proof leads from that one to it. The first head is taken as it comes.
4. It is written down, durably, before its signature leaves: nobody gets two heads of one log signed that
   do not follow each other, whatever is killed when.

The witness's key is its own, not that of a log. What a witness says: that it saw this head then, and that
the log only grew since the heads before. It says nothing about what stands in the records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import BadInput, Code, Unavailable, UntrustedData
from installer.evidence import tree
from installer.evidence.checkpoint import ORIGIN_PREFIX
from installer.evidence.durable import ensure_folder, write_whole
from installer.evidence.finding import Finding
from installer.evidence.keys import KEY_FILE, MachineKey
from installer.evidence.locking import holding
from installer.evidence.proofs import consistency_in
from installer.evidence.snapshot import Snapshot
from installer.evidence.store import BUSY_SECONDS, guarded
from installer.evidence.trust import read_witnesses
from installer.evidence.witness import WitnessKey, cosign, is_name, open_cosigned, split_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.evidence.checkpoint import Checkpoint
    from installer.evidence.shown import Shown

FOLDER: Final = "witness"
"""Under the state folder: the witness's key, its verifier key, and the head that it signed last per log."""
NAME_FILE: Final = "witness.txt"
HEADS: Final = "heads"
_LOCK: Final = "witness.lock"


class Cosigning(msgspec.Struct, frozen=True):
    """A head that was signed: the note with the witness's line, and how large the log was at the last one."""

    note: str
    since: int
    """0 where it is the first of its log."""


class Witness:
    """See module. Any number of processes may use the same folder at once."""

    def __init__(self, folder: Path, key: MachineKey, public: WitnessKey) -> None:
        self._folder = folder
        self._key = key
        self.public = public

    @classmethod
    def make(cls, state_folder: Path, name: str) -> Witness:
        """The witness of this machine, made at the first call; its key lies in a file for its owner alone.

        Raises BadInput WITNESS_NAME (name): it cannot stand in a note; WITNESS_NAMED (name, known): this
        machine is a witness by another name; and as `MachineKey.load_or_create`.
        """
        folder = state_folder / FOLDER
        path = folder / NAME_FILE
        if not is_name(name):
            raise BadInput(Code.WITNESS_NAME, name=name)
        with guarded(path):
            ensure_folder(folder)
            with holding(folder / _LOCK, BUSY_SECONDS):
                key = MachineKey.load_or_create(folder)
                if not path.exists():
                    write_whole(path, f"{WitnessKey(name, key.public).text}\n".encode())
        witness = cls.open(state_folder)
        if witness.public.name != name:
            raise BadInput(Code.WITNESS_NAMED, name=name, known=witness.public.name)
        return witness

    @classmethod
    def open(cls, state_folder: Path) -> Witness:
        """The witness of this machine.

        Raises Unavailable WITNESS_MISSING (path), UntrustedData TRUST_MALFORMED (path, detail) where its
        name and its key are not of one witness, and as `MachineKey.load`.
        """
        folder = state_folder / FOLDER
        path = folder / NAME_FILE
        if not path.exists():
            raise Unavailable(Code.WITNESS_MISSING, path=str(path))
        key, listed = MachineKey.load(folder / KEY_FILE), read_witnesses(path)
        public = next((found for found in listed if found.key == key.public), None)
        if public is None or len(listed) != 1:
            raise UntrustedData(Code.TRUST_MALFORMED, path=str(path), detail="witness-key")
        return cls(folder, key, public)

    def cosign(
        self, found: Shown, seconds: int, proof: Sequence[bytes] | Snapshot | None = None
    ) -> Cosigning | tuple[Finding, ...]:
        """The head with this witness's signature; else why it cannot be signed.

        `seconds` is now by this machine's clock, from 1970, UTC. `proof` leads from the head that was
        signed last to this one, or is the log as exported; one that was shown whole needs none.

        Raises Unavailable LOG_UNWRITABLE (path, detail), UntrustedData COUNTERSIGNATURE_INVALID (detail)
        where what was kept is not what was signed, or an export is too short.
        """
        path = self._folder / HEADS / f"{found.head.origin.removeprefix(ORIGIN_PREFIX)}.txt"
        with guarded(path):
            ensure_folder(path.parent)
            with holding(self._folder / _LOCK, BUSY_SECONDS):
                last = self._last(path)
                wrong = None if last is None else _not_grown(last, found, proof)
                if wrong is not None:
                    return (wrong,)
                line = cosign(self._key, self.public.name, found.head, seconds)
                write_whole(path, f"{found.head.body}\n{line}".encode())
        body, signatures = split_note(found.note)
        lines = "".join(f"{signature}\n" for signature in signatures)
        return Cosigning(f"{body}\n{lines}{line}", 0 if last is None else last.size)

    def _last(self, path: Path) -> Checkpoint | None:
        """The head that was signed last, its signature checked; None where there was none."""
        if not path.exists():
            return None
        # What is no UTF-8 was not written here; as text it does not fit its signature.
        note = path.read_bytes().decode("utf-8", "replace")
        return open_cosigned(note, self._key.public).checkpoint


def _not_grown(last: Checkpoint, found: Shown, proof: Sequence[bytes] | Snapshot | None) -> Finding | None:
    head = found.head
    if head.size < last.size:
        return Finding("rolled-back", head.size - 1, f"{head.size} < {last.size}")
    if head.size == last.size:
        return None if head.root == last.root else Finding("regrown", head.size - 1, "root")
    proof = found.snapshot or proof
    if isinstance(proof, Snapshot):
        proof = consistency_in(proof, last.size, head.size)
    if proof is None:
        return Finding("unproven", detail=f"{last.size} – {head.size}")
    roots = tree.roots_from_consistency(last.size, head.size, last.root, proof)
    return None if roots == (last.root, head.root) else Finding("regrown", last.size - 1, "root")
