"""Looking for the statements that may cover an install. Whether they do is not decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.evidence.predicates import Acceptance

if TYPE_CHECKING:
    from installer.evidence.log import Log
    from installer.evidence.record import Logged


def find_acceptances(log: Log, edition_digest: str) -> tuple[tuple[Logged, Acceptance], ...]:
    """The acceptances of exactly this edition, oldest first, with their checked records.

    The whole log is read and checked: a row edited by hand covers nothing, and neither does any other
    row beside it. Raises UntrustedData(LOG_BROKEN, path, index, detail), Unavailable(LOG_UNWRITABLE).
    """
    found = []
    for logged in log.statements():
        predicate = logged.statement.predicate
        if isinstance(predicate, Acceptance) and predicate.edition.digest == edition_digest:
            found.append((logged, predicate))
    return tuple(found)
