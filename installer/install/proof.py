"""The port through which an install asks whether the terms of a component have been accepted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from installer.errors import Code, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class CoverageProof(Protocol):
    """Asked for every component before anything is staged and again right before the commit.

    There is no default and no "off": an install without an answer does not begin (design §3.5).
    """

    def covers(self, component_id: str, /) -> str:
        """The digest (hex SHA-256) of the durable statement that covers the component's terms.

        Raises Refused(NOT_COVERED) when there is none.
        """
        ...


def ask(proof: CoverageProof, component_ids: Iterable[str]) -> dict[str, str]:
    """The covering statement of each component; Refused(NOT_COVERED, component) without a digest."""
    answers = {}
    for component_id in component_ids:
        digest = proof.covers(component_id)
        if not _DIGEST.fullmatch(digest):
            raise Refused(Code.NOT_COVERED, component=component_id)
        answers[component_id] = digest
    return answers
