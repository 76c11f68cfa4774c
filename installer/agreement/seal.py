"""The publisher's side of the digests: recompute what `edition.toml` records.

A clause of a translation keeps the digest of the wording it was made from, unless its own words
changed. So when only the prevailing text changes, the translation becomes stale by itself.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from installer.agreement.compiled import COMPILED_FOLDER, compile_documents
from installer.agreement.cover import EDITION_FILE, EQUAL
from installer.agreement.document import read_clause_digests, read_edition_document
from installer.agreement.load import load_edition
from installer.agreement.parse import parse
from installer.agreement.signed import SIGNATURE_FILE
from installer.agreement.wording import read_text_file
from installer.agreement.writing import remove, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.agreement.document import ClauseDigest, EditionDocument
    from installer.agreement.edition import Edition
    from installer.i18n import Language


def seal_edition(folder: Path) -> Edition:
    """Write the digests of texts, clauses and documents into `edition.toml`, and load the result.

    Comments and order of the document stay; the copies under `compiled/` are made again. The document
    is replaced at once or not at all. A signature goes when the document changes: it was for another
    one. When the sealed edition does not load, the error says why and all stays for repair.
    Raises what `load_edition` raises, and Unavailable TARGET_UNWRITABLE (path, reason).
    """
    path = folder / EDITION_FILE
    content = read_text_file(path)
    document = read_edition_document(content, str(path))
    recorded = read_clause_digests(document, str(path))
    blocks = _clause_blocks(folder, document, recorded)
    copies = compile_documents(folder)
    sealed = _sealed(content, document, blocks, _files(folder, copies)).encode()
    for copy in sorted((folder / COMPILED_FOLDER).glob("*.json")):
        if f"{COMPILED_FOLDER}/{copy.name}" not in copies:
            remove(copy)
    for name, data in copies.items():
        write(folder / name, data)
    if sealed != content.encode():
        remove(folder / SIGNATURE_FILE)
    write(path, sealed)
    return load_edition(folder)


def _files(folder: Path, copies: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of every document beside `edition.toml`, and of the copies."""
    documents = {path.name: path.read_bytes() for path in folder.glob("*.toml") if path.name != EDITION_FILE}
    return {
        name: hashlib.sha256(data).hexdigest() for name, data in (*sorted(documents.items()), *copies.items())
    }


def _clause_blocks(
    folder: Path, document: EditionDocument, recorded: Mapping[Language, Mapping[ClauseId, ClauseDigest]]
) -> dict[Language, tuple[str, str]]:
    """By language: the digest of the text, and the lines of its clauses."""
    texts = {language: read_text_file(folder / f"{language}.md") for language in document.languages}
    clauses = {language: _clause_digests(folder, language, text) for language, text in texts.items()}
    blocks: dict[Language, tuple[str, str]] = {}
    for language, text in texts.items():
        origin = None if document.prevailing in {EQUAL, language} else clauses[document.prevailing]
        digest = hashlib.sha256(text.encode()).hexdigest()
        blocks[language] = digest, _block(clauses[language], recorded[language], origin)
    return blocks


def _sealed(
    content: str,
    document: EditionDocument,
    blocks: Mapping[Language, tuple[str, str]],
    files: Mapping[str, str],
) -> str:
    # Imported here: only the publisher writes TOML.
    import tomlkit

    stored = tomlkit.parse(content)
    if files and "files" not in stored:
        stored["files"] = tomlkit.table()
    for gone in set(document.files) - set(files):
        del stored["files"][gone]
    for name, digest in files.items():
        stored["files"][name] = digest
    for language, (digest, block) in blocks.items():
        stored["digests"][language] = digest
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
