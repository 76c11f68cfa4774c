"""`divergences.toml`: loading the reviewed places where a translation says something else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from installer.agreement.documents import read_document
from installer.agreement.edition import Divergence
from installer.agreement.severity import Severity  # noqa: TC001 - msgspec reads the annotation
from installer.agreement.wording import read_text_file
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from installer.agreement.edition import Text
    from installer.i18n import Language

DIVERGENCES_FILE: Final = "divergences.toml"


class DivergenceDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`[[divergences]]`: the same phrases in one or several clauses."""

    clauses: tuple[str, ...]
    severity: Severity
    phrases: dict[str, str]
    difference: dict[str, str]


class DivergencesDocument(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`divergences.toml`, version 1."""

    type: Literal["assent/divergences"]
    version: Literal[1]
    divergences: tuple[DivergenceDocument, ...]


def load_divergences(
    folder: Path, files: Mapping[str, str], texts: Mapping[Language, Text]
) -> tuple[Divergence, ...]:
    """The divergences of the edition in `folder`; none where it seals no such document.

    Raises UntrustedData TEXT_MISSING, TEXT_NOT_UTF8, TEXT_MALFORMED and TEXT_DIGEST as `load_edition`,
    DIVERGENCES_MALFORMED (path, detail), and as `check_divergences`.
    """
    if DIVERGENCES_FILE not in files:
        return ()
    path = folder / DIVERGENCES_FILE
    try:
        document = read_document(path, files, DivergencesDocument)
    except UntrustedData:
        # Another encoding or hidden characters are a better reason than another digest.
        read_text_file(path)
        raise
    except OSError as exc:
        raise UntrustedData(Code.TEXT_MISSING, path=str(path)) from exc
    except (ValueError, RecursionError) as exc:
        raise UntrustedData(Code.DIVERGENCES_MALFORMED, path=str(path), detail=str(exc)) from exc
    found = tuple(
        Divergence(clause, MappingProxyType(item.phrases), MappingProxyType(item.difference), item.severity)
        for item in document.divergences
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
