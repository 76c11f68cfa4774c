"""Fills a `QTextDocument` with clauses, and reads back from it what it really holds.

Every block says in its format which clause it shows and in which role, so that the wording on
screen can be compared with the signed wording even where a block of our own stands between two
clauses. Wording goes in exactly as it is: numbers and addresses become links by format alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from installer.agreement.clause import ClauseId, SectionId

CLAUSE_PROPERTY: Final = QTextFormat.Property.UserProperty.value + 1
ROLE_PROPERTY: Final = QTextFormat.Property.UserProperty.value + 2

CLAUSE_SCHEME: Final = "clause:"
"""Links to clauses are `clause:` and the clause id."""

SECTION_SCHEME: Final = "section:"
"""Links that fold or unfold a section are `section:` and the section id."""

REASON_SCHEME: Final = "reason:"
"""Links that ask why a section applies are `reason:` and the section id."""

_LINE_HEIGHT: Final = 145.0
_HEADING_LINE_HEIGHT: Final = 118.0
"""Percent. Long legal sentences need more air between lines than labels do."""

_INNER_GAP_EMS: Final = 0.45
"""Above what stands under a clause."""

_LINK = re.compile(r"^\d+\.(?= )|(?:https?://|www\.)[^\s)”\"]*[^\s)”\".,;:]")
"""The printed number, or an address without the punctuation that follows it."""


class Role(IntEnum):
    """Why a block is in the document."""

    CLAUSE = 1
    """The wording of the column's own language: what is signed."""
    GOVERNING = 2
    """The prevailing wording under a clause whose translation is not faithful."""
    NOTE = 3
    """A sentence of ours."""


@dataclass(frozen=True)
class Piece:
    """One block to be. `heading` is 0 for a paragraph, else the heading's level."""

    row: int
    clause: ClauseId
    role: Role
    text: str
    heading: int = 0
    muted: bool = False
    """Of a section that does not apply: greyed."""
    section: SectionId = ""
    folds: bool = False
    """A heading that folds and unfolds its section."""
    asks: bool = False
    """A heading that tells why its section applies."""
    phrases: tuple[str, ...] = ()
    """Words in which the translation and the governing text differ: underlined."""


@dataclass(frozen=True)
class Cell:
    """The blocks of one row in one document, by block number."""

    row: int
    clause: ClauseId
    first: int
    last: int


@dataclass(frozen=True)
class Look:
    """Colours and the size of an em, from which all distances follow."""

    text: QColor
    muted: QColor
    link: QColor
    mark: QColor
    em: float


def fill(document: QTextDocument, pieces: Sequence[Piece], look: Look) -> list[Cell]:
    """Put `pieces` into the empty `document`, one block each; say where each row went.

    Blocks have no distance between them yet: distances between rows belong to the aligner.
    """
    cells: list[Cell] = []
    formats = _Formats(look)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, piece in enumerate(pieces):
        if number == 0:
            cursor.setBlockFormat(formats.block(piece))
        else:
            cursor.insertBlock(formats.block(piece))
        for text, link, underlined in _runs(piece):
            cursor.insertText(text, formats.run(piece, link, underlined=underlined))
        if cells and cells[-1].row == piece.row:
            cells[-1] = Cell(piece.row, piece.clause, cells[-1].first, number)
        else:
            cells.append(Cell(piece.row, piece.clause, number, number))
    cursor.endEditBlock()
    return cells


def read_back(document: QTextDocument, role: Role = Role.CLAUSE) -> Iterator[tuple[ClauseId, str]]:
    """The wording that the document holds for each clause, in order, from the document itself.

    A block that carries no clause (one that somebody slipped in) comes back with an empty id, so
    that it cannot hide between two clauses.
    """
    block = document.begin()
    while block.isValid():
        found = role_of(block)
        if found is None or found is role:
            yield clause_of(block), block.text()
        block = block.next()


def clause_of(block: QTextBlock) -> ClauseId:
    """The clause that the block belongs to, or an empty string."""
    return str(block.blockFormat().property(CLAUSE_PROPERTY) or "")


def role_of(block: QTextBlock) -> Role | None:
    """Why the block is there; None for a block that we did not make."""
    value = block.blockFormat().property(ROLE_PROPERTY)
    return None if value is None else Role(int(value))


class _Formats:
    """The formats of a filling. Few differ, so each is made once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._blocks: dict[tuple[int, Role], QTextBlockFormat] = {}
        self._chars: dict[tuple[int, Role, bool, bool], QTextCharFormat] = {}

    def block(self, piece: Piece) -> QTextBlockFormat:
        """For the whole block; it carries the clause and the role."""
        key = (piece.heading, piece.role)
        if key not in self._blocks:
            self._blocks[key] = self._make_block(piece)
        made = QTextBlockFormat(self._blocks[key])
        made.setProperty(CLAUSE_PROPERTY, piece.clause)
        return made

    def run(self, piece: Piece, link: str, *, underlined: bool) -> QTextCharFormat:
        """For some of the letters; `link` is the printed number or the address that they are of, or empty."""
        key = (piece.heading, piece.role, piece.muted, underlined)
        if key not in self._chars:
            self._chars[key] = self._make_char(piece, underlined=underlined)
        href = _target(piece, link) if link else heading_link(piece)
        if not href:
            return self._chars[key]
        made = QTextCharFormat(self._chars[key])
        made.setAnchor(True)
        made.setAnchorHref(href)
        if link:
            made.setForeground(self._look.link)
        return made

    def _make_block(self, piece: Piece) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setProperty(ROLE_PROPERTY, int(piece.role))
        percent = _HEADING_LINE_HEIGHT if piece.heading else _LINE_HEIGHT
        made.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if piece.heading:
            made.setHeadingLevel(piece.heading)
        if piece.role is not Role.CLAUSE:
            made.setLeftMargin(self._look.em)
            made.setTopMargin(round(self._look.em * _INNER_GAP_EMS * 64) / 64)
        return made

    def _make_char(self, piece: Piece, *, underlined: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        muted = piece.muted or piece.role is Role.NOTE
        made.setForeground(self._look.muted if muted else self._look.text)
        if piece.heading:
            made.setFontWeight(QFont.Weight.Bold)
            # 1 is 1.2 times the text's size, 2 is 1.5 times: it follows the zoom by itself.
            made.setProperty(QTextFormat.Property.FontSizeAdjustment, max(0, 3 - piece.heading))
        if piece.role is Role.NOTE:
            made.setFontItalic(True)
        if underlined:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            made.setUnderlineColor(self._look.mark)
        return made


def _runs(piece: Piece) -> Iterator[tuple[str, str, bool]]:
    """The wording in parts of one format each: letters, the link that they are of, whether underlined."""
    text, done = piece.text, 0
    spans = _underlined(piece) if piece.phrases else ()
    for match in _LINK.finditer(text) if piece.role is not Role.NOTE else ():
        start, end = match.span()
        if start > done:
            yield from _cut(text, (done, start), "", spans)
        yield from _cut(text, (start, end), match[0], spans)
        done = end
    yield from _cut(text, (done, len(text)), "", spans)


def _underlined(piece: Piece) -> list[tuple[int, int]]:
    places = ((piece.text.find(phrase), len(phrase)) for phrase in piece.phrases)
    return [(place, place + length) for place, length in places if place >= 0]


def _cut(
    text: str, run: tuple[int, int], link: str, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str, bool]]:
    """The letters of one run, cut where an underline begins or ends."""
    first, last = run
    if not spans:
        yield text[first:last], link, False
        return
    edges = sorted({first, last, *(edge for span in spans for edge in span if first < edge < last)})
    for start, end in pairwise(edges):
        yield text[start:end], link, any(span[0] <= start < span[1] for span in spans)


def heading_link(piece: Piece) -> str:
    """What a heading does when it is followed; empty for what does nothing."""
    if piece.folds:
        return SECTION_SCHEME + piece.section
    return REASON_SCHEME + piece.section if piece.asks else ""


def _target(piece: Piece, link: str) -> str:
    if link.startswith("http"):
        return link
    if link.startswith("www."):
        return f"https://{link}"
    return CLAUSE_SCHEME + piece.clause
