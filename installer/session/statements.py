"""What a statement says, put together from the state and from what was on the screen (design §8).

Nothing is added here that did not happen: no button for a flag, no text shown that was only named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

import installer
from installer.acceptance.channel import Channel
from installer.acceptance.parties import Capacity, bound
from installer.evidence import predicates
from installer.evidence.envelope import subject

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.channel import Given
    from installer.acceptance.delegation import Authorised
    from installer.acceptance.parties import Parties
    from installer.agreement.edition import Edition
    from installer.evidence.envelope import Subject
    from installer.flow.state import State
    from installer.i18n import Language, Words
    from installer.session.presentation import Presentation
    from installer.terms.determination import Affirmation, Determination


class Moment(msgspec.Struct, frozen=True):
    """What all statements of one decision share: one "now", one screen, one salted commitment."""

    edition: Edition
    state: State
    channel: Channel
    presentation: Presentation
    now: datetime
    commitment: str


class Accepting(msgspec.Struct, frozen=True):
    """What an acceptance says beside what every statement says."""

    determination: Determination
    affirmations: tuple[Affirmation, ...]
    components: tuple[str, ...]
    authorised: Authorised | None = None
    """A delegate's authority."""
    rests_on: str = ""
    """Record digest of the earlier acceptance by somebody else that the role rests on."""
    renews: str = ""
    """Record digest of the principal's own acceptance of an earlier edition."""
    notice: str = ""
    """Digest of the pending notice that goes with it."""
    changes: predicates.Changes | None = None
    """What has changed since the acceptance that it renews."""


def instant(moment: datetime) -> str:
    """RFC 3339, UTC, whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def subjects(edition: Edition) -> tuple[Subject, ...]:
    """The documents that a statement is about: the text of every language."""
    return tuple(
        subject(f"{edition.id}/{language}.md", edition.texts[language].digest)
        for language in edition.languages
    )


def of_record(digest: str) -> tuple[Subject, ...]:
    """The subject of a statement about another record."""
    return (subject(f"record/{digest}", digest),)


def acceptance(moment: Moment, accepting: Accepting) -> predicates.Acceptance:
    """The acceptance of the sections that apply, with each affirmation as it was given."""
    state = moment.state
    parties = state.parties
    return predicates.Acceptance(
        **said(moment),
        products=list(dict.fromkeys(state.selection.products)),
        components=list(accepting.components),
        sections=list(accepting.determination.sections),
        affirmations=[
            affirmed(needed, state.affirmed[needed.id], moment) for needed in accepting.affirmations
        ],
        authority=_authority(parties),
        delegated=_delegated(accepting.authorised),
        role=parties.role.value,
        occasion=parties.occasion.value,
        remote=predicates.RemoteComputers(count=parties.remote_computers, notice=accepting.notice)
        if accepting.notice
        else None,
        rests_on=accepting.rests_on or None,
        renews=accepting.renews or None,
        changes=accepting.changes,
    )


def affirmed(needed: Affirmation, given: Given, moment: Moment) -> predicates.Affirmed:
    """One "yes", its exact words, and how it was given."""
    return predicates.Affirmed(
        id=needed.id,
        cite=list(needed.cite),
        words=dict(needed.text),
        language=wording(needed.text, moment),
        given=given.value,
    )


def decline(moment: Moment) -> predicates.Decline:
    """The decline, for the products that were selected by then."""
    return predicates.Decline(**said(moment), products=list(dict.fromkeys(moment.state.selection.products)))


def stated(moment: Moment) -> dict[str, Any]:
    """What every statement says, as keyword arguments; the predicate checks them when it is encoded."""
    return {
        "channel": moment.channel.value,
        "personal": predicates.Commitment(commitment=moment.commitment),
        "time": predicates.Time(at=instant(moment.now)),
        "program": predicates.Program(version=installer.__version__),
    }


def said(moment: Moment) -> dict[str, Any]:
    """What every statement about the text of an edition says."""
    edition, parties = moment.edition, moment.state.parties
    return {
        **stated(moment),
        "edition": edition_ref(edition),
        "prevailing": edition.prevailing or "none",
        "texts": texts(moment, languages_shown(moment)),
        "capacity": parties.capacity.value,
        "party_type": bound(parties).type.value,
        "presentation": presented(moment),
    }


def edition_ref(edition: Edition) -> predicates.EditionRef:
    """The edition by id, digest and date."""
    return predicates.EditionRef(id=edition.id, digest=edition.digest, date=edition.date)


def texts(moment: Moment, shown: frozenset[Language]) -> list[predicates.TextRef]:
    """The text of every language, and whether it was shown."""
    return [
        predicates.TextRef(
            language=language, digest=moment.edition.texts[language].digest, shown=language in shown
        )
        for language in moment.edition.languages
    ]


def presented(moment: Moment) -> predicates.Presented:
    """What was on the screen, in the form of the record."""
    state, presentation = moment.state, moment.presentation
    shown = presentation.shown
    return predicates.Presented(
        language=presentation.language or state.language,
        button=presentation.button,
        above_button=presentation.above_button,
        read_back=dict(presentation.read_back),
        sections_seen=_sections_seen(moment),
        sections_ticked=sorted(state.ticked),
        columns=_columns(moment),
        pages=[
            predicates.PageVisit(
                step=page.step.value,
                language=page.language,
                entered=instant(page.entered),
                left=instant(page.left),
            )
            for page in shown.pages
        ],
        labels=dict(shown.labels),
        ticked_by_default=list(shown.ticked_by_default),
        searches=shown.searches,
        printed=shown.printed,
        saved=list(shown.saved),
        grabs=[
            predicates.Grab(
                step=grab.step.value,
                sha256=grab.sha256,
                width=grab.width,
                height=grab.height,
                masked=grab.masked,
            )
            for grab in shown.grabs
        ],
    )


def _sections_seen(moment: Moment) -> list[predicates.SectionSeen]:
    """Each section that was on screen, with what the face tells of its clauses."""
    told = {(found.section, found.language): found for found in moment.presentation.shown.sections}
    known = (*told, *sorted(moment.state.seen - told.keys()))
    return [
        predicates.SectionSeen(
            section=section,
            language=language,
            clauses=list(found.clauses) if (found := told.get((section, language))) else [],
            seconds=found.seconds if found else 0,
        )
        for section, language in known
    ]


def _columns(moment: Moment) -> Literal["both", "translation", "governing", "none"]:
    """What the reader showed; none where no text was on screen, as in a window for later acts."""
    read = moment.channel is Channel.WIZARD and bool(languages_shown(moment))
    return moment.state.columns.value if read else "none"


def wording(words: Words, moment: Moment) -> Language:
    """The language in which words were shown: the person's, else the governing one, else the first."""
    wanted = (moment.state.language, moment.edition.prevailing or "", *words)
    return next(language for language in wanted if language in words)


def languages_shown(moment: Moment) -> frozenset[Language]:
    """The languages whose text was on screen, or was printed."""
    seen = {language for _, language in moment.state.seen}
    told = {found.language for found in moment.presentation.shown.sections}
    return frozenset(seen | told | set(moment.presentation.read_back))


def _authority(parties: Parties) -> predicates.AuthorityStated | None:
    if parties.capacity is not Capacity.ON_BEHALF:
        return None
    claimed = parties.authority
    return predicates.AuthorityStated(
        accepted_on=claimed.accepted_on.strip(),
        evidence_sha256=claimed.evidence_sha256 or None,
        receipt=claimed.receipt or None,
    )


def _delegated(authorised: Authorised | None) -> predicates.Delegated | None:
    if authorised is None:
        return None
    granted = authorised.granted
    return predicates.Delegated(
        grant=granted.statement,
        kind=granted.kind.value,
        clause=granted.clause or "",
        known_until=instant(authorised.known_until),
    )
