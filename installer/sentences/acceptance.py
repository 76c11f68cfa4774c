"""Sentences about who accepts, what is affirmed and on what authority."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `acceptance.*` codes."""
    return {
        Code.NOT_ACCEPTED: tr(
            "The agreement {edition} has not been accepted. Nothing was installed. Accept it in the wizard, "
            "or name it on the command line: --accept-eula {edition}@{digest}"
        ),
        Code.DECLINED: tr(
            "The agreement {edition} was declined. Nothing was installed. "
            "Start again if you want to accept it."
        ),
        Code.AFFIRMATION_MISSING: tr(
            "Not affirmed: {affirmation}. Nothing was installed. "
            "Confirm it in the wizard, or on the command line: {flags}"
        ),
        Code.AFFIRMATION_UNKNOWN: tr(
            "There is nothing called “{affirmation}” to affirm for this selection. "
            "“assent terms” lists what must be affirmed."
        ),
        Code.PARTY_INCOMPLETE: tr(
            "Who accepts, and for whom, is not complete: {field}. Fill it in and go on."
        ),
        Code.EVIDENCE_FILE_UNREADABLE: tr(
            "The evidence file {path} cannot be read ({detail}). Name a file that can be read."
        ),
        Code.EDITION_STALE: tr(
            "The acceptance names another text ({given}) than the one in force ({expected}). "
            "Nothing was installed. Read the text in force and name that one."
        ),
        Code.AUTHORITY_MISSING: tr(
            "Nothing in this computer's log shows that {actor} may accept updates for {principal} "
            "(check “{check}” failed). Nothing was installed. Let {principal} accept, or install as "
            "somebody who holds their acceptance."
        ),
        Code.ACCEPTANCE_MALFORMED: tr(
            "The edition's acceptance rules {path} cannot be used ({detail}). Nothing was installed. "
            "Get a fresh copy of the program."
        ),
        Code.PARTY_INVALID: tr(
            "What was entered for {field} cannot be right ({expected} is expected). Correct it and go on."
        ),
        Code.CONSENT_UNKNOWN: tr(
            "There is no consent “{consent}” to answer for this selection and capacity. "
            "Remove it from the answers."
        ),
        Code.SECTION_UNSEEN: tr(
            "Section “{section}” of the agreement applies and was not on screen yet. "
            "Read it, or tick it in the outline."
        ),
        Code.DECIDED: tr(
            "The agreement {edition} was accepted already and cannot be decided again in this run. "
            "Start again for another decision."
        ),
        Code.TARGET_MISSING: tr("No folder to install into is named. Choose one."),
    }
