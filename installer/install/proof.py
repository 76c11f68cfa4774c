"""The port through which an install asks whether the terms of a component have been accepted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class CoverageProof(Protocol):
    """Asked for every component before anything is staged and again right before the commit.

    There is no default and no "off": an install without an answer does not begin (design §3.5).
    """

    def covers(self, component_ids: tuple[str, ...], /) -> Mapping[str, str]:
        """By component: the digest (hex SHA-256) of the durable statement that covers its terms.

        All are asked about at once, so that all answers are of the same moment.
        Raises Refused(NOT_COVERED, component) for the first one that has none.
        """
        ...


def ask(proof: CoverageProof, component_ids: Iterable[str]) -> dict[str, str]:
    """The covering statement of each component; Refused(NOT_COVERED, component) without a digest."""
    wanted = tuple(component_ids)
    answers = dict(proof.covers(wanted)) if wanted else {}
    for component_id in wanted:
        if not _DIGEST.fullmatch(answers.get(component_id, "")):
            raise Refused(Code.NOT_COVERED, component=component_id)
    return answers
