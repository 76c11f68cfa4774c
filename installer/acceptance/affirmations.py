"""Which affirmations a situation needs, and what each of them rests on (design §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec.structs import replace

from installer.acceptance.parties import Capacity, PartyType
from installer.acceptance.rules import When

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import AcceptanceRules, AffirmationRule
    from installer.agreement.clause import ClauseId
    from installer.i18n import Language
    from installer.terms.determination import Affirmation, Determination

Basis: TypeAlias = "Mapping[str, Hashable]"
"""Per affirmation id, everything its "yes" rests on. Where the value changes, the "yes" is gone."""


class Situation(msgspec.Struct, frozen=True):
    """Who accepts what, and in which language it was before them."""

    determination: Determination
    edition_digest: str
    parties: Parties
    language: Language
    """In which the words of the affirmations are shown."""
    translation_shown: bool
    consents: Mapping[str, bool]
    changed: tuple[ClauseId, ...] = ()
    """The clauses that changed since the edition that the principal accepted before."""


def needed(rules: AcceptanceRules, situation: Situation) -> tuple[Affirmation, ...]:
    """The affirmations to be given, each by itself, in the order they are shown.

    First those of the edition's acceptance rules, then the duties of the products, without those that
    rest on nothing but the clauses of a "yes" to the role or occasion: nobody is asked twice. A delegate
    is not asked for the duties: what they rest on is the principal's earlier acceptance, whose terms the
    delegate may accept anew only as far as the grant goes (`delegation.authorise` sees to that).
    """
    applying = tuple(rule for rule in rules.affirmations if _applies(rule, situation))
    asked = tuple(_rested(rule, situation) for rule in applying)
    if situation.parties.capacity is Capacity.DELEGATE:
        return asked
    said = {clause for rule in applying if rule.roles or rule.occasions for clause in rule.affirmation.cite}
    duties = situation.determination.affirmations
    return (*asked, *(duty for duty in duties if not set(duty.cite) <= said))


def named_by_edition(rules: AcceptanceRules, capacity: Capacity) -> str | None:
    """The id of the "yes" that naming edition and digest gives; None when the edition knows none."""
    return next(
        (
            rule.affirmation.id
            for rule in rules.affirmations
            if rule.names_edition and capacity in rule.capacities
        ),
        None,
    )


def basis(affirmations: tuple[Affirmation, ...], situation: Situation) -> Basis:
    """What each of the affirmations rests on: its words, its clauses, the text, the people."""
    common = (
        situation.edition_digest,
        situation.determination.sections,
        situation.parties,
        situation.language,
        situation.changed,
    )
    return {
        affirmation.id: (affirmation.cite, tuple(sorted(affirmation.text.items())), common)
        for affirmation in affirmations
    }


def _applies(rule: AffirmationRule, situation: Situation) -> bool:
    parties = situation.parties
    if parties.capacity not in rule.capacities:
        return False
    if (rule.roles and parties.role not in rule.roles) or (
        rule.occasions and parties.occasion not in rule.occasions
    ):
        return False
    holds = {
        When.ALWAYS: True,
        When.TRANSLATION_SHOWN: situation.translation_shown,
        When.THIRD_PARTY_TERMS: bool(situation.determination.acknowledgements),
        When.ORGANISATION: parties.principal.type is PartyType.ORGANISATION,
        When.CHANGED: bool(situation.changed),
        When.CONSENT: any(situation.consents.get(consent, False) for consent in rule.consents),
    }
    return holds[rule.when]


def _rested(rule: AffirmationRule, situation: Situation) -> Affirmation:
    """The affirmation with the clauses that it is about: of third-party terms, or those that changed."""
    if rule.when is When.CHANGED:
        named = dict.fromkeys((*rule.affirmation.cite, *situation.changed))
        return replace(rule.affirmation, cite=tuple(named))
    if rule.when is not When.THIRD_PARTY_TERMS:
        return rule.affirmation
    cited: dict[ClauseId, None] = dict.fromkeys(rule.affirmation.cite)
    for item in situation.determination.acknowledgements:
        cited.update(dict.fromkeys(item.cite))
    return replace(rule.affirmation, cite=tuple(cited))
