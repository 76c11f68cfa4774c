"""The publisher's side of the digests: recompute what `edition.toml` records.

A clause of a translation keeps the digest of the wording it was made from, unless its own words
changed. So when only the prevailing text changes, the translation becomes stale by itself.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from installer.agreement.cover import EDITION_FILE, EQUAL
from installer.agreement.document import read_clause_digests, read_edition_document
from installer.agreement.load import DIVERGENCES_FILE, load_edition
from installer.agreement.parse import parse
from installer.agreement.wording import read_text_file
from installer.errors import Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.agreement.document import ClauseDigest, EditionDocument
    from installer.agreement.edition import Edition
    from installer.i18n import Language


def seal_edition(folder: Path) -> Edition:
    """Write the digests of texts, clauses and divergences into `edition.toml`, and load the result.

    Comments and order of the document stay. The file is replaced at once or not at all; when the
    sealed edition does not load, the error says why and the new document stays for repair.
    Raises what `load_edition` raises, and Unavailable TARGET_UNWRITABLE (path, reason).
    """
    path = folder / EDITION_FILE
    content = read_text_file(path)
    document = read_edition_document(content, str(path))
    sealed = _sealed(content, folder, document, read_clause_digests(document, str(path)))
    draft = path.with_suffix(".toml.new")
    try:
        draft.write_bytes(sealed.encode())
        os.replace(draft, path)  # noqa: PTH105 - one word says that it is atomic
    except OSError as exc:
        raise Unavailable(Code.TARGET_UNWRITABLE, path=str(path), reason=exc.strerror or "") from exc
    return load_edition(folder)


def _sealed(
    content: str,
    folder: Path,
    document: EditionDocument,
    recorded: Mapping[Language, Mapping[ClauseId, ClauseDigest]],
) -> str:
    # Imported here: only the publisher writes TOML.
    import tomlkit

    texts = {language: read_text_file(folder / f"{language}.md") for language in document.languages}
    clauses = {language: _clause_digests(folder, language, text) for language, text in texts.items()}
    stored = tomlkit.parse(content)
    divergences = folder / DIVERGENCES_FILE
    if divergences.exists():
        stored["divergences"] = _sha256(read_text_file(divergences))
    for language, text in texts.items():
        stored["digests"][language] = _sha256(text)
        origin = None if document.prevailing in {EQUAL, language} else clauses[document.prevailing]
        block = _block(clauses[language], recorded[language], origin)
        stored["clauses"][language] = tomlkit.value(f"'''\n{block}'''")
    return tomlkit.dumps(stored)


def _clause_digests(folder: Path, language: Language, text: str) -> dict[ClauseId, str]:
    sections = parse(text, str(folder / f"{language}.md")).sections
    return {clause.id: clause.digest for section in sections for clause in section.clauses}


def _block(
    digests: Mapping[ClauseId, str],
    recorded: Mapping[ClauseId, ClauseDigest],
    origin: Mapping[ClauseId, str] | None,
) -> str:
    lines = []
    for clause_id, digest in digests.items():
        words = [clause_id, digest]
        before = recorded.get(clause_id)
        if origin is not None and clause_id in origin:
            unchanged = before is not None and before.digest == digest and before.translated_from
            words.append(before.translated_from if before is not None and unchanged else origin[clause_id])
        lines.append(" ".join(words))
    return "\n".join(lines) + "\n"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
