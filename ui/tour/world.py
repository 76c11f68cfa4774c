"""What a situation rests on, without a screen: state, target and editions, and what was said there before.

Everything is the core's own. What somebody is said to have accepted earlier was accepted by the core,
by flags, and the log says just that.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from installer import paths
from installer.acceptance.channel import Channel, Given
from installer.acceptance.granting import GrantTerms
from installer.acceptance.load import load_acceptance
from installer.acceptance.parties import Actor, Authority, Capacity, Parties, PartyType, Principal
from installer.acceptance.roles import Occasion
from installer.agreement.cover import find_edition, list_editions, read_cover
from installer.agreement.signed import load_signed
from installer.flow.state import Affirmed, ConsentAnswered, EditionNamed, PartiesEntered, SelectionChanged
from installer.install.bundle import load_bundle
from installer.session import Session
from installer.session.presentation import Presentation
from installer.session.resources import Contract, Loaders, Resources
from installer.terms.load import load_terms
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.i18n import Language
    from installer.session.issue import Issued

ANNA: Final = Parties(actor=Actor("Kovács Anna", "anna.kovacs@example.com"))
"""Accepts for herself."""
_COMPANY: Final = "Tiszaparti Vagyonvédelmi Kft."
DIRECTOR: Final = Parties(
    actor=Actor("Nagy Pál", "nagy.pal@tiszaparti.example", "ügyvezető", _COMPANY),
    principal=Principal(PartyType.ORGANISATION),
)
"""Binds the company in person."""
DEALER: Final = Parties(
    capacity=Capacity.ON_BEHALF,
    actor=Actor("Szabó Gergő", "szabo.gergo@rendszerhaz.example"),
    principal=Principal(PartyType.ORGANISATION, _COMPANY, "szerzodes@tiszaparti.example"),
    authority=Authority("2025/117. számú megrendelés", "aláírt PDF e-mailben", "2025-11-03"),
)
"""Installs for the company."""
ADMINISTRATOR: Final = Parties(
    capacity=Capacity.DELEGATE,
    actor=DEALER.actor,
    principal=Principal(PartyType.ORGANISATION, _COMPANY, "szerzodes@tiszaparti.example"),
)
"""Updates for the company by a grant."""

REMOTE: Final = replace(ANNA, occasion=Occasion.REMOTE, remote_computers=12)
"""Installs on other computers: a notice is left for whoever uses them."""

_BEFORE: Final = timedelta(days=90)
"""How long ago it was that something was said before."""


@dataclass
class World:
    """`fresh` clears it for the next situation."""

    folder: Path
    """Everything lies in it: pictures show its name."""
    language: Language
    editions: Path = field(default_factory=paths.editions_root)
    """The root of the editions that sessions see: the program's own, unless a situation makes one."""
    bundle: Path = field(default_factory=paths.bundle_root)

    @property
    def state(self) -> Path:
        """The state folder."""
        return self.folder / "state"

    @property
    def target(self) -> Path:
        """Where is installed to."""
        return self.folder / "target"

    def fresh(self) -> None:
        """Nothing was said yet, and nothing is installed."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.state.mkdir(parents=True)
        os.environ[paths.STATE_VARIABLE] = str(self.state)
        self.editions, self.bundle = paths.editions_root(), paths.bundle_root()

    def newest(self) -> Path:
        """The folder of the newest edition."""
        return find_edition(self.editions, list_editions(self.editions)[-1])

    def session(
        self, channel: Channel = Channel.WIZARD, clock: Callable[[], datetime] | None = None
    ) -> Session:
        """A session on the newest edition. Raises as `open_session`."""
        folder, bundle = self.newest(), self.bundle
        resources = Resources(
            cover=read_cover(folder),
            loaders=Loaders(
                contract=lambda: _contract(folder),
                bundle=lambda: load_bundle(bundle),
                state_folder=paths.state_root,
            ),
            channel=channel,
            clock=clock or _now,
            editions_root=self.editions,
        )
        made = Session(resources, self.language, str(self.target))
        made.load()
        return made

    def said_before(self, parties: Parties, *, consenting: bool = False) -> Issued:
        """An acceptance some time ago, by flags; where `consenting`, with every consent offered."""
        session = self.session(Channel.UNATTENDED, lambda: _now() - _BEFORE)
        say_ready(session, parties)
        for offer in session.consents() if consenting else ():
            session.send(ConsentAnswered(offer.id, given=True, how=Given.FLAG))
        return session.accept(Presentation())

    def granted_before(self, parties: Parties, delegate: Actor) -> Issued:
        """A grant to the delegate, of everything that the parties accepted, by flags."""
        session = self.session(Channel.UNATTENDED, lambda: _now() - _BEFORE)
        products = tuple(products_to_install(session))
        delegation = session.acts.delegation
        asked = delegation.grantable(parties, products).affirmations
        terms = GrantTerms(delegate=delegate.name, email=delegate.email, products=products)
        return delegation.give(parties, terms, dict.fromkeys((found.id for found in asked), Given.FLAG))


def choose(session: Session, parties: Parties) -> None:
    """Say who accepts, and what is installed."""
    session.send(PartiesEntered(parties))
    session.send(SelectionChanged(Selection(products=tuple(products_to_install(session)))))


def say_ready(session: Session, parties: Parties) -> None:
    """Say all that an acceptance by flags needs."""
    choose(session, parties)
    session.send(EditionNamed(session.facts().edition))
    for affirmation in session.affirmations():
        session.send(Affirmed(affirmation.id, Given.FLAG))


def products_to_install(session: Session) -> list[str]:
    """The first system that the bundle can install, and everything else in it."""
    offered = {product for component in session.bundle().components for product in component.products}
    known = [product for product in session.catalogue.products if product.id in offered]
    systems = [product.id for product in known if product.host]
    return systems[:1] + [product.id for product in known if not product.host]


def _contract(folder: Path) -> Contract:
    edition = load_signed(folder)
    return Contract(edition, load_terms(folder, edition), load_acceptance(folder, edition))


def _now() -> datetime:
    return datetime.now(UTC)
