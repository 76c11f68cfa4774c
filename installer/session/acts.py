"""What people say beside a decision, by what it is about."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from installer.acceptance.names import same_name
from installer.acceptance.parties import bound
from installer.session import imported, notices
from installer.session.notices import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.parties import Parties, Principal
    from installer.agreement.clause import ClauseId
    from installer.evidence.predicates import EditionRef
    from installer.session.accepted import ListedAcceptance
    from installer.session.addresses import AddressBook
    from installer.session.again import Again
    from installer.session.consenting import Consenting
    from installer.session.delegation import Delegation
    from installer.session.desk import Desk
    from installer.session.imported import Imported
    from installer.session.ledger import Entry
    from installer.session.listed_grants import ListedGrant
    from installer.session.notices import Pending
    from installer.session.pack import Pack
    from installer.session.references import References
    from installer.session.standing import Standing
    from installer.terms.selected import Selection


class Acts(msgspec.Struct, frozen=True, dict=True):
    """One object for a face; each part reads the log anew when it is asked."""

    desk: Desk

    @cached_property
    def delegation(self) -> Delegation:
        """Grants: what may be granted, giving, revoking, listing."""
        from installer.session.delegation import Delegation

        return Delegation(self.desk)

    @cached_property
    def standing(self) -> Standing:
        """A principal's word about what others accepted for them; and answers to pending notices."""
        from installer.session.standing import Standing

        return Standing(self.desk)

    @cached_property
    def consenting(self) -> Consenting:
        """Consents: listing, giving, refusing, withdrawing."""
        from installer.session.consenting import Consenting

        return Consenting(self.desk)

    def notices(self) -> tuple[tuple[Pending, Answer], ...]:
        """The notices in the state folder that have their receipt, each with its answer here.

        Raises as `notices.load`; one without a receipt is of an acceptance that failed, and is left out.
        """
        paths = notices.listed(self.desk.resources.state_folder)
        if not paths:
            return ()
        ledger = self.desk.read()
        found = []
        for path in paths:
            if notices.receipt_of(path).exists():
                pending = notices.load(path)
                found.append((pending, notices.answer(ledger, pending)))
        return tuple(found)

    def pending(self) -> tuple[Pending, ...]:
        """The notices that nobody at this computer has answered. Raises as `notices`.

        Where there is no notice at all neither the log nor what reads it is loaded.
        """
        return tuple(found for found, answer in self.notices() if answer is Answer.PENDING)

    def accepted(self) -> tuple[ListedAcceptance, ...]:
        """All acceptances in the log's order, with what has become of each. Raises LOG_BROKEN."""
        from installer.session.accepted import listed

        return listed(self.desk.read())

    def entries(self) -> tuple[Entry, ...]:
        """Every statement of the log, whatever it says. Raises LOG_BROKEN."""
        return self.desk.read().entries

    def receipt(self, record: str) -> Path | None:
        """Where the receipt file of that record is; None where it was taken away."""
        return next(iter(sorted(self.receipts.glob(f"*-{record[:12]}.assent.json"))), None)

    @property
    def receipts(self) -> Path:
        """The folder where receipts are kept, whether it is there or not."""
        from installer.session.issue import RECEIPTS

        return self.desk.resources.state_folder / RECEIPTS

    def receipt_again(self, record: str) -> Again:
        """The receipt of a record of this computer's log, to be written with `write_again`.

        Raises as `named` and `make_again`.
        """
        from installer.session.again import make_again
        from installer.session.desk import named

        resources = self.desk.resources
        entry = named(self.desk.read(), record, "record")
        with resources.issuer.log() as log:
            return make_again(log, entry.index, resources.state_folder, resources.editions_root)

    def write_again(self, found: Again, path: Path) -> None:
        """Write a receipt that was made again. Raises Unavailable FILE_UNWRITABLE (path, detail)."""
        from installer.session.again import write_again

        write_again(found, path, self.desk.resources.state_folder)

    def save_again(self, record: str, folder: Path) -> Path:
        """Make the receipt again and write it into the folder, under its name; the file.

        Raises as `receipt_again` and `write_again`.
        """
        found = self.receipt_again(record)
        path = folder / found.place.name
        self.write_again(found, path)
        return path

    def about(self, edition: EditionRef) -> Acts:
        """The acts on the edition that a record names: a word about it is a word about that text.

        Raises EDITION_UNKNOWN where it is not at hand, and as `gather` and `Resources.contract`.
        """
        resources = self.desk.resources
        if edition.digest == resources.contract.edition.digest:
            return self
        from installer.session.resources import gather

        there = gather(edition.id, None, channel=resources.channel, clock=resources.clock)
        _ = there.contract
        return Acts(self.desk.with_resources(there))

    def notice(self, named: str) -> Pending:
        """One notice, by its file or its digest. Raises as `notices.find`."""
        return notices.find(self.desk.resources.state_folder, named)

    def answered(self, pending: Pending) -> Answer:
        """What was last said here about a notice, wherever its file is. Raises LOG_BROKEN."""
        return notices.answer(self.desk.read(), pending)

    @cached_property
    def references(self) -> References:
        """The earlier acceptances that an answer to "who accepts?" may point to."""
        from installer.session.references import References

        return References(self.desk.resources)

    def people(self) -> AddressBook:
        """Who accepted, and for whom, on this computer before. Raises as `read_ledger`."""
        from installer.session.addresses import address_book

        return address_book(self.desk.read())

    def imported(self, record: str) -> Imported | None:
        """The imported receipt of that record; None where there is none. Raises as `imported.find`."""
        return imported.find(self.desk.resources.state_folder, record)

    def grants(self, parties: Parties) -> tuple[ListedGrant, ...]:
        """The grants that hold, newest first: the principal's, or everybody's while none is named.

        Raises as `Delegation.listed`.
        """
        from installer.session.listed_grants import GrantState

        principal = bound(parties).name.strip()
        return tuple(
            found
            for found in reversed(self.delegation.listed())
            if found.state is GrantState.HOLDS
            and (not principal or same_name(found.granted.principal, principal))
        )

    def import_earlier(self, path: Path) -> Imported:
        """Keep the receipt of an acceptance that a role's one may rest on: of any edition at hand.

        Raises as `imported.keep` and `about`.
        """
        found, _ = imported.read_receipt(path, self._for_others)
        return self.about(found.said.edition).import_receipt(path)

    def pack(self, principal: Principal, selection: Selection) -> Pack:
        """What a customer needs to accept on their own computer. Raises as `pack.prepare`."""
        from installer.session.pack import prepare

        resources = self.desk.resources
        return prepare(resources.contract, principal, selection, resources.clock().astimezone().date())

    def import_receipt(self, path: Path) -> Imported:
        """Keep a customer's own receipt, so that an acceptance for them can rest on it.

        Raises as `imported.keep`; RECEIPT_UNFIT (path, detail) also for another text than this one.
        """
        cite = self._for_others
        found, _ = imported.read_receipt(path, cite)
        if found.said.edition.digest != self.desk.resources.contract.edition.digest:
            raise imported.unfit(path, "edition", cite)
        return imported.keep(self.desk.resources.state_folder, path, cite)

    @property
    def _for_others(self) -> tuple[ClauseId, ...]:
        """The clauses by which whoever installs for another makes sure that the other has accepted."""
        rules = self.desk.resources.contract.rules.capacities.values()
        return next((rule.cite for rule in rules if rule.capacity == "on-behalf"), ())
