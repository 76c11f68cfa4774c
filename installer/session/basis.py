"""What a session stands on and what there is to read: the same whatever the person says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.clause import ClauseId
    from installer.agreement.cover import Cover
    from installer.agreement.edition import Edition, Row, Shown
    from installer.i18n import Language
    from installer.session.resources import Resources
    from installer.terms.catalogue import Catalogue, Product
    from installer.terms.engine import Terms


class Basis:
    """The edition with its rules, loaded and checked when they are first needed."""

    def __init__(self, resources: Resources) -> None:
        self.cover: Cover = resources.cover
        self._resources = resources

    def load(self) -> None:
        """Load and check the text and its rules now, where that was left for later.

        Raises the errors of `load_signed`, `load_terms` and `load_acceptance`.
        """
        _ = self._resources.meaning

    @property
    def loaded(self) -> bool:
        """Whether that is done. Until then a face should ask for nothing but the first page."""
        return self._resources.loaded

    def keeping_log(self) -> AbstractContextManager[None]:
        """Within it the log is opened once for all looks and acts, where it is needed at all."""
        return self._resources.issuer.keeping()

    @property
    def edition(self) -> Edition:
        """The agreement's text. Raises as `load`, as everything that needs the text or its rules."""
        return self._resources.contract.edition

    @property
    def terms(self) -> Terms:
        """The rules of the edition: what they ask of a selection, and what would end a conflict."""
        return self._resources.contract.terms

    @property
    def catalogue(self) -> Catalogue:
        """The products and components that the edition knows."""
        return self.terms.catalogue

    @property
    def rules(self) -> AcceptanceRules:
        """What the edition asks of who accepts."""
        return self._resources.contract.rules

    def products(self) -> tuple[Product, ...]:
        """All products of the edition, in printed order."""
        return self.catalogue.products

    def rows(self) -> tuple[Row, ...]:
        """All clauses, the languages side by side."""
        return self.edition.rows()

    def shown(self, clause: ClauseId, language: Language) -> Shown:
        """What a reader of that language is shown for the clause."""
        return self.edition.shown(clause, language)
