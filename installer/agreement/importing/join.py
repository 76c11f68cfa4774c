"""Joining the lines that a page has wrapped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.agreement.importing.report import Kind

if TYPE_CHECKING:
    from installer.agreement.importing.report import Journal

_HYPHENATED: Final = re.compile(r"[^ ]-$")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3001\u3002\uff01-\uff5e]")
"""Signs between which a wrapped line stood without a space: kana, Han and their punctuation."""


class Joined:
    """A paragraph that grows by lines. A hyphen at a line's end joins without a space."""

    def __init__(self, journal: Journal, unhyphenate: frozenset[int]) -> None:
        self._journal = journal
        self._unhyphenate = unhyphenate
        self._line = 0
        self.text = ""
        """What there is so far."""

    def add(self, words: str, line: int) -> None:
        """Append one line's words."""
        if _HYPHENATED.search(self.text):
            self._join_hyphen(words)
        elif self.text and _UNSPACED.match(self.text[-1]) and _UNSPACED.match(words):
            self.text += words
        else:
            self.text = f"{self.text} {words}" if self.text else words
        self._line = line

    def finish(self) -> str:
        """The whole paragraph; the next one begins."""
        text, self.text = self.text, ""
        return text

    def _join_hyphen(self, words: str) -> None:
        before, after = self.text.rsplit(" ", 1)[-1], words.split(" ", 1)[0]
        if self._line in self._unhyphenate:
            self.text = self.text[:-1] + words
            self._journal.note(Kind.UNHYPHENATED, self._line, before[:-1] + after)
        else:
            self.text += words
            self._journal.note(Kind.HYPHEN, self._line, before + after)
