"""Turns the content into the blocks of one column, and marked clauses into sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from installer.agreement.edition import Standing
from ui.translation import language_name
from ui.widgets.reader_document import Piece, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Row, Shown
    from installer.i18n import Language, Translator
    from ui.widgets.reader_content import ReaderContent

_GAP_EMS: Final = {"paragraph": 0.75, "heading": 0.4, "before-heading": 1.6, "folded": 0.5}
"""Distances between rows, in lines of plain text."""


def heading_of(content: ReaderContent, row: Row) -> int:
    """The heading's level, or 0 for what is not a heading."""
    return content.headings.get(row.clause, 0)


def column_pieces(content: ReaderContent, language: Language) -> Iterator[Piece]:
    """The wording in one language, one piece each clause, for a column beside another."""
    for number, row in enumerate(content.rows):
        clause = row.wordings.get(language)
        if clause is not None:
            yield _piece(content, number, Role.CLAUSE, clause.text, language)


def alone_pieces(content: ReaderContent, notes: Mapping[ClauseId, str], tr: Translator) -> Iterator[Piece]:
    """The translation for a column that is alone: the governing wording under marked clauses.

    A clause that the governing language lacks is as it is; one that the translation lacks shows
    the governing wording alone.
    """
    governs = tr("The {language} text governs:").format(language=language_name(content.governing, tr))
    for number, row in enumerate(content.rows):
        clause = row.wordings.get(content.translation)
        if clause is not None:
            yield _piece(content, number, Role.CLAUSE, clause.text, content.translation)
        if row.clause not in notes:
            continue
        governing = content.shown[row.clause].governing
        if governing is not None:
            yield _piece(content, number, Role.NOTE, governs)
            yield _piece(content, number, Role.GOVERNING, governing, content.governing)
        yield _piece(content, number, Role.NOTE, notes[row.clause])


def explain_all(content: ReaderContent, tr: Translator) -> dict[ClauseId, str]:
    """What to say about each clause whose translation cannot be relied on."""
    if not content.bilingual:
        return {}
    return {
        row.clause: explain(content.shown[row.clause], tr)
        for row in content.rows
        if content.is_marked(row.clause)
    }


def explain(shown: Shown, tr: Translator) -> str:
    """Why the translation of a clause cannot be relied on."""
    if shown.standing is Standing.MISSING:
        return tr("This clause has not been translated.")
    if shown.standing is Standing.STALE:
        return tr("This translation was made from another wording of the governing text.")
    return " ".join(
        divergence.difference.get(tr.language) or next(iter(divergence.difference.values()))
        for divergence in shown.divergences
    )


def _piece(
    content: ReaderContent, number: int, role: Role, text: str, language: Language | None = None
) -> Piece:
    row = content.rows[number]
    differing = () if language is None else _phrases(content, row.clause, language)
    heading = heading_of(content, row) if role is Role.CLAUSE else 0
    has_body = row.section in content.with_body
    muted = row.section not in content.applicable and has_body
    following = content.rows[number + 1 : number + 2]
    return Piece(
        row=number,
        clause=row.clause,
        role=role,
        text=text,
        heading=heading,
        muted=muted,
        section=row.section,
        folds=bool(heading and muted and following and following[0].section == row.section),
        asks=bool(heading and has_body and not muted),
        phrases=differing,
    )


def _phrases(content: ReaderContent, clause: ClauseId, language: Language) -> tuple[str, ...]:
    """The words of this language in the reviewed divergences of the clause."""
    if not content.bilingual:
        return ()
    divergences = content.shown[clause].divergences
    return tuple(filter(None, (divergence.phrases.get(language) for divergence in divergences)))


def row_gaps(content: ReaderContent, rows: Sequence[int], em: float) -> dict[int, float]:
    """The distance below each of `rows`, which are those on screen, in pixels.

    A multiple of 1/64 pixel, as all heights are in Qt's layout.
    """
    return {
        number: round(em * _GAP_EMS[_gap(content, number, following)] * 64) / 64
        for number, following in zip(rows, [*rows[1:], *rows[-1:]], strict=True)
    }


def _gap(content: ReaderContent, number: int, following: int) -> str:
    here, then = heading_of(content, content.rows[number]), heading_of(content, content.rows[following])
    if then and then >= here and here and following > number + 1:
        return "folded"
    if then and not (here and then > here):
        return "before-heading"
    return "heading" if here else "paragraph"
