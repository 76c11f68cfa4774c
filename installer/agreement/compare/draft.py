"""A `changes.toml` to be filled in: every change that is not stated yet, without a reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from installer.agreement.compare.change import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from installer.agreement.compare.change import ClauseChange, Comparison
    from installer.i18n import Language


def draft_changes(comparison: Comparison, languages: Sequence[Language]) -> str:
    """The document. Sealing refuses it until every reason stands in every language of the edition.

    The class is what the change asks for now. What is accepted in person needs no statement to be so,
    and gets one, so that a reader finds the reason.
    """
    lines = [
        'type = "assent/changes"',
        "version = 1",
        "",
        "[[since]]",
        f"edition = {_toml(comparison.old)}",
        f"digest = {_toml(comparison.old_digest)}",
    ]
    for change in comparison.changes:
        lines += ["", *_entry(change, languages)]
    return "\n".join(lines) + "\n"


def _entry(change: ClauseChange, languages: Sequence[Language]) -> Iterator[str]:
    before = f", {change.old} before" if change.old not in {None, change.clause} else ""
    yield f"# {change.kind.value}{before}"
    if change.ground is Ground.LIFTED:
        yield "# What was stated is less than a change of this kind may ask for."
    yield "[[since.changes]]"
    yield f"{'removed' if change.new is None else 'clauses'} = [{_toml(change.clause)}]"
    yield f"class = {_toml(change.change_class.value)}"
    for language in languages:
        yield f"reason.{language} = {_toml(change.reason.get(language, ''))}"


def _toml(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
