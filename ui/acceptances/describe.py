"""One record of the log as a page to read: labelled facts, the exact words, links to the clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.agreement.change_class import ChangeClass
from installer.evidence.certificate.words import labels, values
from installer.evidence.predicates import edition_of, record_of
from installer.sentences.values import kinds
from installer.session.ledger import read_instant
from ui.acceptances import words
from ui.acceptances.clerk import in_language
from ui.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from installer.agreement.clause import ClauseId
    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import EditionRef
    from installer.session.accepted import ListedAcceptance
    from installer.session.consenting import ListedConsent
    from installer.session.ledger import Entry
    from installer.session.listed_grants import ListedGrant, Used
    from installer.session.notices import Answer, Pending
    from ui.acceptances.clerk import Clerk


class Page(Document):
    """A document of labelled facts."""

    def __init__(self, clerk: Clerk) -> None:
        super().__init__()
        self.clerk = clerk
        self.tr = clerk.tr

    def fact(self, label: str, value: str, cite: Iterable[ClauseId] = ()) -> None:
        """One line; what the record does not say has a dash."""
        self.item(f"{label}: {value or '–'}", self.clerk.links(cite))

    def people(self, people: PersonalFields | None) -> None:
        """Who acted and who is bound, as they stated it; that they were erased, where they were."""
        said = labels(self.tr)
        if people is None:
            self.fact(said["personal"], self.tr("erased"))
            return
        actor, principal = people.actor, people.principal
        self.fact(said["actor"], _listed(actor.name, actor.position, actor.organisation, actor.email))
        self.fact(said["principal"], _listed(principal.name, principal.contact))

    def agreement(self, edition: EditionRef) -> None:
        """Which one, for people and for whoever compares."""
        said = labels(self.tr)
        self.fact(said["agreement"], self.clerk.agreement(edition))
        self.fact(self.tr("Id of the edition"), edition.id)
        self.fact(said["edition_digest"], edition.digest)

    def about(self, record: str, others: Iterable[Entry]) -> None:
        """Another record, by its kind and moment where it is one of the `others`, and by its digest."""
        found = next((entry for entry in others if entry.digest == record), None)
        if found is not None:
            named = f"{kinds(self.tr)[found.kind]}, {self.clerk.moment(found.stated_at)}"
            self.fact(self.tr("About the record"), named)
        self.fact(self.tr("Digest of the record that it is about"), record)

    def words_of(self, said: dict[str, str], cite: Iterable[ClauseId]) -> None:
        """The exact words in the language of now, with their clauses."""
        self.item(in_language(said, self.tr.language), self.clerk.links(cite))


def acceptance(found: ListedAcceptance, clerk: Clerk) -> Page:
    """Text, products, for whom, when, in which capacity, and what was affirmed."""
    page, said = Page(clerk), found.said
    tr = page.tr
    label, value = labels(tr), values(tr)
    page.heading(tr("Acceptance of the agreement"), 3)
    page.fact(tr("State"), words.said(tr)[found.word])
    page.agreement(said.edition)
    page.people(found.people)
    page.fact(label["capacity"], value[f"capacity:{said.capacity}"], _capacity_cite(clerk, said.capacity))
    page.fact(label["channel"], value[f"channel:{said.channel}"])
    page.fact(label["at"], clerk.moment(found.time))
    page.fact(label["products"], clerk.products(said.products))
    if found.covered:
        page.fact(tr("Relied on again"), "; ".join(clerk.moment(time) for time in found.covered))
    page.fact(label["record"], found.record)
    page.heading(tr("What was affirmed separately, in the exact words"), 4)
    for affirmed in said.affirmations:
        page.words_of(affirmed.words, affirmed.cite)
    return page


def grant(found: ListedGrant, clerk: Clerk) -> Page:
    """To whom, products, classes of change, until when, and what was done by it."""
    page, granted = Page(clerk), found.granted
    tr = page.tr
    label = labels(tr)
    page.heading(tr("Grant: somebody may accept later updates"), 3)
    page.fact(tr("State"), words.grant_states(tr)[found.state])
    page.fact(tr("Granted by"), granted.principal or tr("erased"))
    page.fact(tr("Granted to"), delegate(found, clerk), (granted.clause,) if granted.clause else ())
    page.fact(label["products"], clerk.products(sorted(granted.products)))
    page.fact(tr("Until (the last day, UTC)"), clerk.day(granted.valid_until))
    page.fact(label["record"], granted.statement)
    if granted.self_grant:
        page.note(tr("Granted to oneself."))
    if granted.known_until is not None:
        page.fact(tr("From the log of another computer"), granted.origin)
        page.fact(tr("What became of it there is known until"), clerk.moment(granted.known_until))
    page.heading(tr("What may be accepted by it"), 4)
    page.bullets(words.classes(tr)[name] for name in ChangeClass if name in granted.classes)
    if found.used:
        page.heading(tr("What was done by it"), 4)
        page.bullets(_use(used, clerk) for used in found.used)
    return page


def delegate(found: ListedGrant, clerk: Clerk) -> str:
    """To whom a grant is given."""
    granted = found.granted
    if not granted.delegate:
        return clerk.tr("the system administrator, by the agreement's clause")
    if granted.by_role:
        return clerk.tr("whoever is in this position: {role}").format(role=granted.delegate)
    return _listed(granted.delegate, granted.email)


def consent(found: ListedConsent, clerk: Clerk) -> Page:
    """The exact words, and the fields of ISO/IEC TS 27560."""
    page, said = Page(clerk), found.consent
    tr, language = page.tr, page.tr.language
    page.heading(tr("Answer to a request for consent"), 3)
    page.fact(tr("State"), words.consent_states(tr)[found.state])
    page.words_of(said.words, said.cite)
    page.fact(labels(tr)["principal"], found.principal or tr("erased"))
    page.fact(labels(tr)["at"], clerk.moment(found.time))
    if found.withdrawn is not None:
        page.fact(tr("Withdrawn"), clerk.moment(found.withdrawn))
    page.fact(tr("Controller"), said.controller)
    page.item(
        f"{tr('Notice')}:{'' if said.notice else ' –'}", [(said.notice, said.notice)][: bool(said.notice)]
    )
    page.fact(tr("Purpose"), in_language(said.purpose, language))
    page.fact(tr("Data"), ", ".join(in_language(item, language) for item in said.data))
    page.fact(tr("Storage"), in_language(said.storage, language))
    page.fact(tr("Retention"), in_language(said.retention, language))
    page.fact(tr("Recipients"), ", ".join(in_language(item, language) for item in said.recipients))
    page.fact(tr("Withdrawal"), in_language(said.withdrawal, language))
    page.fact(labels(tr)["record"], found.record)
    return page


def notice(pending: Pending, answer: Answer, clerk: Clerk) -> Page:
    """What was accepted, by whom, for which computers, and what they answer for."""
    page, said = Page(clerk), pending.notice
    tr = page.tr
    page.heading(tr("Notice of an acceptance for this computer"), 3)
    page.fact(tr("State"), words.answers(tr)[answer])
    who = said.administrator
    page.fact(tr("Administrator"), _listed(who.name, who.organisation, who.contact))
    page.fact(tr("Accepted for"), _listed(said.principal.name, said.principal.contact))
    page.fact(tr("Agreement"), clerk.agreement(said.edition))
    page.fact(tr("Time (by the computer's clock)"), clerk.moment(read_instant(said.time)))
    page.fact(tr("Products"), clerk.products(said.products))
    page.fact(tr("Other computers"), str(said.computers))
    page.heading(tr("What they answer for, in the exact words"), 4)
    for undertaken in said.undertakings:
        page.words_of(undertaken.words, undertaken.cite)
    return page


def entry(found: Entry, clerk: Clerk, others: Iterable[Entry] = ()) -> Page:
    """A record of any kind: its number, when and in whose name, and which of the `others` it is about."""
    page, said = Page(clerk), found.said
    tr, label = page.tr, labels(page.tr)
    page.heading(kinds(tr)[found.kind], 3)
    page.fact(tr("Number in the log (counted from 0)"), str(found.index))
    page.people(found.people)
    page.fact(label["channel"], values(tr)[f"channel:{said.channel}"])
    page.fact(label["at"], clerk.moment(found.stated_at))
    about, of = edition_of(said), record_of(said)
    if about is not None:
        page.agreement(about)
    if of:
        page.about(of, others)
    page.fact(label["record"], found.digest)
    return page


def _use(used: Used, clerk: Clerk) -> str:
    text = clerk.tr("Used {time}: record {record}").format(time=clerk.moment(used.time), record=used.record)
    if used.after_revocation:
        late = clerk.tr("After the revocation, before it was known here. It stands, and is marked.")
        return f"{text} – {late}"
    return text


def _capacity_cite(clerk: Clerk, capacity: str) -> Sequence[ClauseId]:
    return next(
        (rule.cite for rule in clerk.session.rules.capacities.values() if rule.capacity == capacity), ()
    )


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
