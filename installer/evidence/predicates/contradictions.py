"""What cannot be true together: a record never says more than happened (design §3.6).

No button for a flag, no click without a screen, no picture of a window that was not there, no delegate
without a grant. What an agreement demands beyond that is decided by `installer.acceptance`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from installer.evidence.predicates.acceptances import Acceptance, Objection, Ratification
from installer.evidence.predicates.basics import ALWAYS_NOT_PROVEN
from installer.evidence.predicates.consents import Consent, Withdrawal
from installer.evidence.predicates.coverages import Coverage
from installer.evidence.predicates.grants import Grant, Revocation
from installer.evidence.predicates.models import presentation_of
from installer.evidence.predicates.renewing import of_coverage, of_renewal
from installer.evidence.predicates.stated import Said
from installer.evidence.predicates.upkeep import Erasure, KeyRotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from installer.evidence.predicates.basics import TextRef
    from installer.evidence.predicates.models import Predicate
    from installer.evidence.predicates.screen import Presented

Found: TypeAlias = "Iterable[tuple[str, bool]]"
"""Names of contradictions, each with whether it is there."""


_ALWAYS: Final = frozenset(ALWAYS_NOT_PROVEN)


def contradiction(said: Predicate) -> str:
    """Why the parts of a predicate cannot be true together; empty when they can."""
    for found in _all(said):
        for name, wrong in found:
            if wrong:
                return name
    return ""


def _all(said: Predicate) -> Iterator[Found]:
    yield _of_ways(said, _ways(said))
    screen = presentation_of(said)
    if screen is not None:
        if said.channel == "unattended":
            yield _without_a_screen(screen)
        elif said.channel == "console":
            yield _on_a_console(screen)
        yield _of_screen(screen)
    if isinstance(said, Said):
        yield _of_texts(said.texts)
        yield _of_said(said)
    if screen is not None and isinstance(said, Said | Coverage):
        yield _of_texts_shown(said.texts, screen)
    yield _of_kind(said)


def _of_ways(said: Predicate, ways: set[str]) -> Found:
    return (
        ("click-without-a-screen", said.channel == "unattended" and not ways.isdisjoint(("click", "key"))),
        ("click-on-a-console", said.channel == "console" and "click" in ways),
        ("not-proven-shortened", not _ALWAYS.issubset(said.not_proven)),
    )


def _without_a_screen(screen: Presented) -> Found:
    return (
        ("button-without-a-screen", bool(screen.button or screen.above_button or screen.labels)),
        ("columns-without-a-screen", screen.columns != "none"),
        ("read-back-without-a-screen", bool(screen.read_back or screen.sections_seen)),
        ("ticked-without-a-screen", bool(screen.sections_ticked or screen.ticked_by_default)),
        ("pages-without-a-screen", bool(screen.pages)),
        ("used-without-a-screen", bool(screen.searches or screen.printed or screen.saved)),
        ("grab-without-a-screen", bool(screen.grabs)),
    )


def _on_a_console(screen: Presented) -> Found:
    return (
        ("columns-on-a-console", screen.columns != "none"),
        ("search-on-a-console", screen.searches > 0),
        ("grab-on-a-console", bool(screen.grabs)),
    )


def _of_screen(screen: Presented) -> Found:
    seen = [(section.section, section.language) for section in screen.sections_seen]
    return (
        ("ticked-by-default", bool(screen.ticked_by_default)),
        ("section-seen-twice", len(set(seen)) != len(seen)),
        ("clause-seen-twice", any(_doubled(section.clauses) for section in screen.sections_seen)),
        ("page-left-before-it-came", any(page.left < page.entered for page in screen.pages)),
        ("saved-twice", _doubled(screen.saved)),
    )


def _of_texts(texts: list[TextRef]) -> Found:
    return (
        ("no-text", not texts),
        ("language-twice", _doubled(text.language for text in texts)),
    )


def _of_said(said: Said) -> Found:
    known = {text.language for text in said.texts} | {"none"}
    return (("prevailing-without-text", said.prevailing not in known),)


def _of_texts_shown(texts: list[TextRef], screen: Presented) -> Found:
    shown = {text.language for text in texts if text.shown}
    return (
        ("read-back-of-a-text-not-shown", not set(screen.read_back) <= shown),
        ("section-seen-of-a-text-not-shown", not {seen.language for seen in screen.sections_seen} <= shown),
        # Printing and saving are ways to show; what was never shown was never used either.
        ("used-but-not-shown", not shown and bool(screen.searches or screen.printed or screen.saved)),
    )


def _of_kind(said: Predicate) -> Found:
    match said:
        case Acceptance():
            return (*_of_affirmations(said), *_of_acceptance(said), *of_renewal(said))
        case Grant():
            return (*_of_affirmations(said), *_of_grant(said))
        case Consent():
            return _of_consent(said)
        case Coverage():
            return (*_of_texts(said.texts), *of_coverage(said))
        case Erasure() | KeyRotation():
            return _of_upkeep(said)
        case _:
            return _of_answer(said)


def _of_affirmations(said: Acceptance | Grant) -> Found:
    affirmations = said.affirmations
    return (
        ("affirmed-twice", _doubled(item.id for item in affirmations)),
        ("words-of-another-language", any(item.language not in item.words for item in affirmations)),
        ("grant-without-delegate", "grant" in _ways(said) and said.capacity != "delegate"),
    )


def _of_acceptance(said: Acceptance) -> Found:
    delegate, on_behalf = said.capacity == "delegate", said.capacity == "on-behalf"
    delegated, labels = said.delegated, said.presentation.labels
    return (
        ("authority-does-not-fit-capacity", (said.authority is None) == on_behalf),
        ("grant-does-not-fit-capacity", (delegated is None) == delegate),
        ("known-later-than-now", delegated is not None and delegated.known_until > said.time.at),
        ("remote-does-not-fit-occasion", (said.remote is None) == (said.occasion == "remote")),
        ("button-of-another-page", bool(labels) and said.presentation.button not in labels.values()),
    )


def _of_grant(said: Grant) -> Found:
    return (
        ("grant-by-delegate", said.capacity == "delegate"),
        ("grant-of-nothing", not said.products or not said.change_classes),
        ("grant-ends-before-it-begins", said.valid_until <= said.valid_from),
    )


def _of_consent(said: Consent) -> Found:
    return (
        ("consent-by-delegate", said.capacity == "delegate" or said.given == "grant"),
        ("words-of-another-language", said.language not in said.words),
    )


def _of_answer(said: Predicate) -> Found:
    """What only the one who is bound can say: no grant gives it away."""
    for_another = isinstance(said, Ratification | Objection) and said.capacity != "self"
    return (("not-by-oneself", for_another or "grant" in _ways(said)),)


def _of_upkeep(said: Erasure | KeyRotation) -> Found:
    if isinstance(said, KeyRotation):
        return (("rotation-to-the-same-key", said.old == said.new),)
    return (
        ("erasure-of-nothing", not said.of),
        ("erased-twice", said.of != sorted(set(said.of))),
    )


def _ways(said: Predicate) -> set[str]:
    """How the affirmations of the statement, or the statement itself, were given."""
    match said:
        case Acceptance() | Grant():
            return {item.given for item in said.affirmations}
        case Consent() | Withdrawal() | Revocation() | Ratification() | Objection() | Coverage():
            return {said.given}
        case _:
            return set()


def _doubled(items: Iterable[str]) -> bool:
    listed = list(items)
    return len(set(listed)) != len(listed)
