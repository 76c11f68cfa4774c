"""A licence count as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.counting import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from installer.i18n import Language, Translator
    from installer.terms.counting import Because, Count, Line
    from installer.terms.engine import Terms


def render_count(found: Count, terms: Terms, language: Language, tr: Translator) -> str:
    """Line by line with rule and clauses, then the sum. Ends with a line feed.

    `language` is that of the edition's sentences, `tr` says the headings.
    """
    return "\n".join(_lines(found, terms, language, tr)) + "\n"


def _lines(found: Count, terms: Terms, language: Language, tr: Translator) -> Iterator[str]:
    yield tr("Device licences under {edition}").format(edition=terms.edition)
    for line in found.lines:
        yield from _line(line, language, tr)
    for each in found.extra:
        yield f"  + {each.licenses}"
        yield _because(each, language)
    yield from ("", tr("Needed: {number}").format(number=_range(found.least, found.most)))
    yield from _owned(found, language, tr)
    for further in found.further:
        owned = "–" if further.owned is None else str(further.owned)
        name = terms.quantities[further.license][language]
        yield tr("{licence}: {needed} needed, {owned} owned [{clauses}]").format(
            licence=name, needed=further.needed, owned=owned, clauses=", ".join(further.cite)
        )
    for heading, items in (
        (tr("Not allowed"), found.conflicts),
        (tr("Left open by the agreement"), found.undecided),
    ):
        if items:
            yield from ("", heading)
        for item in items:
            yield f"  {item.id}: {item.text[language]} [{', '.join(item.cite)}]"


def _line(line: Line, language: Language, tr: Translator) -> Iterator[str]:
    number = _range(line.least, line.most)
    yield tr("Line {line}, {name}: {number}").format(
        line=line.device.line, name=line.device.name, number=number
    )
    for each in line.because:
        yield _because(each, language)


def _because(each: Because, language: Language) -> str:
    return f"    {each.licenses}: {each.rule}: {each.text[language]} [{', '.join(each.cite)}]"


def _owned(found: Count, language: Language, tr: Translator) -> Iterator[str]:
    if found.verdict is None:
        return
    said = {
        Verdict.ENOUGH: tr("Owned: {owned}. That is enough."),
        Verdict.SHORT: tr("Owned: {owned}. That is not enough."),
        Verdict.OPEN: tr(
            "Owned: {owned}. By one reading of the agreement that is enough, by another it is not."
        ),
    }
    yield said[found.verdict].format(owned=found.owned)
    for each in found.bound:
        yield f"    {each.rule}: {each.text[language]} [{', '.join(each.cite)}]"


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"
