"""A principal's own computer, where grants are given and taken back, and what is carried away from it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from helpers.attacks import attacked_key
from helpers.computers import at
from helpers.delegates import DIRECTOR, LATER, TERMS, accept_for, desk, grant

from installer.acceptance.channel import Given
from installer.errors import Code, Refused
from installer.evidence.export import export_lines
from installer.evidence.snapshot import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.granting import GrantTerms
    from installer.acceptance.parties import Parties
    from installer.evidence.keys import PublicKey
    from installer.session.foreign import Foreign
    from installer.session.listed_grants import ListedGrant


@dataclass(frozen=True)
class Office:
    """The principal's computer. `home` is its state folder; files that leave it go to `files`."""

    home: Path
    files: Path
    bundle: Path

    @contextmanager
    def at(self) -> Iterator[None]:
        """Whoever acts meanwhile acts there."""
        with at(self.home):
            yield

    @property
    def key(self) -> PublicKey:
        return attacked_key(self.home).public

    def accept(self, parties: Parties = DIRECTOR) -> str:
        """Accept there; the record."""
        with self.at():
            return accept_for(parties, self.files / "office", self.bundle).statement

    def grant(self, terms: GrantTerms = TERMS) -> str:
        """The director grants there; the record."""
        with self.at():
            return grant(desk(), terms).statement

    def revoke(self, record: str, now: datetime) -> str:
        """The director takes it back there; the record of the revocation."""
        with self.at():
            return desk(now).acts.delegation.revoke(record, DIRECTOR, Given.FLAG).statement

    def receipt(self, record: str) -> Path:
        """A copy of the record's receipt."""
        with self.at():
            found = desk().acts.receipt(record)
        assert found is not None
        return self._carried(f"{record[:12]}.assent.json", found.read_bytes())

    def export(self, *, people: bool = True) -> Path:
        """The whole log."""
        return self._carried("log.jsonl", b"".join(export_lines(read_file(self.home), people=people)))

    def _carried(self, name: str, data: bytes) -> Path:
        path = self.files / name
        path.write_bytes(data)
        return path


def bring(path: Path, keys: Iterable[PublicKey] = ()) -> Foreign:
    """The administrator brings the file to their own computer."""
    return desk().acts.delegation.bring(path, keys)


def refused(path: Path, keys: Iterable[PublicKey] = ()) -> str:
    """Why the file is not kept."""
    with pytest.raises(Refused) as caught:
        bring(path, keys)
    assert caught.value.code is Code.GRANT_UNFIT
    assert caught.value.facts["path"] == str(path)
    return str(caught.value.facts["detail"])


def brought() -> list[ListedGrant]:
    """The grants that came from elsewhere."""
    return [found for found in desk(LATER).acts.delegation.listed() if found.granted.origin]


def flip(path: Path) -> None:
    """One bit of the file turns over."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
