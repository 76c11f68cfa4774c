"""What can be wrong with a log, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong; `sentences` says what its id means. `record` is -1 where none is concerned."""

    id: str
    record: int = -1
    detail: str = ""


def sentences(tr: Translator) -> Mapping[str, str]:
    """The meaning of every finding id. The last ones are about a head of the log that was kept elsewhere."""
    return {
        "file": tr("The log file is damaged."),
        "schema": tr("The tables of the log or their protection were changed."),
        "missing": tr("A record is missing."),
        "torn": tr("The last record is there only in part."),
        "truncated": tr("The log once held more records."),
        "rewritten": tr("A record was rewritten."),
        "reordered": tr("A record stands in another place than it was written to."),
        "replayed": tr("A statement stands in the log a second time."),
        "chain": tr("A record does not follow the one before it."),
        "form": tr("A record cannot be read."),
        "signature": tr("A record is not signed by the key that its place asks for."),
        "tree": tr("The hashes of the log are not those of its records."),
        "checkpoint": tr("A signed head of the log does not fit its records."),
        "replaced": tr("This is the log of another key."),
        "key-replaced": tr("The log goes on under a key that the key before did not hand it over to."),
        "personal": tr("Personal data are not those that the statement binds."),
        "erased-unsaid": tr("Personal data were deleted, and the log does not say so."),
        "not-erased": tr("The log says that personal data were erased, but they are there."),
        "erasure": tr("An erasure names records that were not there."),
        "rolled-back": tr(
            "The log is older than the checkpoint that was kept: records have been taken away."
        ),
        "regrown": tr("The log is not the one that the kept checkpoint saw: it was written anew."),
        "new-origin": tr(
            "The kept checkpoint is of another log: this one was started anew, or it is the wrong one."
        ),
        "no-head": tr(
            "The file is no head of a log: neither a checkpoint, nor a receipt that holds, nor an exported "
            "log."
        ),
        "unknown-log": tr("The head is by no log whose key you gave."),
        "unproven": tr(
            "That the log only grew since the head that was signed last is not shown: give the consistency "
            "proof between the two, or the exported log."
        ),
        "held": tr("The kept checkpoint is not one that a key of this log has signed."),
    }
