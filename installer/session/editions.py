"""Looking into the editions that earlier statements name, as far as they are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.agreement.change_class import ChangeClass
from installer.errors import AssentError
from installer.session.concerning import concerning

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.clause import ClauseId, SectionId
    from installer.agreement.compare import Comparison
    from installer.agreement.edition import Edition
    from installer.evidence.predicates import Acceptance, EditionRef


class Editions:
    """The edition in force and those at hand beside it: loaded, sound, and of the digest that was named."""

    def __init__(
        self,
        current: Edition,
        rules: AcceptanceRules,
        root: Path,
        products: frozenset[SectionId] = frozenset(),
    ) -> None:
        self._current = current
        self._root = root
        self._products = products
        # By id too: two editions may have the same texts and differ in their rules.
        self._known: dict[tuple[str, str], tuple[Edition, AcceptanceRules] | None] = {
            (current.id, current.digest): (current, rules)
        }
        self._compared: dict[str, Comparison] = {}

    def find(self, ref: EditionRef) -> Edition | None:
        """The edition of exactly that digest, if it is at hand."""
        found = self._load(ref)
        return None if found is None else found[0]

    def clause(self, ref: EditionRef) -> ClauseId | None:
        """Its delegation clause; None where it has none or is not at hand."""
        found = self._load(ref)
        return None if found is None else found[1].delegation_clause

    def comparison(self, ref: EditionRef) -> Comparison | None:
        """What is different in the edition in force; None where the other one is not at hand."""
        old = self.find(ref)
        return None if old is None else self._compare(old)

    def change(self, accepted: Acceptance, sections: tuple[SectionId, ...]) -> ChangeClass:
        """What the sections that apply now ask of whoever gave that acceptance.

        `personal` where it cannot be said: the edition is not at hand, it is of another agreement, or a
        section that the edition had already then applies only now.
        """
        old = self.find(accepted.edition)
        if old is None or _agreement(old.id) != _agreement(self._current.id):
            return ChangeClass.PERSONAL
        there = set(old.section_ids())
        if any(section in there and section not in accepted.sections for section in sections):
            return ChangeClass.PERSONAL
        if old.digest == self._current.digest:
            return ChangeClass.NONE
        # Not only what applies: the title is everybody's, and so is a general section that is gone.
        return concerning(self._compare(old), frozenset(sections), self._products).change_class

    def _compare(self, old: Edition) -> Comparison:
        if old.digest not in self._compared:
            from installer.agreement.compare import compare

            self._compared[old.digest] = compare(old, self._current)
        return self._compared[old.digest]

    def _load(self, ref: EditionRef) -> tuple[Edition, AcceptanceRules] | None:
        key = (ref.id, ref.digest)
        if key not in self._known:
            self._known[key] = self._read(ref)
        return self._known[key]

    def _read(self, ref: EditionRef) -> tuple[Edition, AcceptanceRules] | None:
        from installer.acceptance.load import load_acceptance
        from installer.agreement.cover import find_edition
        from installer.agreement.signed import load_signed

        try:
            folder = find_edition(self._root, ref.id)
            edition = load_signed(folder)
            rules = load_acceptance(folder, edition)
        except AssentError:
            # Whoever asks is told "not at hand" and refuses; the edition in force is not concerned.
            return None
        return (edition, rules) if edition.digest == ref.digest else None


def _agreement(edition: str) -> str:
    return edition.partition("/")[0]
