"""What a certificate says, in every language of the program at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from installer.evidence.certificate import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from installer.i18n import Translator

Both: TypeAlias = list[str]
"""One sentence in each language of the program, in the translators' order."""
Row: TypeAlias = dict[str, object]
"""`label`: Both; `value`: a text, or Both; `mono`: whether it is a digest or an id."""


@dataclass(frozen=True)
class Speech:
    """The program's words in all its languages at once."""

    translators: Sequence[Translator]

    def say(self, table: Callable[[Translator], Mapping[str, str]], name: str) -> Both:
        """The words of `name` in every language; the name itself where a table has none."""
        return [table(tr).get(name, name) for tr in self.translators]

    def title(self, name: str) -> Both:
        """A heading or a sentence that stands alone."""
        return self.say(words.titles, name)

    def value(self, kind: str, name: str) -> Both:
        """A member of a closed set; the member's own name where it is none."""
        return [words.values(tr).get(f"{kind}:{name}", name) for tr in self.translators]

    def words(self, said: Mapping[str, str]) -> Both:
        """Words of the statement, in each language in which it has them."""
        return [
            said[tr.language] if tr.language in said else next(iter(said.values()), "–")
            for tr in self.translators
        ]

    def listed(self, items: Sequence[Mapping[str, str]]) -> Both:
        """Several of them in one line."""
        lines = zip(*(self.words(item) for item in items), strict=True)
        return [", ".join(line) for line in lines] or ["–" for _ in self.translators]

    def row(self, name: str, value: str | Both, *, mono: bool = False) -> Row:
        """A labelled fact."""
        return {"label": self.say(words.labels, name), "value": value, "mono": mono}


def plain(row: Row) -> tuple[str, str]:
    """Label and value of a row in the first language, on one line."""
    label, value = (row[name] for name in ("label", "value"))
    first = (found if isinstance(found, str) else cast("Both", found)[0] for found in (label, value))
    one, other = first
    return one, other.replace("\n", ", ")
