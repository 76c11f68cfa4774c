"""Sentences for what `verify` and `fsck` answer with ids. Each is a literal inside `tr("…")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def proven(tr: Translator) -> Mapping[str, str]:
    """What a valid receipt proves, by claim id."""
    return {
        "texts": tr("The texts in this file are, letter by letter, those that the statement names."),
        "statement": tr("The statement has not changed since the key in this file signed it."),
        "log": tr("The statement stands in the log of that key, under a signed head of the log."),
        "personal": tr("The names and contacts are those given when the statement was made."),
        "enrolled": tr("The key is one that you trust."),
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
        "checkpoint": tr("The key signed the head of the log"),
        "inclusion": tr("The statement stands in the log under that head"),
        "chain": tr("The record names the one before it"),
        "enrolled": tr("The key is among those that you trust"),
    }


def findings(tr: Translator) -> Mapping[str, str]:
    """What can be wrong with a log, by finding id."""
    return {
        "file": tr("The log file is damaged."),
        "schema": tr("The tables of the log or their protection were changed."),
        "missing": tr("A record is missing."),
        "rewritten": tr("A record was rewritten."),
        "reordered": tr("A record stands in another place than it was written to."),
        "chain": tr("A record does not follow the one before it."),
        "form": tr("A record cannot be read."),
        "signature": tr("A record is not signed by this computer's key."),
        "tree": tr("The hashes of the log are not those of its records."),
        "checkpoint": tr("A signed head of the log does not fit its records."),
        "truncated": tr("The log once held more records."),
        "replaced": tr("This is the log of another key."),
        "personal": tr("Personal data are not those that the statement binds."),
        "held": tr("The log is not the one that was seen when the held receipt was made."),
    }
