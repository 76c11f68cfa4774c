"""The form of the digests and times that nearly every statement has, looked at together.

A pattern looks at each by itself, and then takes half the time in which a statement is read. Whoever uses
`Compared` or `Moment` in a statement adds it here; a test puts another form into every member.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from installer.evidence.predicates.models import presentation_of, texts_of

if TYPE_CHECKING:
    from installer.evidence.predicates.models import Predicate

_TIMES: Final = re.compile("(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)*")
"""Each has 20 characters: that is the member's own."""


def misspelt(said: Predicate) -> str:
    """`digest-misspelt` or `time-misspelt` where one of them has another form; empty where none has."""
    digests, times = [said.personal.commitment], [said.time.at]
    digests += [text.digest for text in texts_of(said)]
    screen = presentation_of(said)
    if screen is not None:
        digests += screen.read_back.values()
        digests += [grab.sha256 for grab in screen.grabs]
        for page in screen.pages:
            times += (page.entered, page.left)
    if not _are_digits("".join(digests)):
        return "digest-misspelt"
    return "" if _TIMES.fullmatch("".join(times)) else "time-misspelt"


def _are_digits(text: str) -> bool:
    """Whether all are hexadecimal, in lower case."""
    try:
        return bytes.fromhex(text).hex() == text
    except ValueError:
        return False
