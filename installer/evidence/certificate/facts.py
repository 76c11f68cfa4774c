"""What a certificate says about one receipt, as rows of labels and values in every language of the program.

Nothing is said here that the receipt does not hold; what it does not hold has no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from installer.evidence.predicates import (
    Acceptance,
    Consent,
    Coverage,
    Decline,
    Erasure,
    Grant,
    KeyRotation,
    Said,
    Withdrawal,
    edition_of,
    presentation_of,
    record_of,
    texts_of,
)
from installer.sentences.values import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from installer.evidence.certificate.annex import Annex
    from installer.evidence.certificate.speech import Both, Row, Speech
    from installer.evidence.document import ReceiptDocument
    from installer.evidence.envelope import Statement
    from installer.evidence.personal import PersonalFields
    from installer.evidence.predicates import Predicate


@dataclass(frozen=True)
class Facts:
    """The rows about one receipt that holds."""

    speech: Speech
    receipt: ReceiptDocument
    statement: Statement
    annex: Sequence[Annex]

    @property
    def said(self) -> Predicate:
        """The statement's own part."""
        return self.statement.predicate

    def kind(self) -> Both:
        """What the statement is."""
        return self.speech.say(kinds, self.statement.predicate_type.value)

    def parties(self) -> Iterator[Row]:
        """Who, for whom, on what authority."""
        row, said = self.speech.row, self.said
        disclosed = self.receipt.personal
        if disclosed is None:
            yield row("personal", self.speech.title("erased"))
        else:
            yield from self._people(disclosed.fields)
        if isinstance(said, Said):
            yield row("capacity", self.speech.value("capacity", said.capacity))
            yield row("party_type", self.speech.value("party_type", said.party_type))
        if isinstance(said, Acceptance):
            yield from self._standing(said)
        if isinstance(said, Grant):
            yield from self._granted(said)
        if isinstance(said, Coverage) and said.grant is not None:
            yield row("grant", said.grant, mono=True)

    def _standing(self, said: Acceptance) -> Iterator[Row]:
        """In which role, on what occasion, and what the authority rests on."""
        row, value = self.speech.row, self.speech.value
        yield row("role", value("role", said.role))
        yield row("occasion", value("occasion", said.occasion))
        if said.remote is not None:
            yield row("computers", str(said.remote.count))
            yield row("notice", said.remote.notice, mono=True)
        if said.rests_on is not None:
            yield row("rests_on", said.rests_on, mono=True)
        if said.authority is not None and said.authority.accepted_on:
            yield row("accepted_on", said.authority.accepted_on)
        if said.authority is not None and said.authority.evidence_sha256:
            yield row("evidence", said.authority.evidence_sha256, mono=True)
        if said.authority is not None and said.authority.receipt:
            yield row("own_receipt", said.authority.receipt, mono=True)
        if said.delegated is not None:
            yield row("grant", said.delegated.grant, mono=True)
            yield row("known_until", said.delegated.known_until)

    def _granted(self, said: Grant) -> Iterator[Row]:
        """How far the delegate may go, until when, and on what that rests."""
        row, value = self.speech.row, self.speech.value
        granted = [value("granted", name) for name in said.change_classes]
        yield row("classes", ["; ".join(found) for found in zip(*granted, strict=True)])
        yield row("valid_from", said.valid_from)
        yield row("valid_until", said.valid_until)
        yield row("rests_on", said.rests_on, mono=True)
        yield row("clause", said.clause, mono=True)
        if said.self_grant:
            yield row("self_grant", value("status", "passed"))

    def _people(self, fields: PersonalFields) -> Iterator[Row]:
        row, actor, principal = self.speech.row, fields.actor, fields.principal
        yield row("actor", _listed(actor.name, actor.position, actor.organisation, actor.email))
        yield row("principal", _listed(principal.name, principal.contact))
        if fields.authority is not None:
            stated = fields.authority
            yield row("authority", _listed(stated.basis, stated.accepted_how, stated.evidence_name))
        if fields.delegate is not None:
            by_role = isinstance(self.said, Grant) and self.said.by_role
            named = _listed(fields.delegate.name, fields.delegate.role, fields.delegate.email)
            yield row("by_role" if by_role else "delegate", named)
        if fields.remarks:
            yield row("remarks", fields.remarks)

    def subject(self) -> Iterator[Row]:
        """Which edition, products and sections; which record."""
        row, said = self.speech.row, self.said
        yield from self._documents()
        if isinstance(said, Acceptance | Decline | Coverage | Grant) and said.products:
            yield row("products", self._headed(said.products))
        if isinstance(said, Acceptance | Coverage):
            yield row("components", ", ".join(said.components) or "–")
            yield row("sections", self._headed(said.sections))
        if isinstance(said, Consent | Withdrawal):
            yield row("consent", said.consent)
            yield row("state", self.speech.value("state", said.state))
        if isinstance(said, Consent):
            yield from self._consent(said)
        if isinstance(said, Erasure | KeyRotation):
            yield from self._upkeep(said)
        if record_of(said):
            yield row("of", record_of(said), mono=True)

    def _documents(self) -> Iterator[Row]:
        row, said = self.speech.row, self.said
        edition = edition_of(said)
        if edition is not None:
            yield row("agreement", edition.id)
            yield row("edition_digest", edition.digest, mono=True)
        if isinstance(said, Said):
            yield row("prevailing", self.speech.value("language", said.prevailing))
        for text, named in zip(texts_of(said), self.statement.subject, strict=False):
            yield row("text", f"{named.name}\n{text.digest}", mono=True)

    def _upkeep(self, said: Erasure | KeyRotation) -> Iterator[Row]:
        """What was done to the log itself, and why."""
        row = self.speech.row
        if isinstance(said, Erasure):
            yield row("erased", ", ".join(str(index) for index in said.of))
        else:
            for name, named in zip(("old_key", "new_key"), self.statement.subject, strict=True):
                yield row(name, named.digest.sha256, mono=True)
        yield row("reason", self.speech.value("reason", said.reason))

    def _consent(self, said: Consent) -> Iterator[Row]:
        """The fields of ISO/IEC TS 27560; what the notice is silent about has no row."""
        row, words = self.speech.row, self.speech.words
        yield row("controller", said.controller)
        yield row("notice_at", said.notice or "–")
        for name, told in (
            ("purpose", words(said.purpose)),
            ("data", self.speech.listed(said.data)),
            ("storage", words(said.storage)),
            ("retention", words(said.retention)),
            ("recipients", self.speech.listed(said.recipients)),
            ("withdrawal", words(said.withdrawal)),
        ):
            yield row(name, told)

    def earlier(self) -> Iterator[Row]:
        """What an earlier acceptance has to do with it: what has changed since, and what was shown of it."""
        row, said = self.speech.row, self.said
        if not isinstance(said, Acceptance | Coverage):
            return
        earlier = said.renews if isinstance(said, Acceptance) else said.told
        if earlier is not None:
            yield row("renews" if isinstance(said, Acceptance) else "told", earlier, mono=True)
        if isinstance(said, Coverage):
            yield row("change_class", self.speech.value("class", said.change_class))
            yield row("given", self.speech.value("given", said.given))
        if said.changes is None:
            return
        yield row("since", f"{said.changes.since.id}\n{said.changes.since.digest}", mono=True)
        yield row("changes", "\n".join((*said.changes.clauses, *said.changes.parts)), mono=True)
        for shown in said.changes.shown:
            names = self.speech.value("language", shown.language)
            listed = ", ".join((*shown.clauses, *shown.parts))
            yield row("changes_shown", [f"{name}: {listed}" for name in names])

    def _headed(self, ids: Sequence[str]) -> str:
        """One line for each section: its heading in every language of the receipt, and its id."""
        lines = []
        for name in ids:
            headings = dict.fromkeys(annex.headings.get(name, "") for annex in self.annex)
            known = " · ".join(heading for heading in headings if heading)
            lines.append(f"{known} ({name})" if known else name)
        return "\n".join(lines)

    def affirmations(self) -> Iterator[Row]:
        """Each separately given "yes": its words, where they rest, how and in which language given."""
        said = self.said
        for item in said.affirmations if isinstance(said, Acceptance | Grant) else ():
            yield self._affirmed(item.words, item.language, item.given, item.cite)
        if isinstance(said, Consent):
            yield self._affirmed(said.words, said.language, said.given, said.cite)

    def _affirmed(self, said: Mapping[str, str], language: str, given: str, cite: Sequence[str]) -> Row:
        spoken = [tr.language for tr in self.speech.translators]
        names = [*(name for name in spoken if name in said), *(name for name in said if name not in spoken)]
        return {
            "words": [{"language": name, "text": said[name]} for name in names],
            "shown": self.speech.value("language", language),
            "given": self.speech.value("given", given),
            "cite": ", ".join(cite),
        }

    def time(self) -> Iterator[Row]:
        """When, and by which clock."""
        row, said = self.speech.row, self.said
        yield row("at", said.time.at)
        yield row("clock", self.speech.value("clock", said.time.source))
        yield row("recorded", self.receipt.record.time)
        for item in self.receipt.countersignatures:
            yield row("witness", item.note.strip().split("\n")[-1].split(" ")[1])

    def shown(self) -> Iterator[Row]:
        """How it was shown: the way, the screen, the exact words of the button."""
        row, value, said = self.speech.row, self.speech.value, self.said
        yield row("channel", value("channel", said.channel))
        yield row("program", said.program.version)
        screen = presentation_of(said)
        if screen is None or said.channel == "unattended":
            return
        yield row("language", value("language", screen.language))
        yield row("columns", value("columns", screen.columns))
        shown = [text.language for text in texts_of(said) if text.shown]
        names = [value("language", name) for name in shown] or [self.speech.title("none")]
        yield row("texts_shown", [", ".join(found) for found in zip(*names, strict=True)])
        yield row("button", f"„{screen.button}”")
        yield row("above_button", f"„{screen.above_button}”")
        seen = dict.fromkeys(item.section for item in screen.sections_seen)
        yield row("seen", ", ".join(seen) or self.speech.title("none"))

    def key(self) -> Iterator[Row]:
        """The record and the key."""
        yield self.speech.row("key", self.receipt.key.id, mono=True)
        yield self.speech.row("key_kept", self.speech.value("key_kept", self.said.key_kept))


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part) or "–"
