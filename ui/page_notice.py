"""What a page of the wizard tells of an error: with the names and the clauses of the edition in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import AssentError
from ui.notice import Notice

if TYPE_CHECKING:
    from installer.session import Session
    from ui.translation import Translation


class PageNotice(Notice):
    """A notice that says names in place of ids and opens the clauses that the error cites."""

    def __init__(self, session: Session, translation: Translation) -> None:
        super().__init__()
        self._session = session
        self._translation = translation
        self.clause_chosen.connect(self._on_clause_chosen)

    def tell(self, error: Exception) -> None:
        """Show what happened. Where the edition itself was refused, without names and links."""
        tr, session = self._translation.tr, self._session
        if not (isinstance(error, AssentError) and session.loaded):
            self.show_error(error, tr)
            return
        catalogue = session.catalogue
        components = {known.id: known.name for known in catalogue.components}
        products = {known.id: known.name for known in catalogue.products}
        self.show_error(error, tr, session.edition, {**components, **products})

    def _on_clause_chosen(self, clause: str) -> None:
        from ui.clause_view import ClauseDialog  # for whoever follows a link

        ClauseDialog(self._session, clause, self._translation.tr, self).open()
