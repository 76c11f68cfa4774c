"""What follows from a selection, as a document: problems first, then what comes along and what is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.remedies import Change
from ui.citation import section_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.i18n import Translator
    from installer.session import Session
    from installer.terms.catalogue import Component
    from installer.terms.determination import Determination
    from installer.terms.outlook import Outlook
    from installer.terms.remedies import Remedy
    from ui.answers import AnswerDocument


class Consequences:
    """Fills one document for the session's present selection, and knows the steps it offered."""

    def __init__(self, session: Session, document: AnswerDocument, tr: Translator) -> None:
        self._session = session
        self._document = document
        self._tr = tr
        self.remedies: tuple[Remedy, ...] = ()
        """The steps in the document; a step's name is its place here."""

    def conflicts(self, determination: Determination) -> None:
        """What the agreement forbids, each with what to change."""
        self.remedies = self._session.terms.remedies(determination)
        if determination.conflicts:
            self._document.heading(self._tr("Not allowed by the agreement"), 3)
        for item in determination.conflicts:
            self._document.answer(item)
            for change, lead in self._leads().items():
                steps = [
                    (self._names(remedy), str(place))
                    for place, remedy in enumerate(self.remedies)
                    if (remedy.conflict, remedy.change) == (item.id, change)
                ]
                if steps:
                    self._document.steps(lead, steps)

    def along(self, outlook: Outlook) -> None:
        """Sections and products that come with the selection though nobody ticked them."""
        tr, edition = self._tr, self._session.edition
        if outlook.along or outlook.required:
            self._document.heading(tr("What comes along"), 3)
        for applied in outlook.along:
            self._document.heading(section_name(edition, applied.section, tr.language), 4)
            for reason in applied.because:
                self._document.reason(reason)
        for item in outlook.required:
            self._document.answer(item)

    def needs(self, outlook: Outlook) -> None:
        """Numbers and licences that bound the use, and what the agreement asks of host and release."""
        tr, questions = self._tr, outlook.questions
        asked = [
            (words, cite)
            for words, cite in (
                (tr("What it is used with decides whether it may be used."), questions.host),
                (tr("The release of the system decides whether it may be used."), questions.release),
            )
            if cite
        ]
        if asked or outlook.needed:
            self._document.heading(tr("What it needs"), 3)
        for words, cite in asked:
            self._document.said(words, cite)
        for item in outlook.needed:
            self._document.answer(item)

    def installs(self, components: Iterable[Component]) -> None:
        """The components of the bundle."""
        self._document.heading(self._tr("What will be installed"), 3)
        self._document.bullets(component.name[self._tr.language] for component in components)

    def _leads(self) -> dict[Change, str]:
        """What stands before the steps of each kind."""
        tr = self._tr
        return {
            Change.ADD: tr("To resolve it, add:"),
            Change.USE_WITH: tr("To resolve it, use it with:"),
            Change.STATE: tr("To resolve it, answer otherwise:"),
            Change.AMOUNT: tr("To resolve it, keep within the bound:"),
            Change.LEAVE_OUT: tr("To resolve it, leave out:"),
        }

    def _names(self, remedy: Remedy) -> str:
        return ", ".join(self._name(name, remedy) for name in remedy.names)

    def _name(self, name: str, remedy: Remedy) -> str:
        """The product, or the fact or quantity with what it is after the step."""
        tr, terms, after = self._tr, self._session.terms, remedy.selection
        if remedy.change is Change.STATE:
            answer = tr("yes") if after.facts[name] else tr("no")
            return f"{terms.facts[name][tr.language]}: {answer}"
        if remedy.change is Change.AMOUNT:
            return f"{terms.quantities[name][tr.language]}: {after.quantities[name]}"
        return terms.catalogue.by_id[name].name[tr.language]
