"""What somebody who declines is told: the refund rule and its exceptions, at the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from installer.acceptance.rules import AcceptanceRules, RefundException
    from installer.agreement.edition import Edition, Shown
    from installer.i18n import Language


class Refund(msgspec.Struct, frozen=True):
    """The clauses to show, in the reader's language with the governing wording beside it."""

    clauses: tuple[Shown, ...]
    exceptions: tuple[RefundException, ...]


def refund(rules: AcceptanceRules, edition: Edition, language: Language) -> Refund:
    """What may be returned, and when not (for this edition: `introduction/p2`)."""
    return Refund(
        clauses=tuple(edition.shown(clause, language) for clause in rules.refund),
        exceptions=rules.refund_exceptions,
    )
