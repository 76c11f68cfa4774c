"""The shape of what the checks know of a language, and which languages they know.

A vocabulary is data: words and regular expressions, no rule. To teach the checks another language,
add a module to `languages` and its tag to `_MODULES`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Language

_MODULES: Final = {"de": "german", "en": "english", "fr": "french", "hu": "hungarian"}


@dataclass(frozen=True)
class Bound:
    """How a language says a limit: what stands before the number, or after it and its unit."""

    before: str = r"(?!)"
    after: str = r"(?!)"


@dataclass(frozen=True, eq=False)  # one object a language, so that patterns can be kept by it
class Vocabulary:
    """The words of one language that carry a fact. Texts are regular expressions, case ignored."""

    numbers: Mapping[str, int]
    """Number words. A word in `articles` may also be an article."""
    articles: frozenset[str]
    number_endings: str
    """What may be glued to a number word (`-nél`)."""
    unlimited: str
    """How it is said that there is no upper number."""
    grouping: str
    """Characters that may stand between groups of three digits."""
    decimal: str
    units: Mapping[str, str]
    """Unit id to how it is written; longer ones first."""
    bounds: Mapping[str, Bound]
    """Limit id (`more-than`) to how it is said."""
    months: tuple[str, ...]
    """January to December, as written, case kept."""
    dates: tuple[str, ...]
    """With groups `y`, `m` and perhaps `d`; `MONTH` stands for any of `months`."""
    paragraph: str
    """A reference to numbered paragraphs, with groups `numbers`, `below`, `above`."""
    section_before: str
    """What stands before a heading that is quoted as a reference."""
    section_after: str
    only: str
    prohibition: str
    harmless: str
    """Phrases that hold one of these words and mean something else (`sole discretion`)."""


def is_known(language: Language) -> bool:
    """Whether the checks that rest on words can be made in this language; regions count as it."""
    return _base(language) in _MODULES


@cache
def vocabulary(language: Language) -> Vocabulary:
    """What is known of `language`. Raises KeyError where nothing is: ask `is_known` first."""
    # Imported on demand: a machine that installs never needs these tables.
    module = importlib.import_module(f"installer.agreement.lint.languages.{_MODULES[_base(language)]}")
    found = module.VOCABULARY
    assert isinstance(found, Vocabulary)  # noqa: S101 - our own tables, each loaded by a test
    return found


def _base(language: Language) -> str:
    return language.partition("-")[0]
