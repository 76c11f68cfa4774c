"""Loading an edition, failing closed: what comes out is complete and is what the publisher sealed.

The steps, each of which refuses:

1. `edition.toml` is there, well formed, without an unknown key.
2. Each text is there, is UTF-8, NFC, LF, without hidden characters.
3. Each text parses in the strict subset.
4. Its clauses are those recorded, in the recorded order, each with the recorded digest.
5. The whole file has the recorded digest.
6. The clauses that some language lacks are exactly those declared, and all languages agree on the order.
7. `divergences.toml` has the recorded digest, and its phrases stand verbatim in their clauses.
8. `changes.toml` has the recorded digest, and states clauses that there are.

Who sealed the edition is for `installer.agreement.signed` to find out, which the program goes through.
"""

from __future__ import annotations

import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from installer.agreement.changes import load_changes
from installer.agreement.cover import EDITION_FILE, EQUAL
from installer.agreement.divergences import load_divergences
from installer.agreement.document import (
    ClauseDigest,
    EditionDocument,
    read_clause_digests,
    read_edition_document,
)
from installer.agreement.edition import Artefact, Edition, Source, Text
from installer.agreement.parse import parse
from installer.agreement.wording import read_bytes, read_text_file, read_wording
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.agreement.parse import Parsed
    from installer.i18n import Language


def load_edition(folder: Path) -> Edition:
    """The edition in `folder`, checked clause by clause; whoever sealed it.

    Raises UntrustedData with TEXT_MISSING (path), TEXT_NOT_UTF8 (path, offset), TEXT_MALFORMED
    (path, line, detail), CLAUSE_DIGEST (path, line, clause, language, expected, actual), TEXT_DIGEST
    (path, expected, actual), CLAUSE_UNPAIRED (path, clause, language), EDITION_MALFORMED,
    DIVERGENCES_MALFORMED or CHANGES_MALFORMED (path, detail), DIVERGENCE_PHRASE (path, clause,
    language, phrase).
    """
    return build_edition(folder, read_bytes(folder / EDITION_FILE))


def build_edition(folder: Path, data: bytes) -> Edition:
    """As `load_edition`, from bytes of its `edition.toml` that were read before. Raises as it."""
    path = folder / EDITION_FILE
    document = read_edition_document(read_wording(data, str(path)), str(path))
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
        divergences=load_divergences(folder, document.files, texts),
        artefacts=tuple(Artefact(found.language, found.line, found.text) for found in document.artefacts),
        digest=digest_of_edition({language: text.digest for language, text in texts.items()}),
        separate=document.separate,
        personal=document.personal,
        history=load_changes(folder, document.files, every_clause(texts), document.languages),
        files=MappingProxyType(document.files),
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
    every = every_clause(texts)
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
    sections = {clause_id.partition("/")[0] for clause_id in every}
    for named in sorted(set(document.personal) - every - sections):
        raise UntrustedData(Code.EDITION_MALFORMED, path=path, detail=f"personal: {named}")


def every_clause(texts: Mapping[Language, Text]) -> frozenset[ClauseId]:
    """The clauses that at least one of the languages has."""
    return frozenset[str]().union(*(text.clauses for text in texts.values()))


def _translated_from(recorded: dict[ClauseId, ClauseDigest]) -> Mapping[ClauseId, str]:
    return MappingProxyType(
        {clause_id: found.translated_from for clause_id, found in recorded.items() if found.translated_from}
    )
