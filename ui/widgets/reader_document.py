"""Fills a `QTextDocument` with clauses, and reads back from it what it really holds.

Every block says in its format which clause it shows and in which role, so that the wording on
screen can be compared with the signed wording even where a block of our own stands between two
clauses. Wording goes in exactly as it is: numbers and addresses become links by format alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
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
        _insert(cursor, piece, formats)
        if piece.phrases:
            _underline(cursor, piece, look)
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
        self._chars: dict[tuple[int, Role, bool], QTextCharFormat] = {}

    def block(self, piece: Piece) -> QTextBlockFormat:
        """For the whole block; it carries the clause and the role."""
        key = (piece.heading, piece.role)
        if key not in self._blocks:
            self._blocks[key] = self._make_block(piece)
        made = QTextBlockFormat(self._blocks[key])
        made.setProperty(CLAUSE_PROPERTY, piece.clause)
        return made

    def char(self, piece: Piece) -> QTextCharFormat:
        """For plain letters."""
        key = (piece.heading, piece.role, piece.muted)
        if key not in self._chars:
            self._chars[key] = self._make_char(piece)
        href = heading_link(piece)
        if not href:
            return self._chars[key]
        made = QTextCharFormat(self._chars[key])
        made.setAnchor(True)
        made.setAnchorHref(href)
        return made

    def link(self, piece: Piece, shown: str) -> QTextCharFormat:
        """For the printed number, or an address."""
        made = QTextCharFormat(self.char(piece))
        made.setAnchor(True)
        made.setAnchorHref(_target(piece, shown))
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

    def _make_char(self, piece: Piece) -> QTextCharFormat:
        made = QTextCharFormat()
        muted = piece.muted or piece.role is Role.NOTE
        made.setForeground(self._look.muted if muted else self._look.text)
        if piece.heading:
            made.setFontWeight(QFont.Weight.Bold)
            # 1 is 1.2 times the text's size, 2 is 1.5 times: it follows the zoom by itself.
            made.setProperty(QTextFormat.Property.FontSizeAdjustment, max(0, 3 - piece.heading))
        if piece.role is Role.NOTE:
            made.setFontItalic(True)
        return made


def _insert(cursor: QTextCursor, piece: Piece, formats: _Formats) -> None:
    plain = formats.char(piece)
    done = 0
    for match in _LINK.finditer(piece.text) if piece.role is not Role.NOTE else ():
        if match.start() > done:
            cursor.insertText(piece.text[done : match.start()], plain)
        cursor.insertText(match[0], formats.link(piece, match[0]))
        done = match.end()
    cursor.insertText(piece.text[done:], plain)


def _underline(cursor: QTextCursor, piece: Piece, look: Look) -> None:
    block = cursor.block()
    for phrase in piece.phrases:
        place = piece.text.find(phrase)
        if place < 0:
            continue
        underlined = QTextCharFormat()
        underlined.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        underlined.setUnderlineColor(look.mark)
        words = QTextCursor(block)
        words.setPosition(block.position() + utf16_length(piece.text[:place]))
        words.setPosition(words.position() + utf16_length(phrase), QTextCursor.MoveMode.KeepAnchor)
        words.mergeCharFormat(underlined)


def heading_link(piece: Piece) -> str:
    """What a heading does when it is followed; empty for what does nothing."""
    if piece.folds:
        return SECTION_SCHEME + piece.section
    return REASON_SCHEME + piece.section if piece.asks else ""


def utf16_length(text: str) -> int:
    """The length as Qt counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _target(piece: Piece, shown: str) -> str:
    if shown.startswith("http"):
        return shown
    if shown.startswith("www."):
        return f"https://{shown}"
    return CLAUSE_SCHEME + piece.clause
