"""Which editions there are, and what stands on the cover of each: read without the texts.

A wizard shows the cover while the texts are checked. So this stays light: no document library, six
values, from the copy that the publisher's seal keeps of them (`installer.agreement.compiled`). That
they are those of `edition.toml`, that this holds nothing unknown, and that the texts are those it
names, is for `installer.agreement.load` to check before anybody can go on (`Cover.is_of`).
"""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from installer import errors

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Words

EDITION_FILE: Final = "edition.toml"

COVER_FILE: Final = "compiled/cover.json"
"""What the cover says, once more: sealed like every copy, and read first because it is short."""
COVER_TYPE: Final = "assent/cover"

EQUAL: Final = "none"
"""The value of `prevailing` when all languages are equal."""


class Cover(NamedTuple):
    """Which agreement this is. It says nothing about the texts."""

    id: str
    date: str
    licensor: str
    title: Words
    languages: tuple[Language, ...]
    prevailing: Language | None
    """None when all languages are equal."""

    @property
    def governing(self) -> Language:
        """The prevailing language; where all are equal, the first."""
        return self.prevailing or self.languages[0]

    def is_of(self, edition: Edition) -> bool:
        """Whether the loaded edition says of itself what this cover said."""
        return all(getattr(edition, name) == value for name, value in self._asdict().items())


def list_editions(root: Path) -> tuple[str, ...]:
    """The ids of all editions under `root`: folders `<agreement>/<edition>` with a document.

    Those of one agreement stand together, the newest last: names are compared part by part, and numbers
    by their value, so `1.10` follows `1.9`, and dates stand in their order.
    """
    found = (f"{path.parent.parent.name}/{path.parent.name}" for path in root.glob(f"*/*/{EDITION_FILE}"))
    return tuple(sorted(found, key=_by_age))


def _by_age(edition_id: str) -> tuple[str, list[tuple[str, int]]]:
    agreement, _, edition = edition_id.partition("/")
    parts = [(part, part.rstrip("0123456789")) for part in edition.replace("-", ".").split(".")]
    return agreement, [(letters, int(part[len(letters) :] or -1)) for part, letters in parts]


def find_edition(root: Path, edition_id: str) -> Path:
    """The folder of `edition_id` under `root`. Raises BadInput EDITION_UNKNOWN (edition, path, known)."""
    editions = list_editions(root)
    if edition_id in editions:
        return root.joinpath(*edition_id.split("/"))
    known = " ".join(editions)
    raise errors.BadInput(errors.Code.EDITION_UNKNOWN, edition=edition_id, path=str(root), known=known)


def read_cover(folder: Path) -> Cover:
    """The cover of the edition in `folder`.

    Raises UntrustedData EDITION_MALFORMED (path, detail), and where there is no sealed copy TEXT_MISSING
    (path), TEXT_NOT_UTF8 (path, offset) and TEXT_MALFORMED (path, line, detail) of `edition.toml`.
    """
    try:
        copy = (folder / COVER_FILE).read_bytes()
    except OSError:
        return _read_document(folder / EDITION_FILE)
    return _read_copy(copy, folder / COVER_FILE)


def _read_copy(copy: bytes, path: Path) -> Cover:
    try:
        document = _content(copy)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as exc:
        raise errors.UntrustedData(errors.Code.EDITION_MALFORMED, path=str(path), detail=str(exc)) from exc
    return _sure(_cover(document) if _is_copy(document) else None, path)


def _content(copy: bytes) -> Any:  # noqa: ANN401 - whatever it holds; `_cover` looks at its shape
    """What a copy says, by what is loaded: a command has a reader of JSON by now, a wizard has none yet."""
    if "msgspec" in sys.modules:
        import msgspec

        return msgspec.json.decode(copy)
    # Strings, lists and one number, so written, are a literal of Python too. What reads all of JSON
    # takes a millisecond to load, and nothing else needs it before the first page is seen.
    import ast

    return ast.literal_eval(copy.decode())


def _is_copy(document: object) -> bool:
    return isinstance(document, dict) and (document.get("type"), document.get("version")) == (COVER_TYPE, 1)


def _read_document(path: Path) -> Cover:
    # Imported here: an edition that was sealed has the copy.
    import tomllib

    from installer.agreement.wording import read_text_file

    content = read_text_file(path)
    try:
        cover = _cover(tomllib.loads(content))
    except (ValueError, RecursionError) as exc:
        # ValueError and not only its child TOMLDecodeError: a number of 5,000 digits raises it bare.
        raise errors.UntrustedData(errors.Code.EDITION_MALFORMED, path=str(path), detail=str(exc)) from exc
    return _sure(cover, path)


def _sure(cover: Cover | None, path: Path) -> Cover:
    if cover is None:
        raise errors.UntrustedData(errors.Code.EDITION_MALFORMED, path=str(path), detail="cover")
    return cover


def _cover(document: dict[str, Any]) -> Cover | None:
    match document:
        case {
            "id": str(edition),
            "date": str(date),
            "licensor": str(licensor),
            "title": dict(title),
            "languages": [str(), *_] as languages,
            "prevailing": str(prevailing),
        } if all(isinstance(title.get(language), str) for language in languages):
            governing = None if prevailing == EQUAL else prevailing
            return Cover(edition, date, licensor, MappingProxyType(title), tuple(languages), governing)
    return None
