"""What cannot be true together: a record never says more than happened (design §3.6).

No button for a flag, no click without a screen, no picture of a window that was not there, no delegate
without a grant. What an agreement demands beyond that is decided by `installer.acceptance`.

Each function answers with the name of the first rule that is broken, and with nothing where none is. All
are gone through for every receipt that is verified: they ask only what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    from collections.abc import Collection

    from installer.evidence.predicates.basics import TextRef
    from installer.evidence.predicates.models import Predicate
    from installer.evidence.predicates.screen import Presented


_ALWAYS: Final = frozenset(ALWAYS_NOT_PROVEN)
_WITH_TEXTS_SHOWN: Final = (Said, Coverage)


def contradiction(said: Predicate) -> str:
    """Why the parts of a predicate cannot be true together; empty when they can."""
    ways = _ways(said)
    found = _of_ways(said, ways)
    screen = presentation_of(said)
    if screen is not None:
        found = found or _of_channel(said.channel, screen) or _of_screen(screen)
    if isinstance(said, Said):
        found = found or _of_texts(said.texts, said.prevailing)
    if screen is not None and isinstance(said, _WITH_TEXTS_SHOWN):
        found = found or _of_texts_shown(said.texts, screen)
    return found or _of_kind(said, ways)


def _of_ways(said: Predicate, ways: set[str]) -> str:
    if said.channel == "unattended" and not ways.isdisjoint(("click", "key")):
        return "click-without-a-screen"
    if said.channel == "console" and "click" in ways:
        return "click-on-a-console"
    return "" if _ALWAYS.issubset(said.not_proven) else "not-proven-shortened"


def _of_channel(channel: str, screen: Presented) -> str:
    if channel == "unattended":
        return _without_a_screen(screen)
    return _on_a_console(screen) if channel == "console" else ""


def _without_a_screen(screen: Presented) -> str:
    rules = (
        ("button-without-a-screen", screen.button or screen.above_button or screen.labels),
        ("columns-without-a-screen", screen.columns != "none"),
        ("read-back-without-a-screen", screen.read_back or screen.sections_seen),
        ("ticked-without-a-screen", screen.sections_ticked or screen.ticked_by_default),
        ("pages-without-a-screen", screen.pages),
        ("used-without-a-screen", screen.searches or screen.printed or screen.saved),
        ("grab-without-a-screen", screen.grabs),
    )
    return next((name for name, broken in rules if broken), "")


def _on_a_console(screen: Presented) -> str:
    if screen.columns != "none":
        return "columns-on-a-console"
    if screen.searches > 0:
        return "search-on-a-console"
    return "grab-on-a-console" if screen.grabs else ""


def _of_screen(screen: Presented) -> str:
    if screen.ticked_by_default:
        return "ticked-by-default"
    seen = set()
    for section in screen.sections_seen:
        seen.add((section.section, section.language))
        if _doubled(section.clauses):
            return "clause-seen-twice"
    if len(seen) != len(screen.sections_seen):
        return "section-seen-twice"
    for page in screen.pages:
        if page.left < page.entered:
            return "page-left-before-it-came"
    return "saved-twice" if _doubled(screen.saved) else ""


def _of_texts(texts: list[TextRef], prevailing: str = "none") -> str:
    languages = [text.language for text in texts]
    if not languages:
        return "no-text"
    if _doubled(languages):
        return "language-twice"
    return "" if prevailing == "none" or prevailing in languages else "prevailing-without-text"


def _of_texts_shown(texts: list[TextRef], screen: Presented) -> str:
    shown = {text.language for text in texts if text.shown}
    if not shown.issuperset(screen.read_back):
        return "read-back-of-a-text-not-shown"
    for seen in screen.sections_seen:
        if seen.language not in shown:
            return "section-seen-of-a-text-not-shown"
    # Printing and saving are ways to show; what was never shown was never used either.
    used = screen.searches or screen.printed or screen.saved
    return "used-but-not-shown" if used and not shown else ""


def _of_kind(said: Predicate, ways: set[str]) -> str:
    match said:
        case Acceptance():
            return _of_affirmations(said, ways) or _of_acceptance(said) or of_renewal(said)
        case Grant():
            return _of_affirmations(said, ways) or _of_grant(said)
        case Consent():
            return _of_consent(said)
        case Coverage():
            return _of_texts(said.texts) or of_coverage(said)
        case Erasure() | KeyRotation():
            return _of_upkeep(said)
        case _:
            return _of_answer(said, ways)


def _of_affirmations(said: Acceptance | Grant, ways: set[str]) -> str:
    known = set()
    for item in said.affirmations:
        known.add(item.id)
        if item.language not in item.words:
            return "words-of-another-language"
    if len(known) != len(said.affirmations):
        return "affirmed-twice"
    return "grant-without-delegate" if "grant" in ways and said.capacity != "delegate" else ""


def _of_acceptance(said: Acceptance) -> str:
    delegated, shown = said.delegated, said.presentation
    if (said.authority is None) == (said.capacity == "on-behalf"):
        return "authority-does-not-fit-capacity"
    if (delegated is None) == (said.capacity == "delegate"):
        return "grant-does-not-fit-capacity"
    if delegated is not None and delegated.known_until > said.time.at:
        return "known-later-than-now"
    if (said.remote is None) == (said.occasion == "remote"):
        return "remote-does-not-fit-occasion"
    return "button-of-another-page" if shown.labels and shown.button not in shown.labels.values() else ""


def _of_grant(said: Grant) -> str:
    if said.capacity == "delegate":
        return "grant-by-delegate"
    if not said.products or not said.change_classes:
        return "grant-of-nothing"
    return "grant-ends-before-it-begins" if said.valid_until <= said.valid_from else ""


def _of_consent(said: Consent) -> str:
    if said.capacity == "delegate" or said.given == "grant":
        return "consent-by-delegate"
    return "" if said.language in said.words else "words-of-another-language"


def _of_answer(said: Predicate, ways: set[str]) -> str:
    """What only the one who is bound can say: no grant gives it away."""
    for_another = isinstance(said, Ratification | Objection) and said.capacity != "self"
    return "not-by-oneself" if for_another or "grant" in ways else ""


def _of_upkeep(said: Erasure | KeyRotation) -> str:
    if isinstance(said, KeyRotation):
        return "rotation-to-the-same-key" if said.old == said.new else ""
    if not said.of:
        return "erasure-of-nothing"
    return "" if said.of == sorted(set(said.of)) else "erased-twice"


def _ways(said: Predicate) -> set[str]:
    """How the affirmations of the statement, or the statement itself, were given."""
    match said:
        case Acceptance() | Grant():
            return {item.given for item in said.affirmations}
        case Consent() | Withdrawal() | Revocation() | Ratification() | Objection() | Coverage():
            return {said.given}
        case _:
            return set()


def _doubled(items: Collection[str]) -> bool:
    return len(items) > 1 and len(set(items)) != len(items)
