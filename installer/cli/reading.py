"""Printing the agreement on a terminal, and telling the session what was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.clause import SectionId
    from installer.cli.options import Face
    from installer.i18n import Language, Translator
    from installer.session import Session
    from installer.session.covering import Covering
    from installer.session.reacceptance import Renewal


def print_sections(session: Session, sections: Iterable[SectionId]) -> None:
    """In order; the governing wording wherever it is to stand beside."""
    from installer.flow.state import SectionSeen

    language = language_of(session)
    for section in sections:
        click.echo()
        _print_section(session, section, language)
        session.send(SectionSeen(section, language))


def print_differences(session: Session, renewal: Renewal, face: Face) -> None:
    """Every change since the edition that was accepted before, its words with their marks.

    In the language of the text and in the one that governs, in all where all do.
    """
    from installer.agreement.compare.render import concerned, render_text
    from installer.flow.state import DifferencesShown

    languages = _languages(session)
    comparison = renewal.comparison
    click.echo(render_text(comparison, languages, face.translator()), nl=False)
    for part in comparison.edition_changes:
        session.send(DifferencesShown(renewal.differences(part.part.value, (face.language,))))
    for change in comparison.changes:
        printed = [language for language, _ in concerned(change, languages)]
        session.send(DifferencesShown(renewal.differences(change.clause, printed)))


def tell_differences(session: Session, face: Face) -> None:
    """As `print_differences`, where nobody may be looking: nothing counts as shown."""
    from installer.agreement.compare.render import render_text
    from installer.errors import AssentError

    try:
        renewal = session.renewal()
    except AssentError:
        return  # whoever reads the log for a decision has said what is wrong with it
    if renewal is not None and renewal.items:
        languages = _languages(session)
        click.echo(render_text(renewal.comparison, languages, face.translator()), nl=False)


def covering_words(covering: Covering, tr: Translator, at: str = "") -> str:
    """By which acceptance a run is covered, and what has changed since.

    `at` is its moment as people read it; a run that nobody watches loads no library for that.
    """
    said = tr("Nothing has changed since the acceptance of {time} (record {record}): it covers this.")
    if covering.renewal is not None:
        said = tr(
            "Since the acceptance of {time} (record {record}) only that has changed of which you are to be "
            "told: it covers this."
        )
    return said.format(time=at or covering.since.accepted.time.at, record=covering.since.entry.digest)


def _languages(session: Session) -> tuple[Language, ...]:
    edition = session.edition
    governing = edition.languages if edition.prevailing is None else (edition.prevailing,)
    return tuple(dict.fromkeys((language_of(session), *governing)))


def language_of(session: Session) -> Language:
    """The language in which the text is printed: the person's, where the edition has it."""
    wanted = session.state.language
    return wanted if wanted in session.edition.languages else session.translation()


def _print_section(session: Session, section: SectionId, language: Language) -> None:
    edition = session.edition
    for row in edition.rows():
        if row.clause.partition("/")[0] != section:
            continue
        shown = edition.shown(row.clause, language)
        if shown.text is not None:
            click.echo(shown.text)
        if shown.governing is not None:
            click.echo(f"[{edition.prevailing}] {shown.governing}")
