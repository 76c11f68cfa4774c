"""The `edition.toml` of an edition that has just been imported, before its first seal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from installer.agreement.cover import EQUAL
from installer.agreement.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Edition
    from installer.agreement.importing.lines import Block
    from installer.agreement.importing.recipe import Recipe
    from installer.i18n import Language

_ZERO = "0" * 64


def draft(
    recipe: Recipe,
    before: Edition,
    texts: Mapping[Language, str],
    blocks: Iterable[Block],
    source: tuple[str, str],
) -> str:
    """The document; `source` is the name of the printed document and its digest.

    The clauses keep the digests of the edition before, so that sealing finds out which translations
    were made from an older wording.
    """
    clauses = {language: clause_ids(text, language) for language, text in texts.items()}
    every = list(dict.fromkeys(clause for ids in clauses.values() for clause in ids))
    languages = [language for language in before.languages if language in texts]
    languages += [language for language in texts if language not in languages]
    prevailing = recipe.prevailing or before.prevailing or EQUAL
    lines = [
        "# One published edition of an agreement. What the keys mean: eula_texts/README.md.",
        "# The digests are written by `assent agreement seal`.",
        'type = "assent/edition"',
        "version = 1",
        f"id = {_toml(recipe.edition)}",
        f"date = {_toml(recipe.date)}",
        f"licensor = {_toml(recipe.licensor or before.licensor)}",
        f"languages = {_toml(languages)}",
        f"prevailing = {_toml(prevailing)}",
        "",
        "# Clauses that only some of the languages have.",
        f"unpaired = {_toml([clause for clause in every if _is_unpaired(clause, clauses)])}",
        "",
        '# Clauses that must be affirmed separately, each with its own "yes", wherever they apply.',
        f"separate = {_toml(kept(before.separate, every))}",
        "",
        "# Clauses or sections whose changes are accepted in person: consent, data, authority.",
        f"personal = {_toml(kept(before.personal, every))}",
        "",
        "[title]",
        *(f"{language} = {_toml(_title(recipe, before, texts, language))}" for language in languages),
        "",
        "[source]",
        f"path = {_toml(source[0])}",
        f"digest = {_toml(source[1])}",
        f"languages = {_toml(list(texts))}",
        "",
        *_artefacts(blocks),
        "[files]",
        "",
        "[digests]",
        *(f"{language} = {_toml(_ZERO)}" for language in languages),
        "",
        "[clauses]",
        *(f"{language} = '''\n{_recorded(before, language)}'''" for language in languages),
    ]
    return "\n".join(lines) + "\n"


def clause_ids(text: str, language: Language) -> list[ClauseId]:
    """The clauses of a text in printed order. Raises as `parse`."""
    return [clause.id for section in parse(text, f"{language}.md").sections for clause in section.clauses]


def kept(named: Iterable[str], every: Iterable[ClauseId]) -> list[str]:
    """Those clauses and sections that there still are."""
    known = set(every)
    known |= {clause.partition("/")[0] for clause in known}
    return [name for name in named if name in known]


def _is_unpaired(clause: ClauseId, clauses: Mapping[Language, list[ClauseId]]) -> bool:
    return not all(clause in ids for ids in clauses.values())


def _title(recipe: Recipe, before: Edition, texts: Mapping[Language, str], language: Language) -> str:
    if title := recipe.title.get(language) or before.title.get(language):
        return title
    return parse(texts[language], language).sections[0].clauses[0].text


def _artefacts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for line, text in block.artefacts:
            yield from (
                "[[artefacts]]",
                f"language = {_toml(block.journal.language)}",
                f"line = {line}",
                f"text = {_toml(text)}",
                "",
            )


def _recorded(before: Edition, language: Language) -> str:
    text = before.texts.get(language)
    origins = before.translated_from.get(language, {})
    clauses = () if text is None else text.clauses.values()
    lines = (" ".join((clause.id, clause.digest, origins.get(clause.id, ""))).rstrip() for clause in clauses)
    return "".join(f"{line}\n" for line in lines)


def _toml(value: str | list[str]) -> str:
    """A JSON string or list of strings is a TOML one as well, but for DEL, which no name holds."""
    return json.dumps(value, ensure_ascii=False)
