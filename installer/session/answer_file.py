"""The one writer of answer files: what was answered in a wizard, and what a customer is asked to answer.

No such file accepts anything: neither the affirmations nor the edition's digest are in it, those are given
on the command line.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from msgspec import structs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from installer.acceptance.parties import Parties
    from installer.flow.state import State
    from installer.terms.selected import Selection


def answers_text(edition: str, state: State, notes: Iterable[str] = (), to_fill: Iterable[str] = ()) -> str:
    """The answer file, which `read_answers` reads back as the same parties, selection and consents.

    What is empty is left out, but for the actor's fields in `to_fill`: whoever gets the file fills them in.
    `notes` stand before everything, one comment each.
    """
    parties = state.parties
    lines = [
        *(f"# {note}" for note in notes),
        'type = "assent/answers"',
        "version = 1",
        *_pairs({"edition": edition, "language": state.language, "target": state.target}),
        *_pairs({"capacity": parties.capacity, "role": parties.role, "occasion": parties.occasion}),
        *([f"remote_computers = {parties.remote_computers}"] if parties.remote_computers else []),
        *_pairs({"rests_on": parties.rests_on, "grant": parties.grant}),
        *_people(parties, frozenset(to_fill)),
        *_selected(state.selection),
        *_table("consents", {name: _value(value) for name, value in state.consents.items()}),
    ]
    return "\n".join(lines) + "\n"


def _people(parties: Parties, to_fill: frozenset[str]) -> Iterator[str]:
    actor, principal, authority = parties.actor, parties.principal, parties.authority
    acting = {name: _text(value) for name, value in structs.asdict(actor).items() if value or name in to_fill}
    yield from _table("actor", acting)
    yield from _table("principal", _said(structs.asdict(principal)))
    stated = {name: value for name, value in structs.asdict(authority).items() if name != "accepted_on"}
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
        yield f"{_key(key)} = {value}"


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


def _key(name: str) -> str:
    """Bare where TOML allows it: a person edits the file."""
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _text(name)


def _text(value: str) -> str:
    """A TOML string. JSON's escapes are TOML's; the one character that TOML forbids raw is escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
