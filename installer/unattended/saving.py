"""What was answered in a wizard, as an answer file for the next computer. It accepts nothing by itself."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from installer.errors import Code, Unavailable
from installer.evidence.durable import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.flow.state import State
    from installer.i18n import Translator
    from installer.terms.selected import Selection


def save_answers(path: Path, edition: str, state: State, tr: Translator) -> None:
    """Write the state's answers for its owner's eyes alone; a file of that name is replaced.

    Raises Unavailable FILE_UNWRITABLE (path, detail).
    """
    try:
        write_whole(path, answers_text(edition, state, tr).encode("utf-8", "replace"))
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc


def answers_text(edition: str, state: State, tr: Translator) -> str:
    """The answer file, which `read_answers` reads back as the same parties, selection and consents.

    Neither the affirmations nor the edition's digest are in it: those are given on the command line.
    """
    parties = state.parties
    lines = [
        "# " + tr("Answers for an unattended install. This file accepts nothing by itself."),
        "# " + tr("“assent answers check” says what has to be accepted and affirmed with it."),
        "# " + tr("It names people: keep it where only those read it who need it."),
        'type = "assent/answers"',
        "version = 1",
        *_pairs({"edition": edition, "language": state.language, "target": state.target}),
        *_pairs({"capacity": parties.capacity, "role": parties.role, "occasion": parties.occasion}),
        *([f"remote_computers = {parties.remote_computers}"] if parties.remote_computers else []),
        *_pairs({"rests_on": parties.rests_on, "grant": parties.grant}),
        *_people(parties),
        *_selected(state.selection),
        *_table("consents", {name: _value(value) for name, value in state.consents.items()}),
    ]
    return "\n".join(lines) + "\n"


def _people(parties: Parties) -> Iterator[str]:
    actor, principal, authority = parties.actor, parties.principal, parties.authority
    yield from _table("actor", _said(vars(actor)))
    yield from _table("principal", _said(vars(principal)))
    stated = {name: value for name, value in vars(authority).items() if name != "accepted_on"}
    day = {"accepted_on": authority.accepted_on} if _is_day(authority.accepted_on) else {}
    yield from _table("authority", {**_said(stated), **day})


def _selected(selection: Selection) -> Iterator[str]:
    named = _said({"release": selection.release or "", "host": selection.host or ""})
    lists = {"products": selection.products, "installed": selection.installed}
    yield from _table("selection", {name: _names(ids) for name, ids in lists.items()} | named)
    numbers = {name: _value(value) for name, value in selection.quantities.items()}
    yield from _table("selection.quantities", numbers)
    yield from _table("selection.facts", {name: _value(value) for name, value in selection.facts.items()})


def _table(name: str, values: Mapping[str, str]) -> Iterator[str]:
    """A table with its values, which are TOML already; nothing at all where there are none."""
    if values:
        yield f"\n[{name}]"
    for key, value in values.items():
        yield f"{_text(key)} = {value}"


def _pairs(values: Mapping[str, str]) -> Iterator[str]:
    for key, value in _said(values).items():
        yield f"{key} = {value}"


def _said(values: Mapping[str, str]) -> dict[str, str]:
    """Those that are not empty, as TOML."""
    return {name: _text(str(value)) for name, value in values.items() if value}


def _names(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_text, names)) + "]"


def _value(value: int) -> str:
    """A number, or a truth."""
    return json.dumps(value)


def _text(value: str) -> str:
    """A TOML string. JSON's escapes are TOML's; the one character that TOML forbids raw is escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
