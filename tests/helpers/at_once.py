"""A program of its own that gets an act ready, says so, and does it when it is told.

`python at_once.py CHANNEL`: each line of its input names an act; it answers `ready`, waits for one more
line, and answers with `DIGEST again` or `DIGEST new`. Used by tests in which several people or scripts do
the same at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.delegates import DIRECTOR, TERMS
from helpers.journeys import FOR_A_CUSTOMER, make_ready, screen

from installer.acceptance.channel import Channel, Given
from installer.flow.state import ConsentAnswered, PartiesEntered, SelectionChanged
from installer.session import open_session
from installer.session.presentation import Presentation
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.acceptance.parties import Parties
    from installer.session import Session
    from installer.session.issue import Issued

CONSENT = "end-user-registration"
"""What the director is asked for."""
NOWHERE = Path("target")


def opened(channel: Channel) -> Session:
    """A session by the computer's own clock."""
    return open_session(language="hu", target=NOWHERE, channel=channel)


def accepting(parties: Parties, channel: Channel, *, consents: bool = False) -> Session:
    """A session in which everything is said that an acceptance needs."""
    session = make_ready(opened(channel), parties=parties, read=channel is Channel.WIZARD)
    if consents:
        session.send(ConsentAnswered(CONSENT, given=True, how=Given.ANSWER_FILE))
    return session


def deciding(parties: Parties, channel: Channel, *, consents: bool = False) -> Callable[[], Sequence[Issued]]:
    """The acceptance."""
    session = accepting(parties, channel, consents=consents)
    shown = screen(session) if channel is Channel.WIZARD else Presentation()

    def decide() -> Sequence[Issued]:
        session.accept(shown)
        return session.issued()

    return decide


def relying(channel: Channel) -> Callable[[], Sequence[Issued]]:
    """That the director's earlier acceptance covers it."""
    session = opened(channel)
    session.send(PartiesEntered(DIRECTOR))
    session.send(SelectionChanged(Selection(products=TERMS.products)))
    return lambda: [session.rely_on_earlier(Given.FLAG)]


def declining(channel: Channel) -> Callable[[], Sequence[Issued]]:
    """The decline."""
    session = accepting(DIRECTOR, channel)
    return lambda: [session.decline(Presentation()).issued]


def granting(channel: Channel) -> Callable[[], Sequence[Issued]]:
    """A named grant."""
    delegation = opened(channel).acts.delegation
    asked = delegation.grantable(DIRECTOR, TERMS.products).affirmations
    given = dict.fromkeys((found.id for found in asked), Given.FLAG)
    return lambda: [delegation.give(DIRECTOR, TERMS, given)]


def saying(act: str, channel: Channel) -> Callable[[], Sequence[Issued]]:
    """What changes nothing the second time: about record 0 or the last one, by whomever it is about."""
    acts = opened(channel).acts
    theirs = next((found.record for found in acts.accepted() if found.said.capacity == "on-behalf"), "")
    say: dict[str, Callable[[], Sequence[Issued]]] = {
        "ratify": lambda: [acts.standing.ratify(theirs, DIRECTOR, Given.FLAG)],
        "object": lambda: [acts.standing.object(theirs, DIRECTOR, Given.FLAG, remarks="nem kérdeztek")],
        "refuse": lambda: [acts.consenting.answer(CONSENT, DIRECTOR, Given.FLAG, given=False)],
        "withdraw": lambda: acts.consenting.withdraw(CONSENT, Given.FLAG),
        "revoke": lambda: [acts.delegation.revoke(theirs, DIRECTOR, Given.FLAG)],
    }
    return say[act]


def ready(act: str, channel: Channel) -> Callable[[], Sequence[Issued]]:
    """Everything up to the act itself."""
    match act:
        case "accept":
            return deciding(DIRECTOR, channel, consents=True)
        case "accept for":
            return deciding(FOR_A_CUSTOMER, channel)
        case "rely":
            return relying(channel)
        case "decline":
            return declining(channel)
        case "grant":
            return granting(channel)
        case _:
            return saying(act, channel)


def tell(line: str) -> None:
    """Say it at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(channel: Channel) -> None:
    """Do what the lines say."""
    while act := sys.stdin.readline().strip():
        do = ready(act, channel)
        tell("ready")
        sys.stdin.readline()
        found = [f"{issued.statement} {'again' if issued.again else 'new'}" for issued in do()]
        tell("; ".join(found))


if __name__ == "__main__":
    main(Channel(sys.argv[1]))
