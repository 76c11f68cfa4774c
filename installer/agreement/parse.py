r"""The strict Markdown subset of the texts: headings with ids, paragraphs, numbered paragraphs.

Every file is valid CommonMark and reads the same there (a test compares the two), but far less is
allowed here, so that no word can hide in a construct:

* one block is one line, and exactly one blank line stands between two blocks;
* `## Words {#section-id}` opens a section; `## {#section-id}` opens one without a printed heading;
* `4. Words` is a numbered paragraph, and the numbers of a section go up by one;
* ` {#intro}` or ` {#grant}` at the end of a paragraph names it; other paragraphs are `p1`, `p2` …;
* a character that Markdown would read as markup stands behind a backslash, as in `\*`.

Anything else is refused with its line and reason. See `eula_texts/README.md` for the publisher's
side of these rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

import msgspec

from installer.agreement.clause import Clause, ClauseKind, Section
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from installer.agreement.clause import ClauseId, SectionId

_HEADING: Final = re.compile(r"(#{1,6}) (?:(.+) )?\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}")
_NUMBERED: Final = re.compile(r"([1-9][0-9]{0,8})\. (.+)")
_NAMED: Final = re.compile(r"(.+) \{#(intro|grant)\}")
_NAMES: Final = {"intro": ClauseKind.INTRO, "grant": ClauseKind.GRANT}

_OPENS_A_BLOCK: Final = re.compile(r"[-+=>#~|:]|[0-9]+[.)](?: |$)")
"""What CommonMark or a common extension would take for a list, a quote, a rule or a table; `1.1` is none."""

_MARKUP: Final = re.compile(r"\\(.?)|(?<![^\W_])_|_(?![^\W_])|[`*\[\]<>&{}]")
"""Inline markup. An underscore inside a word, as in an address, is none."""

_MARKUP_CHARACTER: Final = re.compile(r"[\\`*_\[\]<>&{}]")
"""A quick look first: hardly any line has one of these, and `_MARKUP` takes half the time."""

_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Parsed(msgspec.Struct, frozen=True):
    """The sections in printed order, and the line on which each clause stands."""

    sections: tuple[Section, ...]
    lines: dict[ClauseId, int]


def parse(content: str, path: str) -> Parsed:
    """Read the text of one language.

    Raises UntrustedData TEXT_MALFORMED (path, line, detail) where `content` leaves the subset.
    """
    reader = _Reader(path)
    *lines, last = content.split("\n")
    if last:
        reader.refuse(len(lines) + 1, "last-line-open")
    for number, line in enumerate(lines, start=1):
        if number % 2 == 0:
            if line:
                reader.refuse(number, "blocks-touch")
        elif line:
            reader.read(number, line)
        else:
            reader.refuse(number, "blank-lines")
    if len(lines) % 2 == 0:
        reader.refuse(max(len(lines), 1), "blank-lines")
    return reader.finish()


class _Open(msgspec.Struct):
    """The section that is being read."""

    id: SectionId
    level: int
    line: int
    clauses: list[Clause] = msgspec.field(default_factory=list)
    unnamed: int = 0
    numbered: int = 0


class _Reader:
    """Takes the blocks one by one."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._sections: list[Section] = []
        self._lines: dict[ClauseId, int] = {}
        self._known: set[SectionId] = set()
        self._open: _Open | None = None

    def refuse(self, line: int, detail: str) -> NoReturn:
        """Stop at `line`."""
        raise UntrustedData(Code.TEXT_MALFORMED, path=self._path, line=line, detail=detail)

    def read(self, line: int, block: str) -> None:
        """Take the block that stands on `line`."""
        if block.startswith("#"):
            self._heading(line, block)
        # A quick look first: of a long paragraph the expressions look at every letter to say that it is none.
        elif block[0].isdigit() and (numbered := _NUMBERED.fullmatch(block)):
            self._numbered(line, numbered[1], numbered[2])
        elif block.endswith("}") and (named := _NAMED.fullmatch(block)):
            self._add(line, named[2], _NAMES[named[2]], self._words(line, named[1]))
        else:
            section = self._section(line)
            section.unnamed += 1
            self._add(line, f"p{section.unnamed}", ClauseKind.PARAGRAPH, self._words(line, block))

    def finish(self) -> Parsed:
        """All sections, the last one closed."""
        self._close()
        return Parsed(tuple(self._sections), self._lines)

    def _heading(self, line: int, block: str) -> None:
        heading = _HEADING.fullmatch(block)
        if heading is None:
            self.refuse(line, "heading")
        self._close()
        section = heading[3]
        if section in self._known:
            self.refuse(line, "section-twice")
        self._known.add(section)
        self._open = _Open(section, len(heading[1]), line)
        if heading[2]:
            self._add(line, "heading", ClauseKind.HEADING, self._words(line, heading[2]))

    def _numbered(self, line: int, number: str, rest: str) -> None:
        section = self._section(line)
        if section.numbered and int(number) != section.numbered + 1:
            self.refuse(line, "numbering")
        section.numbered = int(number)
        self._add(line, number, ClauseKind.NUMBERED, f"{number}. {self._words(line, rest)}")

    def _words(self, line: int, raw: str) -> str:
        """`raw` without its backslashes; refused where a mark-up character lacks one."""
        if raw != raw.strip(" ") or "  " in raw:
            self.refuse(line, "spacing")
        if _OPENS_A_BLOCK.match(raw):
            self.refuse(line, "unescaped-markup")
        if not _MARKUP_CHARACTER.search(raw):
            return raw

        def plain(mark: re.Match[str]) -> str:
            escaped = mark[1]
            if not escaped or escaped not in _ESCAPABLE:
                self.refuse(line, "unescaped-markup")
            return escaped

        return _MARKUP.sub(plain, raw)

    def _section(self, line: int) -> _Open:
        if self._open is None:
            self.refuse(line, "no-section")
        return self._open

    def _add(self, line: int, name: str, kind: ClauseKind, text: str) -> None:
        section = self._section(line)
        clause_id = f"{section.id}/{name}"
        if clause_id in self._lines:
            self.refuse(line, "clause-twice")
        self._lines[clause_id] = line
        section.clauses.append(Clause(clause_id, section.id, kind, text))

    def _close(self) -> None:
        if self._open is None:
            return
        if not self._open.clauses:
            self.refuse(self._open.line, "section-empty")
        self._sections.append(Section(self._open.id, self._open.level, tuple(self._open.clauses)))
