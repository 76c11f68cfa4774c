"""Where in an answer file a mistake is: its key by its dotted name, and its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from installer.errors import BadInput, Code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINE: Final = re.compile(r"\(at line (\d+)")
_DOUBLED: Final = re.compile(
    r"Cannot declare \('(?P<table>.*?)',?\) twice|Duplicate inline table key '(?P<key>.*)'|"
    r"Cannot (?:overwrite a value|mutate immutable namespace|redefine namespace)"
)
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<key>.*?)`(?: - at `\$\.?(?P<where>.*)`)?")
_WRONG: Final = re.compile(r"(?P<detail>.*?)(?: - at `\$\.?(?P<where>.*)`)?", re.DOTALL)
_KEY: Final = re.compile(r"\s*(?P<key>[A-Za-z0-9_.\-\"']+)\s*=")
_TABLE: Final = re.compile(r"\s*\[+(?P<table>[^\]]+)\]+\s*(?:#.*)?")


def mistake(path: Path, data: bytes, error: Exception) -> BadInput:
    """What is wrong with the file; `error` is what came of reading it."""
    if isinstance(error, UnicodeDecodeError):
        return malformed(path, "", data.count(b"\n", 0, error.start) + 1, "not UTF-8")
    if isinstance(error, RecursionError):
        return malformed(path, "", 0, "nested too deeply")
    text = data.decode("utf-8")
    if isinstance(error, msgspec.ValidationError):
        return _not_ours(path, text, str(error))
    return _not_toml(path, text, str(error))


def _not_toml(path: Path, text: str, said: str) -> BadInput:
    """What is wrong with a file that is no TOML; `said` is what the parser said."""
    found = _LINE.search(said)
    line = int(found[1]) if found else text.count("\n") + 1
    doubled = _DOUBLED.match(said)
    if doubled is None:
        return malformed(path, "", line, said)
    key = (doubled["table"] or "").replace("', '", ".") or doubled["key"] or _key_on(text, line)
    return BadInput(Code.ANSWERS_DOUBLED_KEY, path=str(path), key=key, line=line)


def _not_ours(path: Path, text: str, said: str) -> BadInput:
    """What is wrong with TOML that is no answer file; `said` is what the checker said."""
    unknown = _UNKNOWN.fullmatch(said)
    if unknown is not None:
        key = ".".join(part for part in (unknown["where"], unknown["key"]) if part)
        return BadInput(Code.ANSWERS_UNKNOWN_KEY, path=str(path), key=key, line=_line_of(text, key))
    wrong = _WRONG.fullmatch(said)
    where = (wrong["where"] or "") if wrong is not None else ""
    detail = wrong["detail"] if wrong is not None else said
    key = re.sub(r"\[.*", "", where)
    return malformed(path, where, _line_of(text, key), detail)


def malformed(path: Path, key: str, line: int, detail: str) -> BadInput:
    """ANSWERS_MALFORMED (path, key, line, detail); `line` is 0 where it is not known."""
    return BadInput(Code.ANSWERS_MALFORMED, path=str(path), key=key, line=line, detail=detail[:300])


def _line_of(text: str, dotted: str) -> int:
    """The line of a key or table by its dotted name; 0 where it is written in another way."""
    return next((number for number, name in _names(text) if name == dotted), 0)


def _key_on(text: str, line: int) -> str:
    """The dotted name of the key on that line, or empty."""
    return next((name for number, name in _names(text) if number == line), "")


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each table header and each plainly written key."""
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header = _TABLE.fullmatch(line)
        key = _KEY.match(line)
        if header is not None:
            table = _plain(header["table"])
            yield number, table
        elif key is not None:
            yield number, ".".join(part for part in (table, _plain(key["key"])) if part)


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)
