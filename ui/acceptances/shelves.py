"""Acceptances, grants and consents, each with its acts; whether one is allowed the core says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from installer.session.accepted import ListedAcceptance
from installer.session.consenting import ListedConsent
from installer.session.listed_grants import GrantState, ListedGrant
from ui.acceptances import describe, words
from ui.acceptances.answerable import AnswerableShelf
from ui.acceptances.clerk import in_language
from ui.acceptances.consent_dialog import ConsentDialog
from ui.acceptances.granting import GrantDialog
from ui.acceptances.revoking import RevokeDialog
from ui.acceptances.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Translator
    from installer.session.issue import Issued
    from ui.acceptances.answering import Saying
    from ui.acceptances.describe import Page


class AcceptedShelf(AnswerableShelf[ListedAcceptance]):
    """Acceptances. One that somebody else gave can be confirmed, or objected to."""

    sign: ClassVar[str] = "success"

    def title(self, tr: Translator) -> str:
        """Its name."""
        return tr("Acceptances")

    def empty_text(self, tr: Translator) -> str:
        """Where the log holds none."""
        return tr("There is no acceptance in this computer's log.")

    def empty_hint(self, tr: Translator) -> str:
        """How one comes there."""
        return tr("What is accepted on this computer stands here from then on, with its receipt.")

    def read(self) -> Sequence[ListedAcceptance]:
        """All of them."""
        return self.clerk.acts.accepted()

    def line(self, record: ListedAcceptance) -> str:
        """For whom, when, and what was said about it."""
        tr = self.clerk.tr
        principal = tr("erased") if record.people is None else record.people.principal.name
        return f"{principal}, {self.clerk.stamp(record.time)}\n{words.said(tr)[record.word]}"

    def describe(self, record: ListedAcceptance) -> Page:
        """The whole of it."""
        return describe.acceptance(record, self.clerk)

    def digest(self, record: ListedAcceptance) -> str:
        """Of its record."""
        return record.record

    def confirmable(self, record: ListedAcceptance) -> bool:
        """As the core says."""
        return record.confirmable

    def objectionable(self, record: ListedAcceptance) -> bool:
        """As the core says."""
        return record.objectionable

    def above_confirming(self, tr: Translator) -> str:
        """It becomes an acceptance of one's own."""
        return tr(
            "“{button}” records that you confirm the acceptance that somebody else gave for you. "
            "It then counts as your own."
        )

    def above_objecting(self, tr: Translator) -> str:
        """It serves for nothing further."""
        return tr(
            "“{button}” records that you object to this acceptance. It then lets nobody accept updates for "
            "you and covers no further install. What was installed stays."
        )

    def confirm(self, record: ListedAcceptance, word: Saying) -> Issued:
        """Ratify it."""
        standing = self.clerk.acts.about(record.said.edition).standing
        return standing.ratify(record.record, word.parties, word.how, word.shown)

    def object_to(self, record: ListedAcceptance, word: Saying) -> Issued:
        """Object to it."""
        standing = self.clerk.acts.about(record.said.edition).standing
        return standing.object(
            record.record, word.parties, word.how, presentation=word.shown, remarks=word.remarks
        )


class GrantsShelf(Shelf[ListedGrant]):
    """Grants, by clause and named: taken back by one confirmation, given by a form."""

    sign: ClassVar[str] = "people"

    def title(self, tr: Translator) -> str:
        """Its name."""
        return tr("Grants")

    def empty_text(self, tr: Translator) -> str:
        """Where the log holds none."""
        return tr("There is no grant in this computer's log.")

    def empty_hint(self, tr: Translator) -> str:
        """What one is."""
        return tr("With a grant somebody else may accept later updates, until you revoke it.")

    def read(self) -> Sequence[ListedGrant]:
        """All of them."""
        return self.clerk.acts.delegation.listed()

    def line(self, record: ListedGrant) -> str:
        """To whom, and what has become of it."""
        tr = self.clerk.tr
        until = tr("until {day}").format(day=self.clerk.day(record.granted.valid_until))
        state = words.grant_states(tr)[record.state]
        if record.state in (GrantState.HOLDS, GrantState.EXPIRED):
            state = f"{state}, {until}"
        marked = f"{state} – {tr('Granted to oneself.')}" if record.granted.self_grant else state
        if record.granted.origin:
            elsewhere = tr("from another computer")
            marked = f"{marked} – {elsewhere}"
        principal = record.granted.principal or tr("erased")
        return f"{principal} – {describe.delegate(record, self.clerk)}\n{marked}"

    def describe(self, record: ListedGrant) -> Page:
        """The whole of it."""
        return describe.grant(record, self.clerk)

    def digest(self, record: ListedGrant) -> str:
        """Of its record: the grant, or the acceptance whose clause grants."""
        return record.granted.statement

    def without_receipt(self, record: ListedGrant) -> str:
        """One that was brought here has its receipt where it was given."""
        if not record.granted.origin:
            return super().without_receipt(record)
        return self.clerk.tr("Its receipt is where it was given.")

    def is_here(self, record: ListedGrant) -> bool:
        """One that was brought here is not."""
        return not record.granted.origin

    def make_acts(self) -> None:
        """Give a new one; take the chosen one back."""
        tr = self.clerk.tr
        self._revoke = self.add_act("revoke", tr("&Revoke…"))
        self._give = self.add_act("grant", tr("Let somebod&y accept later updates…"))
        self._revoke.clicked.connect(self._on_revoke_clicked)
        self._give.clicked.connect(self._on_give_clicked)

    def show_acts(self, record: ListedGrant | None) -> None:
        """What is revoked already cannot be revoked again."""
        self._revoke.setVisible(record is not None and record.revocable)

    def _on_revoke_clicked(self) -> None:
        self.run_about(RevokeDialog(self.clerk, self, self.digest(self.required())))

    def _on_give_clicked(self) -> None:
        self.run(GrantDialog(self.clerk, self))


class ConsentsShelf(Shelf[ListedConsent]):
    """Consents. Withdrawing takes one click and no word, as easily as they were given."""

    sign: ClassVar[str] = "shield"

    def title(self, tr: Translator) -> str:
        """Its name."""
        return tr("Consents")

    def empty_text(self, tr: Translator) -> str:
        """Where the log holds none."""
        return tr("No consent was answered on this computer.")

    def empty_hint(self, tr: Translator) -> str:
        """That nothing is missing."""
        return tr("Consents are voluntary: nothing depends on them. You may answer one at any time.")

    def read(self) -> Sequence[ListedConsent]:
        """All of them."""
        return self.clerk.acts.consenting.listed()

    def line(self, record: ListedConsent) -> str:
        """Whose, which, and what became of it."""
        tr = self.clerk.tr
        purpose = in_language(record.consent.purpose, tr.language)
        return f"{record.principal or tr('erased')}: {words.consent_states(tr)[record.state]}\n{purpose}"

    def describe(self, record: ListedConsent) -> Page:
        """The whole of it."""
        return describe.consent(record, self.clerk)

    def digest(self, record: ListedConsent) -> str:
        """Of its record."""
        return record.record

    def make_acts(self) -> None:
        """Withdraw the chosen one; answer another request."""
        tr = self.clerk.tr
        self.withdraw = self.add_act("withdraw", tr("&Withdraw this consent"))
        self._ask = self.add_act("answer-consent", tr("Give o&r refuse a consent…"))
        self._ask.clicked.connect(self._on_ask_clicked)
        self.withdraw.clicked.connect(self._on_withdraw_clicked)

    def show_acts(self, record: ListedConsent | None) -> None:
        """Only what is given can be withdrawn."""
        self.withdraw.setVisible(record is not None and record.withdrawable)

    def _on_ask_clicked(self) -> None:
        self.run(ConsentDialog(self.clerk, self))

    def _on_withdraw_clicked(self) -> None:
        record, how = self.digest(self.required()), self.withdraw.how
        errand = self.clerk.work.begin(partial(self.clerk.acts.consenting.withdraw, record, how))
        if errand is None:
            return
        # The button goes; the keyboard does not.
        self.list.setFocus()
        errand.lasted.connect(self._on_lasted)
        errand.succeeded.connect(self._on_withdrawn)
        errand.failed.connect(self.tell_failed)

    def _on_lasted(self) -> None:
        self.lasted.emit(self.clerk.tr("Being recorded…"))

    def _on_withdrawn(self, issued: tuple[Issued, ...]) -> None:
        self.refresh()
        self.tell_recorded(issued[0])
