"""Writing the cut sections down in the strict subset that `installer.agreement.parse` reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import ClauseKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.agreement.importing.cut import CutSection, Paragraph

_MARKUP: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])|[\\`*\[\]<>&{}]")
_OPENS_A_BLOCK: Final = re.compile(r"([0-9]+)[.)](?= |$)|[-+=#~|:]")


def markdown(sections: Iterable[CutSection]) -> str:
    """The text file of one language."""
    return "\n\n".join(_blocks(sections)) + "\n"


def escaped(text: str) -> str:
    r"""`text` with a backslash before every character that Markdown would read as mark-up."""
    words = _MARKUP.sub(lambda found: "\\" + found[0], text)
    if opens := _OPENS_A_BLOCK.match(words):
        number = opens[1] or ""
        words = f"{number}\\{words[len(number) :]}"
    return words


def _blocks(sections: Iterable[CutSection]) -> Iterator[str]:
    for section in sections:
        first = section.paragraphs[0]
        marks = "#" * section.head.level
        named = first.kind is ClauseKind.HEADING
        yield (
            f"{marks} {escaped(first.text)} {{#{section.head.section}}}"
            if named
            else (f"{marks} {{#{section.head.section}}}")
        )
        for paragraph in section.paragraphs[1 if named else 0 :]:
            yield _block(paragraph)


def _block(paragraph: Paragraph) -> str:
    if paragraph.kind is ClauseKind.NUMBERED:
        number, _, words = paragraph.text.partition(" ")
        return f"{number} {escaped(words)}"
    if paragraph.kind in {ClauseKind.INTRO, ClauseKind.GRANT}:
        return f"{escaped(paragraph.text)} {{#{paragraph.kind.value}}}"
    return escaped(paragraph.text)
