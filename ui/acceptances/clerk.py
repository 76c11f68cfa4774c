"""What the shelves and the dialogs share: the core's acts, the words of now, and who acts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from installer.acceptance.parties import Parties
from installer.agreement.cover import find_edition, list_editions, read_cover
from installer.errors import AssentError
from ui import amounts
from ui.acceptances.held import DIGITS
from ui.citation import clause_links
from ui.working import Working

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from installer.agreement.clause import ClauseId
    from installer.agreement.edition import Edition
    from installer.evidence.predicates import EditionRef
    from installer.i18n import Language, Translator, Words
    from installer.session import Session
    from installer.session.acts import Acts
    from ui.translation import Translation

_RECEIPT: Final = ".assent.json"
"""How the name of a receipt ends."""


class Clerk:
    """`person` is who was said to act: in the wizard, or in this window since.

    `work` does one thing at a time, outside the window's thread.
    """

    def __init__(self, session: Session, translation: Translation) -> None:
        self.session = session
        self._translation = translation
        self.person = Parties(actor=session.state.parties.actor)
        self.work = Working()
        self._titles: dict[str, Words] = {session.cover.id: session.cover.title}

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

    def receipts(self) -> dict[str, Path]:
        """The receipts in their folder by the first digits of their records, as `Acts.receipt` finds one."""
        found = sorted(self.acts.receipts.glob(f"*-{'?' * DIGITS}{_RECEIPT}"), reverse=True)
        return {path.name.removesuffix(_RECEIPT)[-DIGITS:]: path for path in found}

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
        from installer.sentences import moments  # as above

        return moments.day(moment.date(), self.tr)

    def stamp(self, moment: datetime) -> str:
        """As `moment`, for a narrow list: it stays in one line."""
        return self.moment(moment).replace(" ", "\N{NO-BREAK SPACE}")

    def read_titles(self) -> None:
        """Find out what the editions at hand are called, outside the window's thread.

        One that cannot be read keeps its id: who wants to act on it is told why.
        """
        root = self.acts.desk.resources.editions_root
        for edition in list_editions(root):
            if edition not in self._titles:
                with suppress(AssentError):
                    self._titles[edition] = read_cover(find_edition(root, edition)).title

    def agreement(self, edition: EditionRef) -> str:
        """The agreement's title and the day of its edition; the id of one that is not at hand."""
        title = self._titles.get(edition.id)
        if title is None:
            return edition.id
        return self.tr("{title} (edition of {date})").format(
            title=in_language(title, self.tr.language), date=amounts.date(edition.date, self.tr.spoken)
        )

    def links(self, cite: Iterable[ClauseId]) -> list[tuple[str, str]]:
        """Links to those of the clauses that the edition in force has."""
        known = {row.clause for row in self.session.rows()}
        return clause_links(self.edition, [clause for clause in cite if clause in known], self.tr)


def in_language(words: Words, language: Language) -> str:
    """The words in that language, else in the first there is."""
    return words[language if language in words else next(iter(words))]
