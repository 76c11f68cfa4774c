"""`changes.toml`: what the publisher says about each change since an earlier edition, with a reason.

The class of a change is a statement of the publisher's, made once and sealed with the text. Where
nothing is stated, `installer.agreement.compare` asks for what the kind of the change asks for.
"""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.agreement.change_class import ChangeClass  # noqa: TC001 - msgspec reads the annotation
from installer.agreement.documents import read_document
from installer.agreement.history import ChangeStatement, Since
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.i18n import Language

CHANGES_FILE: Final = "changes.toml"
_DIGEST: Final = r"[0-9a-f]{64}"


class ChangeDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[since.changes]]`: the same class for the same reason in one or several clauses."""

    reason: dict[str, str]
    change_class: ChangeClass = msgspec.field(name="class")
    clauses: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class SinceDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[since]]`: one earlier edition, by its id and its digest."""

    edition: str
    digest: str
    changes: tuple[ChangeDocument, ...] = ()


class ChangesDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`changes.toml`, version 1."""

    type: Literal["assent/changes"]
    version: Literal[1]
    since: tuple[SinceDocument, ...]


def load_changes(
    folder: Path, files: Mapping[str, str], clauses: Collection[ClauseId], languages: Collection[Language]
) -> tuple[Since, ...]:
    """The statements of the edition in `folder`, which has these clauses; none where it seals no document.

    Raises UntrustedData TEXT_DIGEST (path, expected, actual) and CHANGES_MALFORMED (path, detail): no
    such document, a clause that the edition has not or that is stated twice, a missing reason.
    """
    if CHANGES_FILE not in files:
        return ()
    path = folder / CHANGES_FILE
    try:
        document = read_document(path, files, ChangesDocument)
    except (OSError, ValueError, RecursionError) as exc:
        raise UntrustedData(Code.CHANGES_MALFORMED, path=str(path), detail=str(exc)) from exc
    for detail in _defects(document, clauses, languages):
        raise UntrustedData(Code.CHANGES_MALFORMED, path=str(path), detail=detail)
    return tuple(
        Since(
            found.edition,
            found.digest,
            tuple(
                ChangeStatement(
                    entry.clauses, entry.removed, entry.change_class, MappingProxyType(entry.reason)
                )
                for entry in found.changes
            ),
        )
        for found in document.since
    )


def _defects(
    document: ChangesDocument, clauses: Collection[ClauseId], languages: Collection[Language]
) -> Iterator[str]:
    editions = Counter((found.edition, found.digest) for found in document.since)
    yield from (f"{edition} twice" for (edition, _), count in editions.items() if count > 1)
    for found in document.since:
        if not re.fullmatch(_DIGEST, found.digest):
            yield f"{found.edition}: digest"
        named = Counter(clause for entry in found.changes for clause in (*entry.clauses, *entry.removed))
        yield from (f"{found.edition}: {clause} twice" for clause, count in named.items() if count > 1)
        for entry in found.changes:
            yield from _entry_defects(entry, found.edition, clauses, languages)


def _entry_defects(
    entry: ChangeDocument, edition: str, clauses: Collection[ClauseId], languages: Collection[Language]
) -> Iterator[str]:
    if not entry.clauses and not entry.removed:
        yield f"{edition}: a change of no clause"
    yield from (f"{edition}: {clause}" for clause in entry.clauses if clause not in clauses)
    for language in languages:
        if not entry.reason.get(language, "").strip():
            first = next(iter((*entry.clauses, *entry.removed)), "")
            yield f"{edition}: {first} has no reason in {language}"
