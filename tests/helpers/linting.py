"""Editions for the lint: invented ones in memory, and mistakes planted in a loaded one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from installer.agreement.edition import Divergence, Edition, Text
from installer.agreement.lint.context import wording
from installer.agreement.lint.readers import READERS
from installer.agreement.lint.run import contexts_of
from installer.agreement.parse import parse
from installer.agreement.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from installer.agreement.clause import Clause
    from installer.agreement.lint.finding import Check, Token

HEADS = "# Acme Pact {#title}\n\n## Scope. {#scope}\n\n"


def edition_of(
    bodies: Mapping[str, str], *, prevailing: str | None = None, divergences: Iterable[Divergence] = ()
) -> Edition:
    """An edition with these Markdown texts, unsealed."""
    texts = {
        language: Text(language, parse(body, f"{language}.md").sections, "", body)
        for language, body in bodies.items()
    }
    return Edition(
        id="acme/1",
        date="2020-01-01",
        licensor="Acme",
        title=MappingProxyType(dict.fromkeys(bodies, "Acme Pact")),
        languages=tuple(bodies),
        prevailing=prevailing,
        texts=MappingProxyType(texts),
        divergences=tuple(divergences),
        artefacts=(),
        digest="",
    )


def pair_of(
    first: str,
    second: str,
    *,
    languages: tuple[str, str] = ("en", "hu"),
    divergences: Iterable[Divergence] = (),
) -> Edition:
    """Two languages with one sentence each, `scope/p1`."""
    bodies = {
        language: f"{HEADS}{words}\n" for language, words in zip(languages, (first, second), strict=True)
    }
    return edition_of(bodies, prevailing=languages[0], divergences=divergences)


def divergence(clause: str = "scope/p1", **phrases: str) -> Divergence:
    """A reviewed divergence with these phrases."""
    said = dict.fromkeys(phrases, "They differ.")
    return Divergence(clause, MappingProxyType(phrases), MappingProxyType(said), Severity.MINOR)


def planted(
    edition: Edition, language: str, change: Callable[[Clause], str | None]
) -> tuple[Edition, set[str]]:
    """The edition with `change` made in `language` wherever it gives a text, and where that was."""
    places: set[str] = set()

    def changed(clause: Clause) -> Clause:
        text = change(clause)
        if text is None:
            return clause
        places.add(clause.id)
        return replace(clause, text=text)

    text = edition.texts[language]
    sections = tuple(
        replace(section, clauses=tuple(changed(clause) for clause in section.clauses))
        for section in text.sections
    )
    texts = {**edition.texts, language: replace(text, sections=sections)}
    return replace(edition, texts=MappingProxyType(texts)), places


def without(clause: Clause, token: Token) -> str:
    """The clause's text without the place that a reader found in its wording."""
    start = len(clause.text) - len(wording(clause))
    return clause.text[: start + token.start] + clause.text[start + token.end :]


def facts(edition: Edition, pair: tuple[str, str], check: Check) -> dict[str, list[list[Token]]]:
    """By clause that both languages have: what `check` reads in the wording of each."""
    contexts = dict(zip(pair, contexts_of(edition, pair), strict=True))
    return {
        row.clause: [
            READERS[check](wording(clause), contexts[language])
            for language in pair
            if (clause := row.wordings[language]) is not None
        ]
        for row in edition.rows()
        if all(row.wordings[language] for language in pair)
    }
