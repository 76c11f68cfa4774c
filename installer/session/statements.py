"""What a statement says, put together from the state and from what was on the screen (design §8).

Nothing is added here that did not happen: no button for a flag, no text shown that was only named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import installer
from installer.acceptance.channel import Channel
from installer.acceptance.parties import Capacity, bound
from installer.evidence import predicates
from installer.evidence.envelope import subject
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields

if TYPE_CHECKING:
    from datetime import datetime

    from installer.acceptance.delegation import Grant
    from installer.acceptance.parties import Parties
    from installer.acceptance.rules import ConsentOffer
    from installer.agreement.edition import Edition
    from installer.evidence.envelope import Subject
    from installer.flow.state import State
    from installer.i18n import Language, Words
    from installer.session.presentation import Presentation
    from installer.terms.determination import Affirmation, Determination


@dataclass(frozen=True)
class Moment:
    """What all statements of one decision share: one "now", one screen, one salted commitment."""

    edition: Edition
    state: State
    channel: Channel
    presentation: Presentation
    now: datetime
    commitment: str


def instant(moment: datetime) -> str:
    """RFC 3339, UTC, whole seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def subjects(edition: Edition) -> tuple[Subject, ...]:
    """The documents that a statement is about: the text of every language."""
    return tuple(
        subject(f"{edition.id}/{language}.md", edition.texts[language].digest)
        for language in edition.languages
    )


def personal_fields(parties: Parties) -> PersonalFields:
    """Everything about people, kept outside the signed body."""
    actor, principal = parties.actor, bound(parties)
    return PersonalFields(
        actor=ActorFields(
            name=actor.name.strip(),
            email=actor.email.strip(),
            position=actor.position.strip(),
            organisation=actor.organisation.strip(),
        ),
        principal=PrincipalFields(name=principal.name.strip(), contact=principal.contact.strip()),
    )


def acceptance(
    moment: Moment,
    determination: Determination,
    affirmations: tuple[Affirmation, ...],
    components: tuple[str, ...],
    grant: Grant | None,
) -> predicates.Acceptance:
    """The acceptance of the sections that apply, with each affirmation as it was given."""
    state = moment.state
    return predicates.Acceptance(
        **_said(moment),
        products=list(dict.fromkeys(state.selection.products)),
        components=list(components),
        sections=list(determination.sections),
        affirmations=[
            predicates.Affirmed(
                id=needed.id,
                cite=list(needed.cite),
                words=dict(needed.text),
                language=_wording(needed.text, moment),
                given=state.affirmed[needed.id].value,
            )
            for needed in affirmations
        ],
        authority=_authority(state.parties),
        delegated=None if grant is None else predicates.Delegated(grant=grant.statement, clause=grant.clause),
    )


def decline(moment: Moment) -> predicates.Decline:
    """The decline, for the products that were selected by then."""
    return predicates.Decline(**_said(moment), products=list(dict.fromkeys(moment.state.selection.products)))


def consent(moment: Moment, offer: ConsentOffer) -> predicates.Consent:
    """An answered consent: a statement of its own, apart from the acceptance."""
    state = moment.state
    return predicates.Consent(
        **_said(moment),
        consent=offer.id,
        state="given" if state.consents[offer.id] else "refused",
        cite=list(offer.cite),
        words=dict(offer.text),
        language=_wording(offer.text, moment),
        given=state.consents_how[offer.id].value,
    )


def _said(moment: Moment) -> dict[str, Any]:
    """What every statement says, as keyword arguments; the predicate checks them when it is encoded."""
    edition, parties = moment.edition, moment.state.parties
    shown = _languages_shown(moment)
    return {
        "edition": predicates.EditionRef(id=edition.id, digest=edition.digest, date=edition.date),
        "prevailing": edition.prevailing or "none",
        "texts": [
            predicates.TextRef(
                language=language, digest=edition.texts[language].digest, shown=language in shown
            )
            for language in edition.languages
        ],
        "capacity": parties.capacity.value,
        "channel": moment.channel.value,
        "party_type": bound(parties).type.value,
        "personal": predicates.Commitment(commitment=moment.commitment),
        "presentation": _presented(moment),
        "time": predicates.Time(at=instant(moment.now)),
        "program": predicates.Program(version=installer.__version__),
    }


def _presented(moment: Moment) -> predicates.Presented:
    state, presentation = moment.state, moment.presentation
    silent = moment.channel is Channel.UNATTENDED
    return predicates.Presented(
        language=presentation.language or state.language,
        button=presentation.button,
        above_button=presentation.above_button,
        read_back=dict(presentation.read_back),
        sections_seen=[
            predicates.SectionSeen(section=section, language=language)
            for section, language in sorted(state.seen)
        ],
        sections_ticked=sorted(state.ticked),
        columns="none" if silent else state.columns.value,
    )


def _languages_shown(moment: Moment) -> frozenset[Language]:
    seen = {language for _, language in moment.state.seen}
    return frozenset(seen | set(moment.presentation.read_back))


def _authority(parties: Parties) -> predicates.AuthorityStated | None:
    if parties.capacity is not Capacity.ON_BEHALF:
        return None
    stated = parties.authority
    return predicates.AuthorityStated(
        basis=stated.basis.strip(),
        accepted_how=stated.accepted_how.strip(),
        accepted_on=stated.accepted_on.strip(),
        evidence_name=stated.evidence_name.strip() or None,
        evidence_sha256=stated.evidence_sha256 or None,
    )


def _wording(words: Words, moment: Moment) -> Language:
    """The language in which words were shown: the person's, else the governing one, else the first."""
    wanted = (moment.state.language, moment.edition.prevailing or "", *words)
    return next(language for language in wanted if language in words)
