"""The texts of an edition that is no longer shipped, found in the receipts on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import AssentError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from installer.agreement.edition import Edition
    from installer.evidence.predicates import Acceptance, TextRef


def find_kept(state_folder: Path, accepted: Acceptance, current: Edition) -> Edition | None:
    """The edition that the acceptance names, from a receipt whose texts have its digest; None where none has.

    `accepted` comes from the log, which was verified; so the digest decides, whatever else the receipt
    file says. A file that cannot be read is passed over.
    """
    from installer.agreement.kept import edition_of_texts
    from installer.session.issue import RECEIPTS

    prevailing = None if accepted.prevailing == "none" else accepted.prevailing
    for path in sorted((state_folder / RECEIPTS).glob("*-acceptance-*.assent.json"), reverse=True):
        contents = texts_in(path, accepted.texts)
        if contents is None:
            continue
        try:
            found = edition_of_texts(current, accepted.edition.id, prevailing, contents)
        except AssentError:
            continue
        if found.digest == accepted.edition.digest:
            return found
    return None


def texts_in(path: Path, wanted: Sequence[TextRef]) -> dict[str, str] | None:
    """The texts in a receipt file by language, if it says that they are the wanted ones.

    Whether they are, their digests tell: whoever asks has to compare them.
    """
    import json

    try:
        data = path.read_bytes()
        if any(text.digest.encode() not in data for text in wanted):
            return None
        contents = {text["language"]: text["content"] for text in json.loads(data)["texts"]}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    languages = [text.language for text in wanted]
    whole = set(contents) == set(languages) and all(isinstance(found, str) for found in contents.values())
    return {language: contents[language] for language in languages} if whole else None
