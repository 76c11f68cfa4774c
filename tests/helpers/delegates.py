"""A customer whose dealer, or who themself, accepted and installed; and administrators who update."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import CORPORATE, CUSTOMER, EVA, NOON, make_ready, open_on, screen

from installer.acceptance.channel import Channel, Given
from installer.acceptance.granting import GrantTerms
from installer.acceptance.parties import Actor, Capacity, Parties, PartyType, Principal
from installer.errors import Code, Refused
from installer.flow.state import Entered, PartiesEntered, SelectionChanged
from installer.flow.steps import Step
from installer.progress import Cancel, ignore
from installer.session import open_session
from installer.session.presentation import Presentation
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session import Session
    from installer.session.issue import Issued

DIRECTOR = Parties(
    actor=Actor(name="Nagy Pál", email="pal@vevo.example", position="igazgató", organisation=CUSTOMER.name),
    principal=Principal(type=PartyType.ORGANISATION),
)
"""Binds the customer in person."""

ADMINISTRATOR = Parties(capacity=Capacity.DELEGATE, actor=EVA.actor, principal=CUSTOMER)
"""Kiss Éva updates for the customer."""

LATER = NOON + timedelta(days=120)

CLAUSE = "acceptance-of-unattended-remote-updating/p1"
"""By which delegates may accept later editions."""


def accept_for(parties: Parties, target: Path, bundle: Path | None = None) -> Issued:
    """Accept on a screen at noon, and install nothing."""
    session = make_ready(open_on(target, bundle), parties=parties)
    return session.accept(screen(session))


def install_for(
    parties: Parties, target: Path, bundle: Path, *, products: tuple[str, ...] = CORPORATE
) -> Issued:
    """Accept on a screen at noon and install; the acceptance."""
    session = make_ready(open_on(target, bundle), parties=parties, products=products)
    issued = session.accept(screen(session))
    session.send(Entered(Step.PROGRESS))
    session.install(session.plan(), ignore, Cancel())
    return issued


def updating(
    target: Path,
    bundle: Path,
    *,
    now: datetime = LATER,
    parties: Parties = ADMINISTRATOR,
    products: tuple[str, ...] = CORPORATE,
) -> Session:
    """An unattended update on the newest edition, everything affirmed that is asked."""
    session = open_on(target, bundle, channel=Channel.UNATTENDED, language="en", clock=lambda: now)
    return make_ready(session, parties=parties, products=products, read=False)


def wanting(
    target: Path, bundle: Path, parties: Parties = EVA, products: tuple[str, ...] = CORPORATE
) -> Session:
    """A later run in which only who and what was said; nothing was read or affirmed."""
    session = open_on(target, bundle, clock=lambda: LATER)
    session.send(PartiesEntered(parties))
    session.send(SelectionChanged(Selection(products=products)))
    return session


def failed(session: Session) -> str:
    """The check at which a delegate's acceptance is refused, by the clause."""
    with pytest.raises(Refused) as caught:
        session.accept(Presentation())
    assert caught.value.code is Code.AUTHORITY_MISSING
    assert caught.value.cite == (CLAUSE,)
    return str(caught.value.facts["check"])


def desk(now: datetime = NOON) -> Session:
    """A run without a target, for what is said after an installation."""
    return open_session(language="hu", channel=Channel.UNATTENDED, clock=lambda: now)


def grant(session: Session, terms: GrantTerms, parties: Parties = DIRECTOR) -> Issued:
    """The principal grants what the terms say, every affirmation given by flag."""
    delegation = session.acts.delegation
    asked = delegation.grantable(parties, terms.products).affirmations
    return delegation.give(parties, terms, dict.fromkeys((found.id for found in asked), Given.FLAG))


TERMS = GrantTerms(delegate="Kiss Éva", products=CORPORATE)
"""What the director grants to Kiss Éva."""
