"""Going on under an earlier acceptance."""

from typing import Literal

from installer.evidence.predicates.basics import EditionRef, Given, Hex, TextRef
from installer.evidence.predicates.changing import Changes
from installer.evidence.predicates.screen import Presented
from installer.evidence.predicates.stated import Stated


class Coverage(Stated, frozen=True, kw_only=True):
    """The acceptance `of` (record digest) covers this already; nothing was accepted anew.

    `change_class` `none`: not a word has changed that concerns it. `notify`: only what the publisher
    says one is to be told of; `changes` names it and says what of it was shown, and where it was shown
    before, `told` is the record digest of the coverage that says so. `grant` is the record digest of the
    grant by which a delegate went ahead. `presentation` stands where there was a screen or a terminal.
    """

    edition: EditionRef
    texts: list[TextRef]
    of: Hex
    grant: Hex | None = None
    products: list[str]
    components: list[str]
    sections: list[str]
    change_class: Literal["none", "notify"] = "none"
    changes: Changes | None = None
    told: Hex | None = None
    given: Given
    presentation: Presented | None = None
