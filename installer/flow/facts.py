"""What a state means under an edition: all that gates and `apply` may look at besides the state.

The session works it out (it holds the edition and the terms); the flow only judges it. So the flow
stays pure, and a test can drive it with an edition of its own making.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from installer.flow.state import State

if TYPE_CHECKING:
    from installer.acceptance.affirmations import Basis
    from installer.acceptance.channel import Channel
    from installer.acceptance.rules import ConsentOffer
    from installer.agreement.clause import SectionId
    from installer.errors import AssentError
    from installer.i18n import Language
    from installer.terms.determination import Affirmation, Item


class Problem(msgspec.Struct, frozen=True):
    """Why a step is not complete. `field` names the input it belongs to, empty for the page.

    `error` carries code, clause and facts; `installer.sentences.sentence(error, tr)` says it.
    """

    field: str
    error: AssentError


class Facts(msgspec.Struct, frozen=True):
    """The meaning of one state. A selection that cannot be judged leaves everything else empty."""

    channel: Channel
    edition: str
    """`EDITION@DIGEST` of the text in force."""
    party_problems: tuple[Problem, ...] = ()
    selection_problems: tuple[Problem, ...] = ()
    conflicts: tuple[Item, ...] = ()
    sections: tuple[SectionId, ...] = ()
    """The sections that apply."""
    to_read: tuple[SectionId, ...] | None = None
    """Those of them that were not accepted before as they are now; None where that is all of them."""
    unshown: tuple[str, ...] = ()
    """What changed since then, has no place in the text of now, and was not shown as a difference yet."""
    languages: frozenset[Language] = frozenset()
    """The languages whose wording the reader shows."""
    affirmations: tuple[Affirmation, ...] = ()
    basis: Basis | None = None
    consents: tuple[ConsentOffer, ...] = ()


Rules: TypeAlias = Callable[[State], Facts]
"""The meaning of a state. Must be a function: the same state, the same facts."""
