"""A `.desktop` file: the Desktop Entry Specification 1.4, written so that nothing in it is interpreted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from installer.install.registration.spec import Registration

_QUOTED: Final = frozenset('"`$\\')
"""What a backslash must stand before within a quoted argument of `Exec`."""


def desktop_entry(registration: Registration, target: Path) -> str:
    """The file's text for a component in an absolute target folder."""
    program = str(target / registration.exec)
    words = (program, *registration.arguments)
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        *_in_languages("Name", registration.name),
        *_in_languages("Comment", registration.comment),
        f"TryExec={escaped(program)}",
        f"Exec={escaped(' '.join(map(_argument, words)))}",
        f"Terminal={str(registration.terminal).lower()}",
    ]
    if registration.icon:
        lines.append(f"Icon={escaped(str(target / registration.icon))}")
    if registration.categories:
        lines.append(f"Categories={';'.join(registration.categories)};")
    return "\n".join(lines) + "\n"


def _in_languages(key: str, words: Mapping[str, str]) -> Iterator[str]:
    for language, text in sorted(words.items(), key=lambda item: (item[0] != "en", item[0])):
        yield f"{key}={escaped(text)}" if language == "en" else f"{key}[{language}]={escaped(text)}"


def escaped(text: str) -> str:
    """A value of type string: a leading blank would be lost, a backslash would begin an escape."""
    found = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return "\\s" + found[1:] if found.startswith(" ") else found


def _argument(word: str) -> str:
    """One argument of `Exec`, always quoted; a per cent sign would begin a field code."""
    return '"' + "".join("\\" + sign if sign in _QUOTED else sign for sign in word).replace("%", "%%") + '"'
