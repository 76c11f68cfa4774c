"""What the shelves and the dialogs share: the core's acts, the words of now, and who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.acceptance.parties import Parties
from ui.citation import clause_links

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator, Words
    from installer.session import Session
    from installer.session.acts import Acts
    from ui.translation import Translation


class Clerk:
    """`person` is who was said to act: in the wizard, or in this window since."""

    def __init__(self, session: Session, translation: Translation) -> None:
        self.session = session
        self._translation = translation
        self.person = Parties(actor=session.state.parties.actor)

    @property
    def tr(self) -> Translator:
        """The translator of now."""
        return self._translation.tr

    @property
    def acts(self) -> Acts:
        """The core's acts; each reads the log anew when it is asked."""
        return self.session.acts

    @property
    def edition(self) -> Edition:
        """The edition in force, whose clauses are linked."""
        return self.session.edition

    def translators(self) -> list[Translator]:
        """The agreement's languages that the program speaks, the one of now first."""
        return self._translation.translators(self.session.cover.languages)

    def product(self, product: str) -> str:
        """The product's name; its id where the edition in force does not know it."""
        names = {known.id: known.name for known in self.session.catalogue.products}
        return in_language(names[product], self.tr.language) if product in names else product

    def products(self, products: Iterable[str]) -> str:
        """Their names, in one line."""
        return ", ".join(self.product(product) for product in products) or "–"

    def moment(self, moment: datetime) -> str:
        """Day and time in this computer's zone, as the language writes them."""
        from installer.sentences import moments  # nothing is dated while the window is made

        return moments.moment(moment, self.tr)

    def day(self, moment: datetime) -> str:
        """The day by UTC, by which grants end."""
        from babel.dates import format_date

        return str(format_date(moment.date(), "long", locale=self.tr.spoken))

    def links(self, cite: Iterable[ClauseId]) -> list[tuple[str, str]]:
        """Links to those of the clauses that the edition in force has."""
        known = {row.clause for row in self.session.rows()}
        return clause_links(self.edition, [clause for clause in cite if clause in known], self.tr)


def in_language(words: Words, language: Language) -> str:
    """The words in that language, else in the first there is."""
    return words[language if language in words else next(iter(words))]
