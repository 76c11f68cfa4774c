"""The statement of a consent, with the fields of ISO/IEC TS 27560 as the edition gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from installer.evidence import predicates
from installer.session.statements import said, wording

if TYPE_CHECKING:
    from installer.acceptance.rules import ConsentOffer
    from installer.session.statements import Moment


def consent(moment: Moment, offer: ConsentOffer) -> predicates.Consent:
    """An answered consent: a statement of its own, apart from the acceptance. Refusals are recorded too."""
    state = moment.state
    return predicates.Consent(
        **said(moment),
        record_id=str(uuid4()),
        consent=offer.id,
        state="given" if state.consents[offer.id] else "refused",
        cite=list(offer.cite),
        words=dict(offer.text),
        language=wording(offer.text, moment),
        given=state.consents_how[offer.id].value,
        controller=offer.controller,
        notice=offer.notice,
        purpose=dict(offer.purpose),
        data=[dict(words) for words in offer.data],
        retention=dict(offer.retention),
        storage=dict(offer.storage),
        recipients=[dict(words) for words in offer.recipients],
        withdrawal=dict(offer.withdrawal),
    )
