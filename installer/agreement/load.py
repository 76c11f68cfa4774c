"""Loading an edition, failing closed: what comes out is complete and is what the publisher sealed.

The steps, each of which refuses:

1. `edition.toml` is there, well formed, without an unknown key.
2. Each text is there, is UTF-8, NFC, LF, without hidden characters.
3. Each text parses in the strict subset.
4. Its clauses are those recorded, in the recorded order, each with the recorded digest.
5. The whole file has the recorded digest.
6. The clauses that some language lacks are exactly those declared, and all languages agree on the order.
7. `divergences.toml` has the recorded digest, and its phrases stand verbatim in their clauses.

What this does not prove: who sealed the edition. `edition.toml` carries no signature yet, so
somebody who can write to the folder can seal other texts; their digest is then another one, and an
acceptance names the digest.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from installer.agreement.cover import EDITION_FILE, EQUAL, find_edition, list_editions
from installer.agreement.document import (
    ClauseDigest,
    EditionDocument,
    read_clause_digests,
    read_divergences_document,
    read_edition_document,
)
from installer.agreement.edition import Artefact, Divergence, Edition, Source, Text
from installer.agreement.parse import parse
from installer.agreement.wording import read_text_file
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.agreement.parse import Parsed
    from installer.i18n import Language

DIVERGENCES_FILE: Final = "divergences.toml"


def open_edition(root: Path, edition_id: str | None = None) -> Edition:
    """The edition with this id under `root`, or without an id the newest of the one agreement there.

    Raises BadInput EDITION_UNKNOWN (edition, path, known), also where no id is given and there are
    several agreements or none, and what `load_edition` raises.
    """
    known = list_editions(root)
    if edition_id is None and len({found.partition("/")[0] for found in known}) == 1:
        # Editions are named by date, so the newest sorts last.
        edition_id = known[-1]
    folder = find_edition(root, edition_id or "")
    edition = load_edition(folder)
    if edition.id != edition_id:
        path = str(folder / EDITION_FILE)
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"id: {edition.id}")
    return edition


def load_edition(folder: Path) -> Edition:
    """The edition in `folder`, checked clause by clause.

    Raises UntrustedData with TEXT_MISSING (path), TEXT_NOT_UTF8 (path, offset), TEXT_MALFORMED
    (path, line, detail), CLAUSE_DIGEST (path, line, clause, language, expected, actual), TEXT_DIGEST
    (path, expected, actual), CLAUSE_UNPAIRED (path, clause, language), EDITION_MALFORMED or
    DIVERGENCES_MALFORMED (path, detail), DIVERGENCE_PHRASE (path, clause, language, phrase).
    """
    path = folder / EDITION_FILE
    document = read_edition_document(read_text_file(path), str(path))
    digests = read_clause_digests(document, str(path))
    texts = {
        language: _load_text(folder, language, document.digests[language], digests[language])
        for language in document.languages
    }
    _check_pairs(document, texts, str(path))
    return Edition(
        id=document.id,
        date=document.date,
        licensor=document.licensor,
        title=MappingProxyType(document.title),
        languages=document.languages,
        prevailing=None if document.prevailing == EQUAL else document.prevailing,
        texts=MappingProxyType(texts),
        divergences=_load_divergences(folder, document, texts),
        artefacts=tuple(Artefact(found.language, found.line, found.text) for found in document.artefacts),
        digest=digest_of_edition({language: text.digest for language, text in texts.items()}),
        separate=document.separate,
        translated_from=MappingProxyType(
            {language: _translated_from(recorded) for language, recorded in digests.items()}
        ),
        source=None
        if document.source is None
        else Source(document.source.path, document.source.digest, document.source.languages),
    )


def digest_of_edition(digests: Mapping[Language, str]) -> str:
    """SHA-256 over one line `language digest` a language, sorted, each ended by a line feed; hex."""
    lines = "".join(f"{language} {digest}\n" for language, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _load_text(folder: Path, language: Language, digest: str, recorded: dict[ClauseId, ClauseDigest]) -> Text:
    path = folder / f"{language}.md"
    content = read_text_file(path)
    parsed = parse(content, str(path))
    _check_clauses(parsed, recorded, str(path), language)
    # The clauses are right, so only something between them can still differ: an id, a level.
    actual = hashlib.sha256(content.encode()).hexdigest()
    if actual != digest:
        raise UntrustedData(Code.TEXT_DIGEST, path=str(path), expected=digest, actual=actual)
    return Text(language, parsed.sections, digest, content)


def _check_clauses(
    parsed: Parsed, recorded: dict[ClauseId, ClauseDigest], path: str, language: Language
) -> None:
    clauses = [clause for section in parsed.sections for clause in section.clauses]
    for clause, expected in zip(clauses, recorded, strict=False):
        if clause.id != expected:
            line = parsed.lines[clause.id]
            raise UntrustedData(
                Code.TEXT_MALFORMED, path=path, line=line, detail="clause-order", clause=expected
            )
        if clause.digest != recorded[expected].digest:
            raise UntrustedData(
                Code.CLAUSE_DIGEST,
                path=path,
                line=parsed.lines[clause.id],
                clause=clause.id,
                language=language,
                expected=recorded[expected].digest,
                actual=clause.digest,
            )
    if len(clauses) != len(recorded):
        line = max(parsed.lines.values(), default=1)
        raise UntrustedData(Code.TEXT_MALFORMED, path=path, line=line, detail="clause-count")


def _check_pairs(document: EditionDocument, texts: Mapping[Language, Text], path: str) -> None:
    orders = [list(text.clauses) for text in texts.values()]
    every = set[str]().union(*orders)
    shared = every.intersection(*orders)
    for clause_id in sorted(every - shared - set(document.unpaired)):
        having = " ".join(language for language, text in texts.items() if clause_id in text.clauses)
        raise UntrustedData(Code.CLAUSE_UNPAIRED, path=path, clause=clause_id, language=having)
    for clause_id in sorted(set(document.unpaired) - (every - shared)):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"unpaired: {clause_id}")
    paired = [[clause_id for clause_id in order if clause_id in shared] for order in orders]
    for first, other in ((a, b) for order in paired for a, b in zip(paired[0], order, strict=True) if a != b):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"order: {first} / {other}")
    for clause_id in sorted(set(document.separate) - every):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"separate: {clause_id}")


def _translated_from(recorded: dict[ClauseId, ClauseDigest]) -> Mapping[ClauseId, str]:
    return MappingProxyType(
        {clause_id: found.translated_from for clause_id, found in recorded.items() if found.translated_from}
    )


def _load_divergences(
    folder: Path, document: EditionDocument, texts: Mapping[Language, Text]
) -> tuple[Divergence, ...]:
    path = folder / DIVERGENCES_FILE
    if not document.divergences:
        return ()
    content = read_text_file(path)
    actual = hashlib.sha256(content.encode()).hexdigest()
    if actual != document.divergences:
        raise UntrustedData(Code.TEXT_DIGEST, path=str(path), expected=document.divergences, actual=actual)
    found = tuple(
        Divergence(clause, MappingProxyType(item.phrases), MappingProxyType(item.difference), item.severity)
        for item in read_divergences_document(content, str(path)).divergences
        for clause in item.clauses
    )
    check_divergences(found, texts, str(path))
    return found


def check_divergences(found: Iterable[Divergence], texts: Mapping[Language, Text], path: str) -> None:
    """Refuse a divergence whose phrases are not verbatim in the clause, or that explains nothing.

    Raises UntrustedData DIVERGENCE_PHRASE (path, clause, language, phrase) or
    DIVERGENCES_MALFORMED (path, detail).
    """
    for divergence in found:
        complete = (
            set(divergence.difference) == set(texts)
            and all(divergence.difference.values())
            and any(divergence.phrases.values())
        )
        if not complete:
            raise UntrustedData(Code.DIVERGENCES_MALFORMED, path=path, detail=divergence.clause)
        for language, phrase in divergence.phrases.items():
            clause = texts[language].clauses.get(divergence.clause) if language in texts else None
            if phrase not in (clause.text if clause is not None else ""):
                raise UntrustedData(
                    Code.DIVERGENCE_PHRASE,
                    path=path,
                    clause=divergence.clause,
                    language=language,
                    phrase=phrase,
                )
