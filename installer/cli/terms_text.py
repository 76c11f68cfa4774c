"""A determination as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.i18n import Language, Translator
    from installer.terms.determination import (
        Affirmation,
        AppliedSection,
        Determination,
        ExcludedSection,
        Item,
        ReasonedSection,
    )
    from installer.terms.engine import Terms


def render(determination: Determination, terms: Terms, language: Language, tr: Translator) -> str:
    """The answer under headings, every sentence with the clauses it rests on. Ends with a line feed.

    `language` is that of the edition's sentences, `tr` says the headings.
    """
    page = _Page(terms, language, tr)
    return "\n".join(page.lines(determination)) + "\n"


class _Page:
    def __init__(self, terms: Terms, language: Language, tr: Translator) -> None:
        self._terms = terms
        self._language = language
        self._tr = tr

    def lines(self, determination: Determination) -> Iterator[str]:
        tr = self._tr
        yield tr("Terms of {edition}").format(edition=determination.edition)
        yield from self._applies(determination.applies)
        for heading, items in (
            (tr("Not allowed"), determination.conflicts),
            (tr("Left open by the agreement"), determination.undecided),
            (tr("Third-party terms"), determination.acknowledgements),
            (tr("To be affirmed separately"), determination.affirmations),
            (tr("Obligations"), determination.obligations),
            (tr("Good to know"), determination.notices),
        ):
            yield from self._items(heading, items)
        yield from self._excluded(determination.does_not_apply)

    def _applies(self, applies: Iterable[AppliedSection]) -> Iterator[str]:
        """The general terms as one entry; every other section with each of its reasons."""
        tr = self._tr
        general: list[AppliedSection] = []
        special: list[AppliedSection] = []
        for applied in applies:
            (special if self._own(applied) else general).append(applied)
        yield from ("", tr("Applies"))
        count = len(general)
        yield "  " + tr.n(
            "General terms ({count} section)", "General terms ({count} sections)", count
        ).format(count=count)
        for applied in special:
            yield from self._reasoned(applied)

    def _excluded(self, excluded: Iterable[ExcludedSection]) -> Iterator[str]:
        """Every section of a product that does not apply, with each of its reasons."""
        found = tuple(excluded)
        if found:
            yield from ("", self._tr("Does not apply"))
        for each in found:
            yield from self._reasoned(each)

    def _reasoned(self, found: ReasonedSection) -> Iterator[str]:
        yield f"  {self._terms.catalogue.by_id[found.section].name[self._language]} [{found.section}]"
        for reason in found.because:
            yield "    " + self._tr("because: {reason} [{clauses}]").format(
                reason=reason.text[self._language], clauses=", ".join(reason.cite)
            )

    def _own(self, applied: AppliedSection) -> bool:
        return applied.section in self._terms.catalogue.by_id

    def _items(self, heading: str, items: Iterable[Item | Affirmation]) -> Iterator[str]:
        found = tuple(items)
        if found:
            yield from ("", heading)
        for item in found:
            yield f"  {item.id}: {item.text[self._language]} [{', '.join(item.cite)}]"
            yield from (f"      {link}" for link in item.links)
