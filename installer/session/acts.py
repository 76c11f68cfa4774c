"""What people say beside a decision, by what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from installer.session import imported, notices

if TYPE_CHECKING:
    from pathlib import Path

    from installer.session.consenting import Consenting
    from installer.session.delegation import Delegation
    from installer.session.desk import Desk
    from installer.session.imported import Imported
    from installer.session.notices import Answer, Pending
    from installer.session.standing import Standing


@dataclass(frozen=True)
class Acts:
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
        ledger = self.desk.read()
        found = []
        for path in notices.listed(self.desk.resources.state_folder):
            if notices.receipt_of(path).exists():
                pending = notices.load(path)
                found.append((pending, notices.answer(ledger, pending)))
        return tuple(found)

    def notice(self, named: str) -> Pending:
        """One notice, by its file or its digest. Raises as `notices.find`."""
        return notices.find(self.desk.resources.state_folder, named)

    def import_receipt(self, path: Path) -> Imported:
        """Keep a customer's own receipt, so that an acceptance for them can rest on it.

        Raises as `imported.keep`; RECEIPT_UNFIT (path, detail) also for another text than this one.
        """
        found, _ = imported.read_receipt(path)
        edition = self.desk.resources.contract.edition
        rules = self.desk.resources.contract.rules
        cite = next((rule.cite for rule in rules.capacities.values() if rule.capacity == "on-behalf"), ())
        if found.said.edition.digest != edition.digest:
            raise imported.unfit(path, "edition", cite)
        return imported.keep(self.desk.resources.state_folder, path, cite)
