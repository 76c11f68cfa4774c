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
            "Not affirmed: {affirmation}. Nothing was recorded or installed. "
            "Confirm it in the wizard, or on the command line: {flags}"
        ),
        Code.AFFIRMATION_UNKNOWN: tr(
            "There is nothing called “{affirmation}” to affirm for this selection and these people. "
            "Nothing was recorded or installed. To be affirmed here: {known}"
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
            "Nothing in this computer's log shows that {actor} may accept updates for {principal}: check "
            "{number}, “{check}”, failed (newest record known: {known_until}). Nothing was installed. "
            "Let {principal} accept or grant it, or install as somebody who holds their authority."
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
        Code.CHANGES_UNSEEN: tr(
            "The agreement has changed since it was accepted ({changes}), and not all of it was shown yet. "
            "Nothing was recorded. Look at every change, or accept the agreement anew."
        ),
        Code.DECIDED: tr(
            "The agreement {edition} was accepted already and cannot be decided again in this run. "
            "Start again for another decision."
        ),
        Code.ROLE_UNKNOWN: tr(
            "This agreement does not provide for “{role}” in this capacity. Nothing was recorded. "
            "Choose another one."
        ),
        Code.ROLE_CONFLICT: tr(
            "“{role}” is not possible for {products} under this agreement. Nothing was recorded. "
            "Remove these products, or choose another role or occasion."
        ),
        Code.EARLIER_MISSING: tr(
            "The earlier acceptance that “{role}” has to rest on was not found (record {record}, products "
            "{products}). Nothing was recorded. Let it be given first, or import its receipt."
        ),
        Code.RECEIPT_UNFIT: tr(
            "The receipt {path} does not prove what it is needed for ({detail}). Nothing was recorded. "
            "Get the receipt of the customer's own acceptance of this text and these products."
        ),
        Code.GRANT_UNFIT: tr(
            "The file {path} cannot count for a grant here ({detail}). Nothing was recorded or accepted. "
            "Get the receipts of the grant and of the acceptance behind it, or the exported log, from the "
            "computer where they were given, and name its key with “assent grant import --enrolled”."
        ),
        Code.RECORD_UNFIT: tr(
            "The record {record} is not what this command is about ({expected} is expected). "
            "Nothing was recorded. “assent log show” lists the records."
        ),
        Code.NOT_PRINCIPAL: tr(
            "Only the one who is bound by the record {record} can do this, and {actor} was not found to be "
            "that one. Nothing was recorded. Give the name as it stands in the record."
        ),
        Code.NOTICE_UNREADABLE: tr(
            "The notice {path} cannot be opened ({detail}). Nothing was recorded. Check the name."
        ),
        Code.NOTICE_MALFORMED: tr(
            "The notice {path} is damaged or no notice. Nothing was recorded. "
            "Ask the administrator for a fresh copy."
        ),
        Code.TARGET_MISSING: tr("No folder to install into is named. Choose one."),
    }


def nothing_earlier(tr: Translator) -> str:
    """The template of EARLIER_MISSING where no record was named: none of those known will do."""
    return tr(
        "No earlier acceptance was found on this computer that “{role}” could rest on. Nothing was recorded. "
        "Let it be given first, or import its receipt."
    )
