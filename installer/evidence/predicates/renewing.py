"""What cannot be true together of changes, and of going on under an earlier acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.evidence.predicates.acceptances import Acceptance
    from installer.evidence.predicates.changing import Changes
    from installer.evidence.predicates.coverages import Coverage


def of_renewal(said: Acceptance) -> str:
    """An acceptance that names changes renews one, and may name none where nothing concerns it."""
    changes = said.changes
    if (changes is None) != (said.renews is None):
        return "changes-without-an-earlier-acceptance"
    if changes is None:
        return ""
    if changes.change_class == "personal" and said.capacity == "delegate":
        return "personal-change-by-delegate"
    return _of_changes(said, changes)


def of_coverage(said: Coverage) -> str:
    """Nothing was accepted; what only has to be shown was shown, now or before."""
    changes = said.changes
    if said.presentation is None and any(text.shown for text in said.texts):
        return "shown-without-a-presentation"
    if said.given == "grant" and said.grant is None:
        return "grant-not-named"
    if (changes is None) == (said.change_class == "notify"):
        return "changes-do-not-fit-class"
    if changes is None:
        return "" if said.told is None else "told-of-nothing"
    return _of_notice(said, changes) or _of_changes(said, changes)


def _of_notice(said: Coverage, changes: Changes) -> str:
    if changes.change_class != "notify":
        return "more-than-a-notice"
    if said.grant is not None:
        return "notice-by-delegate"
    return "notice-not-shown" if said.told is None and not _all_shown(changes) else ""


def _of_changes(said: Acceptance | Coverage, changes: Changes) -> str:
    if changes.since.digest == said.edition.digest:
        return "changes-since-the-same-edition"
    if said.channel == "unattended" and changes.shown:
        return "difference-without-a-screen"
    languages = [seen.language for seen in changes.shown]
    if len(set(languages)) != len(languages):
        return "difference-language-twice"
    for seen in changes.shown:
        if not (set(seen.clauses) <= set(changes.clauses) and set(seen.parts) <= set(changes.parts)):
            return "difference-of-no-change"
    return ""


def _all_shown(changes: Changes) -> bool:
    clauses = {clause for seen in changes.shown for clause in seen.clauses}
    parts = {part for seen in changes.shown for part in seen.parts}
    return set(changes.clauses) <= clauses and set(changes.parts) <= parts
