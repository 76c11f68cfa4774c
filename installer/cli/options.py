"""The options that every command takes, and how a command reads them before it is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import click

from installer import host

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer.i18n import Language, Translator

Decorated = TypeVar("Decorated", bound="Callable[..., object]")

LANGUAGES: Final = ("hu", "en")
"""The languages of the interface."""


class Face(NamedTuple):
    """How a command talks: to a person in a language, or to a machine."""

    language: Language
    as_json: bool

    def translator(self) -> Translator:
        """The interface language's translator."""
        return translator(self.language)


def common(function: Decorated) -> Decorated:
    """Add `--lang` (parameter `lang`, None when not given) and `--json` (`as_json`)."""
    function = click.option("--json", "as_json", is_flag=True, help="One JSON object for machines.")(function)
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), default=None, help="Language of the messages."
    )(function)


def products(function: Decorated) -> Decorated:
    """Add `--products`, also `--product` (parameter `products`); `split` says which they are."""
    return click.option(
        "--products",
        "--product",
        "products",
        multiple=True,
        metavar="ID[,ID…]",
        help="Products, with commas or one by one; they replace those of a file.",
    )(function)


def split(given: tuple[str, ...]) -> tuple[str, ...]:
    """The names of an option that may be given once or several times, with commas or without."""
    return tuple(name for part in given for name in part.split(",") if name)


def language_of(lang: str | None) -> Language:
    """The language asked for, else that of the system."""
    return lang if lang in LANGUAGES else host.system_language(LANGUAGES)


def translator(language: Language) -> Translator:
    """The translator for messages; English where the catalogue was not compiled."""
    from installer import i18n, paths  # `--version` needs neither

    try:
        return i18n.load_translator(language, paths.translations_root())
    except FileNotFoundError:
        return i18n.load_translator(i18n.SOURCE_LANGUAGE, paths.translations_root())


def print_json(document: object) -> None:
    """One line of JSON on standard output, in UTF-8 whatever the terminal speaks (RFC 8259 §8.1)."""
    import json

    click.echo(json.dumps(document, ensure_ascii=False).encode() + b"\n", nl=False)


def face_of(arguments: Sequence[str]) -> Face:
    """What the raw arguments say about language and `--json`, also where they cannot be parsed."""
    before_end = arguments[: arguments.index("--")] if "--" in arguments else arguments
    lang: str | None = None
    for position, argument in enumerate(before_end):
        if argument == "--lang" and position + 1 < len(before_end):
            lang = before_end[position + 1]
        elif argument.startswith("--lang="):
            lang = argument.removeprefix("--lang=")
    return Face(language=language_of(lang), as_json="--json" in before_end)
