"""One act, one record: what another run did meanwhile is not recorded a second time.

Two runs of the same script at the same time say the same. The later one finds, with the log to itself, what
the earlier one has recorded since it began, and has that record in the place of one of its own. Who says
the same later says it anew; and what somebody clicked or typed is an act of its own each time.

That a record was made since the run began shows by its place, which was not there at the run's beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from installer.acceptance.channel import Channel
from installer.evidence.predicates import Acceptance, Grant
from installer.session.ledger import read_ledger

if TYPE_CHECKING:
    from installer.evidence.log import Log
    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import Predicate
    from installer.session.ledger import Entry, Ledger
    from installer.session.resources import Resources

_OF_THE_RECORD: Final = ("time", "personal", "record_id")
"""What no two records have in common: their moment, their salt, their name."""
_OF_THE_LOG: Final = ("renews", "changes", "delegated", "remote")
"""What an acceptance says of the log as it was: once the earlier run has recorded its own, it is another."""


def meanwhile(ledger: Ledger, said: Predicate, people: PersonalFields, resources: Resources) -> Entry | None:
    """The record of the very same act since this run began; None where there is none.

    One that the principal has objected to, and one whose people were erased, is not the same any more.
    """
    if said.channel != Channel.UNATTENDED.value:
        return None
    wanted, seen = _bare(said), resources.issuer.seen
    for entry in reversed(ledger.entries):
        same = entry.index >= seen and entry.people == people and type(entry.said) is type(said)
        if same and not ledger.objected(entry.digest) and _bare(entry.said) == wanted:
            return entry
    return None


def found_meanwhile(log: Log, said: Predicate, people: PersonalFields, resources: Resources) -> Entry | None:
    """As `meanwhile`, in what the log says now; it is read only where there can be such a record.

    Raises UntrustedData LOG_BROKEN.
    """
    if said.channel != Channel.UNATTENDED.value:
        return None
    return meanwhile(read_ledger(log), said, people, resources)


def _bare(said: Predicate) -> dict[str, Any]:
    """What it says, without what differs between two runs that do the same."""
    left_out = {*_OF_THE_RECORD, *(_OF_THE_LOG if isinstance(said, Acceptance) else ())}
    found = {name: value for name, value in msgspec.structs.asdict(said).items() if name not in left_out}
    if isinstance(said, Grant):
        # To the day: without a last day its end follows from its first second.
        found |= {"valid_from": "", "valid_until": said.valid_until[:10]}
    if isinstance(said, Acceptance) and said.remote is not None:
        # Its notice has a time of its own.
        found["computers"] = said.remote.count
    return found
