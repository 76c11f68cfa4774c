"""Sentences about the key, the log and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `evidence.*` codes."""
    return {
        Code.KEY_UNREADABLE: tr(
            "The machine key {path} cannot be used ({detail}), so no acceptance can be recorded. "
            "Nothing was installed. Make the file readable for you alone, or restore it from a backup."
        ),
        Code.KEY_EXPOSED: tr(
            "The machine key {path} can be read by others (mode {mode}). Nothing was installed. "
            "Take the permissions of group and others away, and ask yourself who has copied it."
        ),
        Code.LOG_UNWRITABLE: tr(
            "The log {path} cannot be written ({detail}). Nothing was installed, since no acceptance would "
            "be recorded. Free space, or give yourself write permission, and start again."
        ),
        Code.RECEIPT_UNWRITABLE: tr(
            "It is recorded in this computer's log, under number {record}. Only the receipt could not be "
            "written to {path} ({detail}). Do not do it again: free space, or give yourself write "
            "permission, and write the receipt with “assent log receipt” and that number."
        ),
        Code.LOG_BROKEN: tr(
            "The log {path} was changed after it was written: record {record} does not fit ({detail}). "
            "Nothing was installed. Keep the file as it is and restore the log from a backup."
        ),
        Code.RECEIPT_MALFORMED: tr(
            "This is no receipt that this program can read ({detail}). Get the receipt file again."
        ),
        Code.NOT_REPRESENTABLE: tr(
            "A statement would hold a value that has no exact form, so it was not recorded. "
            "Nothing was installed."
        ),
        Code.STATEMENT_MALFORMED: tr(
            "The statement is not what it should be. Nothing was changed. Get the file again."
        ),
        Code.STATEMENT_UNKNOWN: tr(
            "The statement is of a kind that this program does not know. "
            "Check it with a later version of the program."
        ),
        Code.SIGNATURE_INVALID: tr(
            "The statement's signature does not fit ({detail}): it was changed after it was signed, "
            "or signed with another key. Do not rely on it."
        ),
        Code.CHECKPOINT_INVALID: tr(
            "The log's checkpoint does not fit ({detail}): it was changed after it was signed. "
            "Do not rely on it."
        ),
        Code.RECORD_UNKNOWN: tr(
            "The log {path} holds no record “{record}”. “assent log show” shows what it holds."
        ),
        Code.RECORD_ERASED: tr(
            "The personal data of record {record} in the log {path} are erased already. Nothing was changed."
        ),
        Code.ERASURE_PENDING: tr(
            "The personal data are erased from the log {path}, and the log says so. Another program is "
            "reading the log, so older copies of the data go from the disk only when it has ended. "
            "End it, then run “assent log fsck”."
        ),
        Code.READ_BACK_DIFFERS: tr(
            "What was on screen ({language}) is not the text of the agreement: its digest is {actual} "
            "and not {expected}. Nothing was accepted. Start again; if it stays, get a fresh copy "
            "of the program."
        ),
        Code.TRUST_MALFORMED: tr(
            "What you trust, {path}, cannot be used ({detail}). Nothing was changed. Give keys and "
            "authorities as files in PEM form, a witness by its verifier key or a file of such keys."
        ),
        Code.RECEIPT_UNREADABLE: tr(
            "The file {path} cannot be read ({detail}). Name a file that can be read."
        ),
        Code.COUNTERSIGNATURE_INVALID: tr(
            "The countersigned head of the log does not fit ({detail}). Nothing was written to the receipt. "
            "Ask the witness for it again."
        ),
        Code.WITNESS_MISSING: tr(
            "This computer is no witness yet: {path} is not there. Nothing was signed. "
            "Become one with “assent log witness” and a name."
        ),
        Code.WITNESS_NAME: tr(
            "A witness cannot have the name “{name}”: it must have no spaces and no plus sign. "
            "Nothing was changed. Choose a name such as that of this computer in the network."
        ),
        Code.WITNESS_NAMED: tr(
            "This computer is the witness “{known}” already and cannot become “{name}” as well: others know "
            "its key by that name. Nothing was changed. “assent log witness” prints the key."
        ),
        Code.TIMESTAMP_INVALID: tr(
            "The timestamp does not fit ({detail}). Nothing was written to the receipt. "
            "Ask the time-stamping authority for it again, with the request made from this receipt."
        ),
        Code.TIMESTAMP_UNAVAILABLE: tr(
            "Timestamps cannot be checked here: the optional part “timestamp” of the program is missing "
            "({detail}). Nothing was changed. Install it, or check the receipt where it is installed."
        ),
        Code.CERTIFICATE_UNAVAILABLE: tr(
            "The certificate cannot be made. The receipt is whole and holds without it."
        ),
    }
