"""From the bytes of a document to its lines by language: characters cleaned, artefacts put aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from installer.agreement.importing.report import Journal, Kind
from installer.agreement.wording import forbidden
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.importing.recipe import Recipe

_SPACES: Final = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN: Final = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_PAGE_BREAK: Final = "\f"
_OTHER_FORMATS: Final = {
    "PDF": re.compile(rb"%PDF-"),
    "DOCX, ODT": re.compile(rb"PK\x03\x04"),
    "DOC": re.compile(rb"\xd0\xcf\x11\xe0"),
    "RTF": re.compile(rb"\{\\rtf"),
    "HTML": re.compile(rb"\s*<(?:!doctype|html|\?xml)\b", re.IGNORECASE),
}
"""What publishers have besides plain text, by how such a file begins."""


@dataclass(frozen=True)
class Line:
    """One line with its words, and whether the line before it was empty."""

    number: int
    text: str
    after_gap: bool


@dataclass(frozen=True)
class Block:
    """All lines of one language that hold words, and what was decided on the way."""

    journal: Journal
    lines: tuple[Line, ...]
    artefacts: tuple[tuple[int, str], ...]


def read_blocks(source: Path, recipe: Recipe) -> tuple[Block, ...]:
    """The document by language, in the order of the recipe's blocks.

    Raises BadInput IMPORT_FORMAT (path, kind): it is no plain text in UTF-8. IMPORT_REFUSED (path, line,
    detail): it cannot be read, a block or an artefact is not where the recipe says, words stand before the
    first block, a character is forbidden.
    """
    content = _read(source)
    raw = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = _starts(raw, recipe, source)
    artefacts = {entry.line: entry.text for entry in recipe.artefacts}
    for number, text in artefacts.items():
        if not 1 <= number <= len(raw) or _trimmed(raw[number - 1]) != text:
            raise BadInput(Code.IMPORT_REFUSED, path=str(source), line=number, detail="artefact")
    ends = [*starts[1:], len(raw)]
    return tuple(
        _block(raw, (start, end), entry.language, artefacts, str(source))
        for start, end, entry in zip(starts, ends, recipe.blocks, strict=True)
    )


def _read(source: Path) -> str:
    try:
        data = source.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as exc:
        raise BadInput(Code.IMPORT_REFUSED, path=str(source), line=0, detail="unreadable") from exc
    for kind, beginning in _OTHER_FORMATS.items():
        if beginning.match(data):
            raise BadInput(Code.IMPORT_FORMAT, path=str(source), kind=kind)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise BadInput(Code.IMPORT_FORMAT, path=str(source), kind="not UTF-8") from exc


def _starts(raw: list[str], recipe: Recipe, source: Path) -> list[int]:
    starts: list[int] = []
    for block in recipe.blocks:
        begin = starts[-1] + 1 if starts else 0
        found = next((at for at in range(begin, len(raw)) if _trimmed(raw[at]) == block.starts), None)
        if found is None:
            raise BadInput(Code.IMPORT_REFUSED, path=str(source), line=0, detail=f"block {block.language}")
        starts.append(found)
    for number in range(starts[0]):
        if _trimmed(raw[number]):
            raise BadInput(
                Code.IMPORT_REFUSED, path=str(source), line=number + 1, detail="before-first-block"
            )
    return starts


def _block(
    raw: list[str], span: tuple[int, int], language: str, artefacts: dict[int, str], path: str
) -> Block:
    journal = Journal(language)
    journal.note(Kind.BLOCK, span[0] + 1, _trimmed(raw[span[0]]))
    lines: list[Line] = []
    left_out: list[tuple[int, str]] = []
    gap = True
    for number, content in enumerate(raw[span[0] : span[1]], start=span[0] + 1):
        if number in artefacts:
            journal.note(Kind.ARTEFACT, number, artefacts[number])
            left_out.append((number, artefacts[number]))
            continue
        # A page break is as good as an empty line: whether the text goes on is decided later.
        gap = gap or _PAGE_BREAK in content
        words = _trimmed(_clean(content.replace(_PAGE_BREAK, ""), number, journal, path))
        if words:
            lines.append(Line(number, words, gap))
        gap = not words
    return Block(journal, tuple(lines), tuple(left_out))


def _clean(content: str, number: int, journal: Journal, path: str) -> str:
    """Spaces of every kind become one kind, unseen characters go, accents join their letters: all listed."""
    clean = _UNSEEN.sub("", _SPACES.sub(" ", content))
    clean = unicodedata.normalize("NFC", clean)
    if clean != content:
        odd = sorted({f"U+{ord(sign):04X}" for sign in content if sign not in clean} - {"U+0020"})
        journal.note(Kind.CHARACTER, number, " ".join(odd) or "NFC")
    hidden = forbidden(clean)
    if hidden is not None:
        raise BadInput(Code.IMPORT_REFUSED, path=path, line=number, detail=f"U+{ord(hidden):04X}")
    return clean


def _trimmed(content: str) -> str:
    return " ".join(content.split())
