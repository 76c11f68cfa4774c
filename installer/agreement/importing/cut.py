"""Cutting the lines of one language into sections and clauses.

At each line, in this order:

1. The recipe's `continues`: the paragraph before goes on.
2. A section begins where a line opens with a heading that is expected, or with the first words of a
   section without one; `opens` below says what opens.
   After an empty line it does so also where what stands before is unfinished.
3. A numbered paragraph begins with the number after the last one of its section; after an empty line
   also where the paragraph before it is unfinished, which is listed: it may end in an address.
4. An introduction or a grant begins as those of the edition before do, or as the recipe says.
5. A paragraph begins after an empty line, or where the recipe says so.
6. Everything else goes on with the paragraph before.

Where the recipe says that each line is a paragraph (`each`), the text before a line is always finished.

A line "opens" where nothing is unfinished: it is the first, or the text before is a heading or ends in
a sign that ends a sentence. So a page that breaks in the middle of a sentence starts no paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from installer.agreement.clause import ClauseKind
from installer.agreement.importing.join import Joined
from installer.agreement.importing.report import Kind
from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.agreement.importing.lines import Block, Line
    from installer.agreement.importing.outline import Head, Outline
    from installer.agreement.importing.recipe import LinesEntry

_NUMBER: Final = re.compile(r"([1-9][0-9]{0,3})\. ")
_ENDS: Final = re.compile(r"[.:;!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964][)\]\"'\u00bb\u201d\u2019]*$")
"""A sentence, or what leads to a list, ends here; in Latin, Chinese, Arabic and Indic scripts."""

_SHOWN: Final = 120
"""How much of a long text a decision shows."""

_WRAPPED: Final = 4
"""A heading takes at most that many lines."""


@dataclass
class Paragraph:
    """A clause in the making."""

    kind: ClauseKind
    first: int
    """Its first line."""
    number: int = 0
    text: str = ""


@dataclass
class CutSection:
    """A section with its clauses in printed order, the heading first where there is one."""

    head: Head
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def numbered(self) -> int:
        """The last number so far."""
        return max((paragraph.number for paragraph in self.paragraphs), default=0)


def cut(block: Block, outline: Outline, exceptions: LinesEntry, path: str) -> tuple[CutSection, ...]:
    """The sections of one language.

    Raises BadInput IMPORT_REFUSED (path, line, detail): words before the first section, a number that
    leaves one out, a paragraph without number after numbered ones that the recipe does not know.
    """
    cutter = _Cutter(block, outline, exceptions, path)
    for place, line in enumerate(block.lines):
        cutter.take(place, line)
    return cutter.finish()


def _heading_lines(upcoming: Sequence[str], head: Head) -> int:
    """Over how many lines the heading goes (`upcoming` has 1, 2 … of them); 0 where it does not stand."""
    if not upcoming[-1].startswith(head.heading):
        return 0
    for length, words in enumerate(upcoming, start=1):
        # What runs on after a heading must be told apart from it by the heading's own sign.
        if words == head.heading or (words.startswith(head.heading) and _ENDS.search(head.heading)):
            return length
    return 0


class _Cutter:
    """Takes the lines one by one."""

    def __init__(self, block: Block, outline: Outline, exceptions: LinesEntry, path: str) -> None:
        self._lines = block.lines
        self._journal = block.journal
        self._heads = list(outline.heads)
        self._openers = outline.openers
        self._exceptions = exceptions
        self._path = path
        self._sections: list[CutSection] = []
        self._joined = Joined(block.journal, frozenset(exceptions.unhyphenate))
        self._consumed = 0

    def take(self, place: int, line: Line) -> None:
        """Decide about one line."""
        if place < self._consumed:
            return
        if line.number in self._exceptions.continues:
            self._journal.note(Kind.CONTINUES, line.number, line.text)
            self._go_on(line)
        elif self._opens():
            if not self._begins(place, line):
                self._go_on(line)
        elif not self._begin_after_unfinished(place, line):
            if line.after_gap:
                self._journal.note(Kind.CONTINUES, line.number, line.text)
            self._go_on(line)

    def finish(self) -> tuple[CutSection, ...]:
        """All sections. What the edition before has and was not found is listed."""
        self._close()
        for head in self._heads:
            self._journal.note(Kind.ABSENT, 0, head.section)
        return tuple(self._sections)

    def _opens(self) -> bool:
        """Whether nothing is unfinished before the line at hand."""
        paragraph = self._last()
        if paragraph is None or paragraph.kind is ClauseKind.HEADING or self._exceptions.each:
            return True
        return _ENDS.search(self._joined.text) is not None

    def _begins(self, place: int, line: Line) -> bool:
        """Whether something begins at the line; if so, it is begun."""
        if self._begin_section(place, line):
            return True
        section = self._section(line)
        if (numbered := _NUMBER.match(line.text)) and self._begin_number(section, line, int(numbered[1])):
            return True
        for kind, opener in self._openers:
            if line.text.startswith(opener) and not any(found.kind is kind for found in section.paragraphs):
                self._begin(Paragraph(kind, line.number), line)
                return True
        told = line.number in self._exceptions.starts or self._exceptions.each
        if not told and not line.after_gap and not self._after_heading():
            return False
        if section.numbered and not told:
            self._refuse(line, "unnumbered-after-numbers")
        if line.number in self._exceptions.starts:
            self._journal.note(Kind.STARTS, line.number, line.text)
        self._begin(Paragraph(ClauseKind.PARAGRAPH, line.number), line)
        return True

    def _begin_after_unfinished(self, place: int, line: Line) -> bool:
        if not line.after_gap:
            return False
        if self._begin_section(place, line):
            return True
        section = self._sections[-1]
        numbered = _NUMBER.match(line.text)
        if numbered is None or not section.numbered:
            return False
        if int(numbered[1]) != section.numbered + 1:
            self._refuse(line, f"number {numbered[1]} after {section.numbered}")
        self._journal.note(Kind.UNFINISHED, line.number, self._joined.text[-60:])
        self._begin(Paragraph(ClauseKind.NUMBERED, line.number, int(numbered[1])), line)
        return True

    def _begin_section(self, place: int, line: Line) -> bool:
        # Joined once: a long document is asked for each of its headings at each of its lines.
        upcoming = [self._upcoming(place, length) for length in range(1, _WRAPPED + 1)]
        for at, head in enumerate(self._heads):
            length = _heading_lines(upcoming, head) if head.heading else 0
            if length or (head.opens and upcoming[1].startswith(head.opens)):
                if at:
                    self._journal.note(Kind.ORDER, line.number, head.section)
                del self._heads[at]
                self._close()
                self._sections.append(CutSection(head))
                if length:
                    self._take_heading(place, length, head)
                else:
                    self._begin(Paragraph(ClauseKind.PARAGRAPH, line.number), line)
                return True
        return False

    def _take_heading(self, place: int, length: int, head: Head) -> None:
        line = self._lines[place]
        self._begin(Paragraph(ClauseKind.HEADING, line.number), None)
        self._joined.add(head.heading, line.number)
        self._consumed = place + length
        rest = self._upcoming(place, length)[len(head.heading) :].strip()
        if rest:
            last = self._lines[place + length - 1]
            self._journal.note(Kind.RUN_IN, line.number, head.heading)
            self._begin(Paragraph(ClauseKind.PARAGRAPH, last.number), None)
            self._joined.add(rest, last.number)

    def _begin_number(self, section: CutSection, line: Line, number: int) -> bool:
        if number == section.numbered + 1:
            self._begin(Paragraph(ClauseKind.NUMBERED, line.number, number), line)
            return True
        if line.after_gap:
            self._refuse(line, f"number {number} after {section.numbered}")
        return False

    def _begin(self, paragraph: Paragraph, line: Line | None) -> None:
        self._close_paragraph()
        self._sections[-1].paragraphs.append(paragraph)
        if line is not None:
            self._joined.add(line.text, line.number)

    def _go_on(self, line: Line) -> None:
        self._section(line)
        self._joined.add(line.text, line.number)

    def _close(self) -> None:
        self._close_paragraph()

    def _close_paragraph(self) -> None:
        paragraph = self._last()
        text = self._joined.finish()
        if paragraph is None or not text:
            return
        paragraph.text, rest = self._split(paragraph, text)
        if rest is not None:
            self._sections[-1].paragraphs.append(rest)
        if paragraph.kind is ClauseKind.PARAGRAPH and not _ENDS.search(text):
            self._journal.note(Kind.DOUBTFUL, paragraph.first, text[:_SHOWN])

    def _split(self, paragraph: Paragraph, text: str) -> tuple[str, Paragraph | None]:
        """An introduction and the grant that stands on the same line."""
        if paragraph.kind is ClauseKind.INTRO:
            for kind, opener in self._openers:
                before, found, after = text.partition(f" {opener}")
                if kind is ClauseKind.GRANT and found and _ENDS.search(before):
                    self._journal.note(Kind.SPLIT, paragraph.first, text[:_SHOWN])
                    return before, Paragraph(kind, paragraph.first, text=f"{opener}{after}")
        return text, None

    def _last(self) -> Paragraph | None:
        return self._sections[-1].paragraphs[-1] if self._sections and self._sections[-1].paragraphs else None

    def _after_heading(self) -> bool:
        paragraph = self._last()
        return paragraph is not None and paragraph.kind is ClauseKind.HEADING

    def _section(self, line: Line) -> CutSection:
        if not self._sections:
            self._refuse(line, "before-first-section")
        return self._sections[-1]

    def _upcoming(self, place: int, count: int) -> str:
        lines: Sequence[Line] = self._lines[place : place + count]
        return " ".join(line.text for line in lines)

    def _refuse(self, line: Line, detail: str) -> NoReturn:
        raise BadInput(Code.IMPORT_REFUSED, path=self._path, line=line.number, detail=detail)
