"""What the checks of all documents of the terms share: the edition, and where to say that a fault is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.edition import Edition
    from installer.i18n import Words
    from installer.terms.schema import StatementRule


class Checker:
    """Each method refuses with UntrustedData: TERMS_MALFORMED (path, where, detail), or as it says."""

    def __init__(self, edition: Edition, path: str) -> None:
        self._path = path
        self._edition = edition
        self.sections = frozenset(edition.section_ids())
        self.clauses = frozenset(edition.clause_ids())

    def refuse(self, where: str, detail: str) -> NoReturn:
        """Raises UntrustedData(TERMS_MALFORMED)."""
        raise UntrustedData(Code.TERMS_MALFORMED, path=self._path, where=where, detail=detail)

    def edition(self, named: str) -> None:
        """The document is about this edition."""
        if named != self._edition.id:
            self.refuse("edition", f"{named}, not {self._edition.id}")

    def once(self, ids: Iterable[str], what: str) -> None:
        """Nothing stands there twice."""
        seen: set[str] = set()
        for each in ids:
            if each in seen:
                self.refuse(each, f"doubled {what}")
            seen.add(each)

    def known(self, names: Iterable[str], known: Iterable[str], where: str) -> None:
        """Every name is a known one."""
        unknown = sorted(frozenset(names) - frozenset(known))
        if unknown:
            self.refuse(where, f"unknown: {', '.join(unknown)}")

    def words(self, words: Words, where: str) -> None:
        """Every language of the edition has its words, and no other language has."""
        if set(words) != set(self._edition.languages):
            self.refuse(where, f"languages: {', '.join(sorted(words))}")
        if not all(text.strip() for text in words.values()):
            self.refuse(where, "empty text")

    def cite(self, cite: Iterable[str], rule: str) -> None:
        """Every clause exists. Raises UntrustedData(CITATION_UNKNOWN, path, rule, clause)."""
        for clause in cite:
            if clause not in self.clauses:
                raise UntrustedData(Code.CITATION_UNKNOWN, path=self._path, rule=rule, clause=clause)

    def links(self, rule: StatementRule) -> None:
        """An address is taken from the agreement, never made up."""
        wording = " ".join(self._edition.governing(clause) for clause in rule.cite)
        for link in rule.links:
            if link not in wording:
                self.refuse(rule.id, f"not printed in a cited clause: {link}")
