"""What the window calls the members of the core's closed sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.agreement.change_class import ChangeClass
from installer.session.accepted import Word
from installer.session.listed_grants import GrantState
from installer.session.notices import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def said(tr: Translator) -> Mapping[Word, str]:
    """What the one who is bound has said about an acceptance."""
    return {
        Word.OWN: tr("given by the one who is bound"),
        Word.OPEN: tr("given by somebody else; not answered yet"),
        Word.RATIFIED: tr("given by somebody else, and confirmed"),
        Word.OBJECTED: tr("objected to"),
    }


def grant_states(tr: Translator) -> Mapping[GrantState, str]:
    """What has become of a grant."""
    return {
        GrantState.HOLDS: tr("holds"),
        GrantState.REVOKED: tr("revoked"),
        GrantState.OBJECTED: tr("objected to"),
        GrantState.EXPIRED: tr("expired"),
        GrantState.VOID: tr("grants nothing"),
    }


def classes(tr: Translator) -> Mapping[ChangeClass, str]:
    """What a delegate may accept, by the class of the change; personal ones nobody else may."""
    return {
        ChangeClass.NONE: tr("Updates whose wording has not changed"),
        ChangeClass.NOTIFY: tr("Changes of which the principal only has to be told"),
        ChangeClass.REQUIRED: tr("Changes that have to be accepted anew"),
    }


def consent_states(tr: Translator) -> Mapping[str, str]:
    """What was answered, or done since."""
    return {"given": tr("given"), "refused": tr("refused"), "withdrawn": tr("withdrawn")}


def answers(tr: Translator) -> Mapping[Answer, str]:
    """How a notice was answered at this computer."""
    return {
        Answer.PENDING: tr("not answered yet"),
        Answer.CONFIRMED: tr("confirmed"),
        Answer.OBJECTED: tr("objected to"),
    }
