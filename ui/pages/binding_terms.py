"""What binds, as a document: the sections that apply, each reason said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import amounts
from ui.citation import section_name
from ui.translation import language_name

if TYPE_CHECKING:
    from installer.agreement.clause import SectionId
    from installer.i18n import Translator
    from installer.session import Session
    from installer.terms.determination import Reason, ReasonedSection
    from ui.answers import AnswerDocument


def describe_terms(document: AnswerDocument, session: Session, tr: Translator) -> None:
    """The text, its languages, and each section that applies with its reasons."""
    edition, determination = session.edition, session.determination
    document.heading(tr("What binds"), 3)
    document.paragraph(
        tr("{title} ({date}). Accepted in this language: {language}.").format(
            title=edition.title[tr.language],
            date=amounts.date(edition.date, tr.spoken),
            language=language_name(session.state.language, tr),
        )
    )
    governing = edition.prevailing
    document.paragraph(
        tr("All languages of the text are equal.")
        if governing is None
        else tr("The text in this language governs: {language}.").format(
            language=language_name(governing, tr)
        )
    )
    for because, group in _together(determination.applies):
        names = [section_name(edition, section, tr.language) for section in group]
        if len(names) == 1:
            document.heading(names[0], 4)
        for reason in because:
            document.reason(reason)
        if len(names) > 1:
            document.bullets(names)


def _together(
    applies: tuple[ReasonedSection, ...],
) -> list[tuple[tuple[Reason, ...], list[SectionId]]]:
    """The sections that bind for the same reasons, each reason said once."""
    groups: list[tuple[tuple[Reason, ...], list[SectionId]]] = []
    for applied in applies:
        alike = next((group for because, group in groups if because == applied.because), None)
        if alike is None:
            groups.append((applied.because, [applied.section]))
        else:
            alike.append(applied.section)
    return groups
