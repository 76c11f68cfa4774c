"""What a parser or a checker of a file says, in the reader's language.

They say it in English: `Expected `int`, got `str` - at `$.devices``. What is recognised here is said in
the reader's words, with the place as it is written in the file; the rest stands as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from installer.i18n import Translator

_PLACE: Final = re.compile(r" - at `(?:key in )?\$\.?(?P<place>[^`]*)`$")


def said(value: str, tr: Translator) -> str:
    """The value in words, where a parser's saying is recognised; else as it stands."""
    place = _PLACE.search(value)
    told = value if place is None else value[: place.start()]
    for pattern, words in _sayings(tr):
        found = re.fullmatch(pattern, told, re.DOTALL)
        if found is not None:
            spoken = words(found)
            return f"{spoken}: {place['place']}" if place is not None and place["place"] else spoken
    return value


def _sayings(tr: Translator) -> Iterator[tuple[str, Callable[[re.Match[str]], str]]]:
    kinds = _kinds(tr)

    def kind(name: str) -> str:
        return ", ".join(kinds.get(part.strip(), part.strip()) for part in name.split("|"))

    yield (
        r"Expected `([\w |]+)`, got `([\w |]+)`",
        lambda found: tr("expected: {wanted}; found: {found}").format(
            wanted=kind(found[1]), found=kind(found[2])
        ),
    )
    yield r"Object missing required field `(.+)`", lambda found: tr("missing: {key}").format(key=found[1])
    yield r"Object contains unknown field `(.+)`", lambda found: tr("unknown: {key}").format(key=found[1])
    yield (
        r"Invalid enum value ['`]?(.*?)['`]?",
        lambda found: tr("not among what is allowed: {value}").format(value=found[1]),
    )
    yield r"Expected `str` (?:matching|of length).*", lambda _: tr("it is not written as it should be")
    yield (
        r"Expected `(?:int|float)` (>=|<=|>|<) (-?[\d.]+)",
        lambda found: tr("expected: {bound}").format(bound=f"{found[1]} {found[2]}"),
    )
    yield r"Expected `array`.*", lambda _: tr("the list is too short or too long")
    yield r"Cannot (?:overwrite a value|declare .* twice).*", lambda _: tr("it stands there twice")
    yield r".*\(at line \d+, column (\d+)\)", lambda found: tr("no valid TOML, column {n}").format(n=found[1])
    yield r".*\(at end of document\)", lambda _: tr("no valid TOML, at the end of the file")
    yield from _plain(tr)


def _plain(tr: Translator) -> Iterator[tuple[str, Callable[[re.Match[str]], str]]]:
    """What the program's own readers say."""
    yield r"not UTF-8", lambda _: tr("another encoding than UTF-8")
    yield r"nested too deeply", lambda _: tr("nested too deeply")
    yield r"negative: .*", lambda _: tr("a number below zero")
    yield (
        r"unknown(?: key)?, known: (.*)",
        lambda found: tr("unknown; known are: {known}").format(known=found[1]),
    )
    yield r"a number is needed here", lambda _: tr("a number is needed here")
    yield r"no device", lambda _: tr("there is no device in it")
    yield r"doubled column", lambda _: tr("the column stands twice")
    yield r"missing column", lambda _: tr("the column is missing")
    yield (
        r"(\d+) cells, (\d+) columns",
        lambda found: tr("cells: {cells}, columns: {columns}").format(cells=found[1], columns=found[2]),
    )
    yield r"not a list of tables", lambda _: tr("no list of tables")
    yield r"empty", lambda _: tr("it is empty")
    yield r"an encoder has no lenses of its own", lambda _: tr("an encoder has no lenses of its own")
    yield (
        r"(\d+), but only (\d+) channels",
        lambda found: tr("{given}, but only {most} channels").format(given=found[1], most=found[2]),
    )
    yield r"not text", lambda _: tr("no text")
    yield r"neither yes nor no", lambda _: tr("neither “yes” nor “no”")
    yield r"not a whole number", lambda _: tr("no whole number")
    yield (
        r"not between (\d+) and (\d+)",
        lambda found: tr("not between {least} and {most}").format(least=found[1], most=found[2]),
    )
    yield r"larger than \d+ bytes", lambda _: tr("it is too large")


def _kinds(tr: Translator) -> Mapping[str, str]:
    return {
        "str": tr("text"),
        "int": tr("a whole number"),
        "float": tr("a number"),
        "bool": tr("true or false"),
        "array": tr("a list"),
        "object": tr("a table"),
        "null": tr("nothing"),
        "date": tr("a day"),
    }
