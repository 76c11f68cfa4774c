"""Which sections of products do not apply, and why: the counterpart of `sections`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms import schema
from installer.terms.determination import ExcludedSection, Reason
from installer.terms.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from installer.agreement.clause import SectionId
    from installer.terms.catalogue import Product
    from installer.terms.determination import AppliedSection
    from installer.terms.phrases import Speaker
    from installer.terms.situation import Situation


def excluded(
    holding: Collection[schema.AnyRule],
    situation: Situation,
    applied: Iterable[AppliedSection],
    speaker: Speaker,
) -> tuple[ExcludedSection, ...]:
    """All product sections that are not among `applied`, in printed order, each with its reasons.

    `holding` are the rules that hold. Not selected is one reason; that one of them would bring the
    section, were it what is used, is another.
    """
    there = {each.section for each in applied}
    return tuple(
        ExcludedSection(product.id, tuple(_reasons(product, holding, situation, speaker)))
        for product in situation.catalogue.products
        if product.id not in there
    )


def _reasons(
    product: Product, holding: Iterable[schema.AnyRule], situation: Situation, speaker: Speaker
) -> Iterator[Reason]:
    only_oem = any(host.oem and host.product.id == product.id for host in situation.linked)
    for rule in holding:
        if isinstance(rule, schema.OwnRule):
            text = speaker.say(Phrase.NOT_SELECTED, subject=product.subject, rule=rule.text)
            yield Reason("not-selected", rule.cite, text, rule.id)
        elif isinstance(rule, schema.LinkRule) and _reaches(rule, product.id, situation):
            phrase = Phrase.ONLY_OEM if only_oem else Phrase.NOT_USED
            text = speaker.say(phrase, subject=product.subject, rule=rule.text)
            yield Reason("oem" if only_oem else "not-used", rule.cite, text, rule.id)


def _reaches(rule: schema.LinkRule, product: SectionId, situation: Situation) -> bool:
    return product in situation.catalogue.expand(rule.to_host)
