"""Sentences for what `verify` and `fsck` answer with ids. Each is a literal inside `tr("…")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.evidence.verify import Check
    from installer.i18n import Translator

_TRUST: Final = frozenset({"enrolled", "anchored", "timestamped"})
"""The checks that are made when somebody asks for them."""


def proven(tr: Translator) -> Mapping[str, str]:
    """What a valid receipt proves, by claim id."""
    return {
        "texts": tr("The texts in this file are, letter by letter, those that the statement names."),
        "statement": tr("The statement has not changed since the key in this file signed it."),
        "log": tr("The statement stands in the log of that key, under a signed head of the log."),
        "personal": tr("The names and contacts are those given when the statement was made."),
        "enrolled": tr("The key is one that you trust."),
        "anchored": tr(
            "A witness that you trust has countersigned a head of the log that holds the statement: "
            "since then nobody could write the log anew unseen."
        ),
        "timestamped": tr(
            "An authority that you trust has dated a head of the log that holds the statement: "
            "the statement is no younger than that."
        ),
    }


def not_proven(tr: Translator) -> Mapping[str, str]:
    """What a receipt does not prove, by claim id."""
    return {
        "texts": tr("Which texts the statement is about."),
        "statement": tr("That the statement is what was once signed."),
        "log": tr("That the statement stands in a log."),
        "personal": tr("Who stated it: the personal data were erased, or do not fit."),
        "enrolled": tr(
            "Whose key this is: anybody can make a key and a receipt that agrees with itself. "
            "Compare the key's id with one that you got by another way."
        ),
        "anchored": tr("That a head of the log was kept elsewhere, by somebody whom you trust."),
        "timestamped": tr("The time by any clock but that of the computer itself."),
        "read": tr("That anybody read or understood the text."),
        "person": tr("That the named person sat there."),
        "clock": tr("That the computer's clock was right."),
        "administrator": tr(
            "That an administrator of that computer did not write the whole log anew: "
            "only a head of the log that was kept elsewhere shows that."
        ),
        "machine-key": tr("A personal signature: the key is a computer's, not a person's."),
    }


def checks(tr: Translator) -> Mapping[str, str]:
    """The steps of the recipe, by check id."""
    return {
        "document": tr("The file is whole and written in its one exact form"),
        "format": tr("It is a receipt of a known version, with exactly its parts"),
        "key": tr("The key is well formed and has the id that it claims"),
        "signature": tr("The key signed the statement"),
        "statement": tr("The statement is of a known kind and does not contradict itself"),
        "texts": tr("The texts are those that the statement names, in every language"),
        "personal": tr("The personal data are those that the statement binds"),
        "rotations": tr("Each key of the log was handed over by the one before"),
        "checkpoint": tr("The key signed the head of the log"),
        "inclusion": tr("The statement stands in the log under that head"),
        "chain": tr("The record names the one before it"),
        "countersignatures": tr("Every countersignature is over a head of this log that holds the statement"),
        "timestamps": tr("Every timestamp is whole"),
        "enrolled": tr("The key is among those that you trust"),
        "anchored": tr("A witness that you trust has countersigned the log"),
        "timestamped": tr("An authority that you trust has dated the log"),
    }


def results(tr: Translator) -> Mapping[str, str]:
    """The outcome in one sentence, by the name of the result; below a policy see `policies`."""
    return {
        "valid": tr("The receipt holds."),
        "tampered": tr("The receipt does NOT hold: it was changed, damaged or forged."),
        "unknown": tr("The receipt was written by another version of the program and cannot be judged."),
    }


def statuses(tr: Translator) -> Mapping[str, str]:
    """What came of one check, by status."""
    return {
        "passed": tr("yes"),
        "failed": tr("NO"),
        "skipped": tr("not checked"),
        "absent": tr("nothing to check"),
        "unknown": tr("unknown"),
    }


def mark(check: Check) -> str:
    """What came of it, by the name that `statuses` knows: what a receipt need not have may be absent."""
    absent = check.status.value == "skipped" and check.id not in _TRUST
    return "absent" if absent else check.status.value


def policies(tr: Translator) -> Mapping[str, str]:
    """What is missing when a receipt that holds is below a policy, by the check that is not met."""
    return {
        "enrolled": tr("The receipt holds, but its key is not among those that you trust."),
        "anchored": tr("The receipt holds, but no witness that you trust has countersigned the log."),
        "timestamped": tr("The receipt holds, but no authority that you trust has dated the log."),
    }
