"""Whether the personal fields of a log are those that its statements bind, and erased where they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.errors import AssentError
from installer.evidence.canonical import parse, sha256_hex
from installer.evidence.finding import Finding
from installer.evidence.personal import PersonalFields, Sealed
from installer.evidence.predicates import Erasure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer.evidence.envelope import Statement
    from installer.evidence.scan import Scanned
    from installer.evidence.snapshot import Snapshot


def examine_people(snapshot: Snapshot, scanned: Sequence[Scanned]) -> Iterator[Finding]:
    """Fields that open no commitment, that are gone without a tombstone, or there in spite of one."""
    digests = {row.index: sha256_hex(row.data) for row in snapshot.rows}
    erased: set[int] = set()
    for found in scanned:
        if found.statement is not None and isinstance(found.statement.predicate, Erasure):
            erased.update(found.statement.predicate.of)
            if not _were_there(found, digests):
                yield Finding("erasure", found.index)
    for found in scanned:
        yield from _person(snapshot, found, erased)
    for index in sorted(snapshot.personal.keys() - digests.keys()):
        yield Finding("personal", index, "no record")


def _were_there(found: Scanned, digests: dict[int, str]) -> bool:
    """Whether an erasure names earlier records, by the digests that they have."""
    assert found.statement is not None  # noqa: S101 - the caller looked
    said = found.statement.predicate
    assert isinstance(said, Erasure)  # noqa: S101 - the caller looked
    named = [item.digest.sha256 for item in found.statement.subject]
    return all(index < found.index for index in said.of) and named == [digests.get(at) for at in said.of]


def _person(snapshot: Snapshot, found: Scanned, erased: set[int]) -> Iterator[Finding]:
    personal = snapshot.personal.get(found.index)
    if personal is None:
        if snapshot.people and found.index not in erased:
            yield Finding("erased-unsaid", found.index)
        return
    if found.index in erased:
        yield Finding("not-erased", found.index)
    if found.statement is not None and not _opens(personal, found.statement):
        yield Finding("personal", found.index)


def _opens(personal: tuple[bytes, bytes], statement: Statement) -> bool:
    salt, fields = personal
    try:
        sealed = Sealed(salt, msgspec.convert(parse(fields), PersonalFields, strict=True))
    except (AssentError, msgspec.ValidationError):
        return False
    return sealed.opens(statement.predicate.personal.commitment)
