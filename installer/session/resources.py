"""What a session works with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from installer import errors, paths
from installer.agreement.cover import find_edition, list_editions, read_cover

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from installer.acceptance.channel import Channel
    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.cover import Cover
    from installer.agreement.edition import Edition
    from installer.flow.facts import Facts
    from installer.flow.state import State
    from installer.install.bundle import Bundle
    from installer.session.editions import Editions
    from installer.session.issue import Issuer
    from installer.session.meaning import Meaning
    from installer.session.reacceptance import Renewal, Renewals
    from installer.session.references import Doubts, References
    from installer.terms.engine import Terms


class Contract(NamedTuple):
    """The text and the rules that rest on it, checked against each other."""

    edition: Edition
    terms: Terms
    rules: AcceptanceRules


class Loaders(NamedTuple):
    """How to come by what costs time."""

    contract: Callable[[], Contract]
    bundle: Callable[[], Bundle]
    state_folder: Callable[[], Path]


class Resources:
    """Everything a session works with. What costs time is loaded at the first need of it, once.

    Plain, as whatever paints the wizard's first page: to define a dataclass takes half a millisecond.
    """

    def __init__(
        self,
        cover: Cover,
        loaders: Loaders,
        channel: Channel | None,
        clock: Callable[[], datetime],
        editions_root: Path,
    ) -> None:
        self.cover = cover
        self._channel = channel
        self.clock = clock
        self.editions_root = editions_root
        self._loaders = loaders
        self._stood = self._count() if channel == "unattended" else 0

    @cached_property
    def channel(self) -> Channel:
        """The face; the wizard, where no other was named."""
        from installer.acceptance.channel import Channel  # nothing is accepted on the first page

        return self._channel or Channel.WIZARD

    @cached_property
    def contract(self) -> Contract:
        """The text and its rules. Raises the errors of their loaders.

        Also EDITION_MALFORMED (path, detail) when the edition is another one than its cover said: the
        folder was changed in between.
        """
        contract = self._loaders.contract()
        if not self.cover.is_of(contract.edition):
            raise errors.UntrustedData(
                errors.Code.EDITION_MALFORMED, path=self.cover.id, detail=contract.edition.id
            )
        return contract

    @cached_property
    def meaning(self) -> Meaning:
        """What a state means under the contract, today. Raises as `contract`."""
        from installer.session.meaning import Meaning

        return Meaning(
            self.contract.edition,
            self.contract.terms,
            self.contract.rules,
            channel=self.channel,
            today=self.clock().astimezone().date(),
            renewals=self._renewal,
            doubts=self._doubted,
        )

    def facts(self, state: State) -> Facts:
        """The meaning of that state: the flow's rules, loaded only when the flow asks."""
        return self.meaning(state)

    @property
    def loaded(self) -> bool:
        """Whether the contract is loaded and was found sound."""
        return "meaning" in self.__dict__

    @cached_property
    def bundle(self) -> Bundle:
        """The bundle, its signature checked. Raises as `load_bundle` of the install package."""
        return self._loaders.bundle()

    @cached_property
    def state_folder(self) -> Path:
        """Where log, key and receipts are kept."""
        return self._loaders.state_folder()

    @cached_property
    def issuer(self) -> Issuer:
        """Writes this run's statements. Raises as `contract`."""
        from installer.session.issue import Issuer

        return Issuer(self.state_folder, self.contract.edition, self.clock, self._stood)

    def _count(self) -> int:
        """How many records the log has before a run without a person at it looks at anything."""
        from installer.evidence.store import count

        return count(self.state_folder)

    def _renewal(self, state: State) -> Renewal | None:
        # Not `self.renewals.of` above: the first page needs neither the log nor what reads it.
        return self.renewals.of(state)

    def _doubted(self, state: State) -> Doubts | None:
        """Where somebody sits at a screen they are told ahead; a run without one is told when it decides.

        An answer file may be checked on another computer than the one whose log it points into.
        """
        parties = state.parties
        if self.channel != "wizard" or (parties.role == "end-user" and not parties.authority.receipt):
            return None
        return self.references.doubts(state)

    @cached_property
    def references(self) -> References:
        """What an answer to "who accepts?" points to."""
        from installer.session.references import References

        return References(self)

    @cached_property
    def renewals(self) -> Renewals:
        """What somebody who accepted an earlier edition is asked now."""
        from installer.session.reacceptance import Renewals

        return Renewals(self)

    @cached_property
    def editions(self) -> Editions:
        """The edition in force and those beside it. Raises as `contract`."""
        from installer.session.editions import Editions

        products = frozenset(product.id for product in self.contract.terms.catalogue.products)
        return Editions(self.contract.edition, self.contract.rules, self.editions_root, products)


def gather(
    edition_id: str | None, bundle: Path | None, *, channel: Channel | None, clock: Callable[[], datetime]
) -> Resources:
    """What a run on the edition works with, by default on the newest of the only agreement there is.

    Reads the cover alone. Raises as `find_edition` and `read_cover`.
    """
    root = paths.editions_root()
    folder = _default_edition(root) if edition_id is None else find_edition(root, edition_id)
    return Resources(
        cover=read_cover(folder),
        loaders=Loaders(
            contract=lambda: _load_contract(folder),
            bundle=lambda: _load_bundle(bundle if bundle is not None else paths.bundle_root()),
            state_folder=paths.state_root,
        ),
        channel=channel,
        clock=clock,
        editions_root=root,
    )


def _default_edition(root: Path) -> Path:
    """The folder of the newest edition. With several agreements one has to be named."""
    editions = list_editions(root)
    agreements = {edition.partition("/")[0] for edition in editions}
    if len(agreements) != 1:
        raise errors.BadInput(errors.Code.EDITION_UNKNOWN, edition="", known=" ".join(editions))
    return root.joinpath(*editions[-1].split("/"))


def _load_contract(folder: Path) -> Contract:
    # Imported here: the wizard paints its first page without the terms engine.
    from installer.acceptance.load import load_acceptance
    from installer.agreement.signed import load_signed
    from installer.terms.load import load_terms

    edition = load_signed(folder)
    return Contract(edition, load_terms(folder, edition), load_acceptance(folder, edition))


def _load_bundle(folder: Path) -> Bundle:
    # Imported here: the wizard paints its first page without archives and signatures.
    from installer.install.bundle import load_bundle

    return load_bundle(folder)
