"""What stands on the cover of an edition, read without its texts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from installer.agreement.document import EQUAL, read_edition_document
from installer.agreement.wording import read_text_file

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.document import EditionDocument
    from installer.i18n import Language, Words

EDITION_FILE: Final = "edition.toml"


@dataclass(frozen=True)
class Cover:
    """Which agreement this is. It says nothing about the texts: `load_edition` checks those."""

    id: str
    date: str
    licensor: str
    title: Words
    languages: tuple[Language, ...]
    prevailing: Language | None
    """None when all languages are equal."""


def read_cover(folder: Path) -> Cover:
    """The cover of the edition in `folder`, in 2 ms: a wizard shows it while the texts are checked.

    Raises UntrustedData TEXT_MISSING (path), TEXT_NOT_UTF8 (path, offset), TEXT_MALFORMED (path, line,
    detail) and EDITION_MALFORMED (path, detail), all of `edition.toml`.
    """
    path = folder / EDITION_FILE
    return cover_of(read_edition_document(read_text_file(path), str(path)))


def cover_of(document: EditionDocument) -> Cover:
    """The cover that the document describes."""
    return Cover(
        id=document.id,
        date=document.date,
        licensor=document.licensor,
        title=MappingProxyType(document.title),
        languages=document.languages,
        prevailing=None if document.prevailing == EQUAL else document.prevailing,
    )
