"""What cannot be true together of changes, and of going on under an earlier acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.evidence.predicates.acceptances import Acceptance
    from installer.evidence.predicates.changing import Changes
    from installer.evidence.predicates.coverages import Coverage


def of_renewal(said: Acceptance) -> Iterable[tuple[str, bool]]:
    """An acceptance that names changes renews one, and may name none where nothing concerns it."""
    changes = said.changes
    yield "changes-without-an-earlier-acceptance", (changes is None) != (said.renews is None)
    if changes is not None:
        personal = changes.change_class == "personal" and said.capacity == "delegate"
        yield "personal-change-by-delegate", personal
        yield from _of_changes(said, changes)


def of_coverage(said: Coverage) -> Iterable[tuple[str, bool]]:
    """Nothing was accepted; what only has to be shown was shown, now or before."""
    changes, told = said.changes, said.told
    yield "shown-without-a-presentation", said.presentation is None and any(text.shown for text in said.texts)
    yield "grant-not-named", said.given == "grant" and said.grant is None
    yield "changes-do-not-fit-class", (changes is None) == (said.change_class == "notify")
    yield "told-of-nothing", told is not None and changes is None
    if changes is not None:
        yield "more-than-a-notice", changes.change_class != "notify"
        yield "notice-by-delegate", said.grant is not None
        yield "notice-not-shown", told is None and not _all_shown(changes)
        yield from _of_changes(said, changes)


def _of_changes(said: Acceptance | Coverage, changes: Changes) -> Iterable[tuple[str, bool]]:
    yield "changes-since-the-same-edition", changes.since.digest == said.edition.digest
    yield "difference-without-a-screen", said.channel == "unattended" and bool(changes.shown)
    languages = [seen.language for seen in changes.shown]
    yield "difference-language-twice", len(set(languages)) != len(languages)
    for seen in changes.shown:
        yield (
            "difference-of-no-change",
            not (set(seen.clauses) <= set(changes.clauses) and set(seen.parts) <= set(changes.parts)),
        )


def _all_shown(changes: Changes) -> bool:
    clauses = {clause for seen in changes.shown for clause in seen.clauses}
    parts = {part for seen in changes.shown for part in seen.parts}
    return set(changes.clauses) <= clauses and set(changes.parts) <= parts
