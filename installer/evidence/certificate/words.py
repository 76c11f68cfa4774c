"""The certificate's own words, by id. Each is a literal inside `tr("…")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def titles(tr: Translator) -> Mapping[str, str]:
    """Headings, and sentences that stand alone."""
    return {
        "title": tr("Certificate of an electronic statement"),
        "view": tr(
            "This document is a view for reading. The record is the receipt inside it, the attached file "
            "receipt.assent.json; where the two differ, the receipt counts."
        ),
        "level": tr(
            "The statement is a simple electronic signature, made with the key of a computer. "
            "It is neither an advanced nor a qualified one."
        ),
        "parties": tr("Who, for whom, and on what authority"),
        "subject": tr("What it is about"),
        "affirmations": tr("What was affirmed separately, in the exact words"),
        "time": tr("When"),
        "shown": tr("How it was shown"),
        "checks": tr("Checks of the receipt when this certificate was made"),
        "proven": tr("What this proves"),
        "not_proven": tr("What this does not prove"),
        "recipe": tr("Checking it without this program"),
        "recipe_how": tr(
            "Save the two attached files into one folder (for instance with “pdfdetach -saveall”), and run "
            "the commands below in bash; they stand in the attached file verify.sh. They need openssl 3.0 "
            "or later and the usual tools of a Unix system. Every check must say “yes”. The key’s id must be "
            "one that you got by another way."
        ),
        "annex": tr("Annex: the text as it stands in the receipt"),
        "erased": tr("erased"),
        "none": tr("none"),
        "head": tr("Head of the log"),
        "page": tr("page"),
        "clauses": tr("Clauses"),
        "given": tr("Given by"),
        "shown_in": tr("Shown in"),
    }


def labels(tr: Translator) -> Mapping[str, str]:
    """Labels of single facts."""
    return {
        "statement": tr("Statement"),
        "actor": tr("Acted, as stated"),
        "principal": tr("Bound, as stated"),
        "contact": tr("Contact"),
        "capacity": tr("Capacity"),
        "party_type": tr("Kind of party"),
        "authority": tr("Authority, as stated"),
        "accepted_on": tr("Day on which they accepted, as stated"),
        "evidence": tr("Evidence file, SHA-256"),
        "grant": tr("Rests on the grant in record"),
        "known_until": tr("The log was known until"),
        "by_role": tr("Delegate: whoever is in this position"),
        "self_grant": tr("Granted to oneself"),
        "classes": tr("Changes that the delegate may accept"),
        "valid_from": tr("Holds from"),
        "valid_until": tr("Holds until"),
        "clause": tr("By the clause"),
        "role": tr("Role"),
        "occasion": tr("Occasion"),
        "computers": tr("Other computers, as stated"),
        "notice": tr("Notice for their users, SHA-256"),
        "rests_on": tr("Rests on the acceptance in record"),
        "own_receipt": tr("The principal’s own acceptance in record"),
        "renews": tr("Renews the acceptance in record"),
        "told": tr("Differences shown before, in record"),
        "change_class": tr("Change since the earlier acceptance"),
        "since": tr("Compared with the edition"),
        "changes": tr("What has changed since"),
        "changes_shown": tr("Differences that were on the screen"),
        "given": tr("Given by"),
        "delegate": tr("Delegate"),
        "remarks": tr("Remarks"),
        "personal": tr("Personal data"),
        "agreement": tr("Agreement"),
        "edition_digest": tr("Digest of the edition"),
        "prevailing": tr("Prevailing language"),
        "text": tr("Text, SHA-256"),
        "products": tr("Products"),
        "components": tr("Components"),
        "sections": tr("Applicable sections"),
        "of": tr("About the record"),
        "record": tr("Digest of the record"),
        "consent": tr("Request for consent"),
        "state": tr("Answer"),
        "controller": tr("Controller"),
        "notice_at": tr("Notice"),
        "purpose": tr("Purpose"),
        "data": tr("Data"),
        "storage": tr("Storage"),
        "retention": tr("Retention"),
        "recipients": tr("Recipients"),
        "withdrawal": tr("Withdrawal"),
        "erased": tr("Records from which the personal data were deleted"),
        "reason": tr("Reason"),
        "old_key": tr("The key until then"),
        "new_key": tr("The key from then on"),
        "at": tr("Time of the statement"),
        "clock": tr("By which clock"),
        "recorded": tr("Entered in the log"),
        "witness": tr("Countersigned by"),
        "channel": tr("Way"),
        "program": tr("Version of the program"),
        "language": tr("Language of the screen"),
        "columns": tr("Text on the screen"),
        "texts_shown": tr("Languages shown"),
        "button": tr("Button"),
        "above_button": tr("Words above the button"),
        "seen": tr("Sections that were on the screen"),
        "key": tr("Id of the key"),
        "key_kept": tr("Where the key was kept"),
    }


def values(tr: Translator) -> Mapping[str, str]:
    """Names of closed sets: `kind:value`."""
    return {
        "capacity:self": tr("for oneself"),
        "capacity:on-behalf": tr("on behalf of another"),
        "capacity:delegate": tr("as a delegate"),
        "party_type:individual": tr("individual"),
        "party_type:organisation": tr("organisation"),
        "channel:wizard": tr("in the program’s window"),
        "channel:console": tr("on a text console"),
        "channel:unattended": tr("without a screen, by flags or an answer file"),
        "given:click": tr("click"),
        "given:key": tr("key"),
        "given:flag": tr("flag on the command line"),
        "given:answer-file": tr("answer file"),
        "given:grant": tr("grant"),
        "role:end-user": tr("end-user"),
        "role:affiliate": tr("affiliated company"),
        "role:transferee": tr("transferee"),
        "occasion:install": tr("when installing"),
        "occasion:before-purchase": tr("before the purchase"),
        "occasion:hand-over": tr("for somebody who installs for them"),
        "occasion:remote": tr("when installing on other computers"),
        "class:none": tr("none in the wording"),
        "class:notify": tr("of which one is only to be told"),
        "granted:none": tr("Updates whose wording has not changed"),
        "granted:notify": tr("Changes of which the principal only has to be told"),
        "granted:required": tr("Changes that have to be accepted anew"),
        "reason:request": tr("at the person’s request"),
        "reason:retention": tr("the time for keeping them is over"),
        "reason:error": tr("recorded by mistake"),
        "reason:scheduled": tr("at the planned time"),
        "reason:compromised": tr("somebody else may have had the key"),
        "reason:moved": tr("moved to another computer"),
        "state:given": tr("given"),
        "state:refused": tr("refused"),
        "state:withdrawn": tr("withdrawn"),
        "columns:both": tr("translation and prevailing text side by side"),
        "columns:translation": tr("translation"),
        "columns:governing": tr("prevailing text"),
        "columns:none": tr("no reading window"),
        "clock:system-clock": tr("the computer’s own clock; nobody else vouches for it"),
        "key_kept:file": tr("in a file on the computer"),
        "language:hu": tr("Hungarian"),
        "language:en": tr("English"),
        "language:none": tr("none: all languages are equal"),
        "status:passed": tr("yes"),
        "status:skipped": tr("not checked"),
        "status:absent": tr("nothing to check"),
    }
