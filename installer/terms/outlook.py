"""What a selection brings along and asks for, for whoever is still choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from installer.terms import schema
from installer.terms.determination import Item
from installer.terms.questions import find_questions

if TYPE_CHECKING:
    from installer.terms.determination import AppliedSection, Determination
    from installer.terms.engine import Terms
    from installer.terms.questions import Questions
    from installer.terms.situation import Situation


class Outlook(msgspec.Struct, frozen=True):
    """See module. Items have the kinds `requires` and `limit`."""

    along: tuple[AppliedSection, ...]
    """Sections of products that are not selected and apply all the same."""
    required: tuple[Item, ...]
    """Products that selected ones may only be used with, and that are there; else it is a conflict."""
    needed: tuple[Item, ...]
    """Licences and numbers that bound the use."""
    questions: Questions


def look_ahead(terms: Terms, determination: Determination) -> Outlook:
    """The outlook of that answer, which these terms gave."""
    situation = terms.situation(determination.selection)
    ahead = terms.catalogue.by_id.keys() - situation.selected
    return Outlook(
        along=tuple(applied for applied in determination.applies if applied.section in ahead),
        required=tuple(
            _item(terms, situation, rule, "requires")
            for rule in terms.rules
            if isinstance(rule, schema.RequiresRule)
            and rule.subject in situation.selected
            and situation.present & terms.catalogue.expand(rule.needs)
        ),
        needed=tuple(
            _item(terms, situation, rule, "limit")
            for rule in terms.rules
            if isinstance(rule, schema.LimitRule) and situation.holds(rule.when)
        ),
        questions=find_questions(terms, situation),
    )


def _item(terms: Terms, situation: Situation, rule: schema.Rule, kind: str) -> Item:
    return Item(rule.id, kind, terms.printed.cited(rule.cite, situation.selected), rule.text)
