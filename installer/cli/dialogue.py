"""Asking on a terminal, as the wizard asks on its pages: the same session, the same questions.

Nothing is asked without a terminal at both ends, and an environment that says `CI` has no person at it:
it accepts nothing. What is recorded is what was printed and typed: channel `console`, given by `key`,
and the exact prompt in the place of the button.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from installer.acceptance.channel import Given
from installer.cli.acting import words_in
from installer.cli.asking import answers, ask, number, yes_or_no
from installer.cli.reading import covering_words, print_differences, print_sections
from installer.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.acceptance.parties import Parties
    from installer.cli.options import Face
    from installer.flow.facts import Problem
    from installer.i18n import Language, Translator
    from installer.session import Session
    from installer.session.issue import Declined, Issued
    from installer.session.presentation import Presentation
    from installer.terms.determination import Affirmation


def interactive() -> bool:
    """Whether a person can be asked: a terminal at both ends, and no build server."""
    if os.environ.get("CI", "").casefold() not in {"", "0", "false"}:
        return False
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def accept(session: Session, face: Face) -> Issued | Declined:
    """Ask everything that the wizard asks, and record the decision.

    Raises Cancelled where the person stops; the errors of the session.
    """
    dialogue = Dialogue(session, face)
    dialogue.language()
    dialogue.who()
    dialogue.products()
    earlier = dialogue.earlier()
    if earlier is not None:
        return earlier
    dialogue.text()
    dialogue.affirmations(session.affirmations())
    dialogue.consents()
    return dialogue.decide()


def affirm(
    affirmations: Iterable[Affirmation], language: Language, face: Face
) -> tuple[dict[str, Given], Presentation]:
    """Ask for each affirmation in `language`; which were given, by what, and what was on the terminal."""
    from installer.session.presentation import Presentation

    tr = face.translator()
    asked = list(affirmations)
    given = {found.id: Given.KEY for found in asked if _yes(found, language, tr)}
    words = "\n".join(words_in(found.text, language) for found in asked)
    prompt = tr("Type “{yes}” or “{no}”:").format(**answers(tr))
    return given, Presentation(button=prompt, above_button=words, language=face.language)


class Dialogue:
    """One conversation. Each part sends its answers to the session and asks again where they do not do."""

    def __init__(self, session: Session, face: Face) -> None:
        self._session = session
        self._face = face
        self._tr: Translator = face.translator()

    def language(self) -> None:
        """In which language to read, where the agreement lacks that of the messages."""
        from installer.flow.state import LanguageChosen

        languages = self._session.cover.languages
        if self._face.language in languages or len(languages) == 1:
            return
        for place, language in enumerate(languages, 1):
            click.echo(f"{place:>3}. {self._session.cover.title[language]} [{language}]")
        chosen = number(self._tr("In which language do you want to read? Type its number:"), len(languages))
        self._session.send(LanguageChosen(languages[chosen]))

    def who(self) -> None:
        """In which capacity, who acts and who is bound."""
        from installer.flow.state import PartiesEntered
        from installer.flow.steps import Step

        parties = self._capacity(self._session.state.parties)
        self._session.send(PartiesEntered(parties))
        while problems := self._session.problems(Step.PARTIES):
            self._session.send(PartiesEntered(self._ask_again(problems)))

    def products(self) -> None:
        """What is to be installed, by number or id."""
        from installer.flow.state import SelectionChanged
        from installer.flow.steps import Step

        tr, session = self._tr, self._session
        known = session.products()
        while problems := (*session.problems(Step.PRODUCTS), *session.problems(Step.TERMS)):
            if session.state.selection.products:
                self._complain(problems)
            for place, product in enumerate(known, 1):
                click.echo(f"{place:>3}. {words_in(product.name, self._session.language)} [{product.id}]")
            typed = ask(tr("Products, by number or id, separated by commas:"))
            chosen = tuple(_product(part.strip(), [found.id for found in known]) for part in typed.split(","))
            selection = replace(session.state.selection, products=tuple(part for part in chosen if part))
            session.send(SelectionChanged(selection))

    def earlier(self) -> Issued | None:
        """The statement that an earlier acceptance covers it, where one does and that is enough."""
        from installer.sentences.moments import moment_of
        from installer.session.presentation import Presentation

        tr, session = self._tr, self._session
        covering = session.covering()
        if covering is None:
            return None
        click.echo()
        if covering.renewal is not None and covering.unseen(session.state):
            print_differences(session, covering.renewal, self._face)
        said = covering_words(covering, tr, moment_of(covering.since.accepted.time.at, tr))
        click.echo(said)
        prompt = tr("Accept anew all the same? Type “{yes}” or “{no}”:").format(**answers(tr))
        if yes_or_no(prompt, tr):
            return None
        shown = Presentation(button=prompt, above_button=said, language=self._face.language)
        return session.rely_on_earlier(Given.KEY, shown)

    def text(self) -> None:
        """The sections that apply; after an earlier acceptance what changed comes first."""
        session, tr = self._session, self._tr
        click.echo(tr("The agreement: {edition}").format(edition=session.facts().edition))
        applying, renewal = session.determination.sections, session.renewal()
        if renewal is None or not renewal.items:
            print_sections(session, applying)
            return
        if renewal.unseen(session.state):
            print_differences(session, renewal, self._face)
        print_sections(session, renewal.to_read)
        rest = tuple(section for section in applying if section not in renewal.to_read)
        click.echo()
        question = tr("Print the sections that have not changed too? Type “{yes}” or “{no}”:")
        if rest and yes_or_no(question.format(**answers(tr)), tr):
            print_sections(session, rest)

    def affirmations(self, needed: Iterable[Affirmation]) -> None:
        """Each one by itself. Whoever says no to one is not asked for the others: nothing can be accepted."""
        from installer.flow.state import Affirmed

        click.echo()
        for found in needed:
            if not _yes(found, self._session.language, self._tr):
                click.echo(self._tr("Without this the agreement cannot be accepted."))
                return
            self._session.send(Affirmed(found.id, Given.KEY))

    def consents(self) -> None:
        """What is voluntary, apart from the acceptance; Enter alone leaves it unanswered."""
        from installer.flow.state import ConsentAnswered

        tr = self._tr
        for offer in self._session.consents():
            click.echo()
            click.echo(words_in(offer.text, self._session.language))
            click.echo(words_in(offer.purpose, self._session.language))
            typed = ask(tr("Voluntary. Type “{yes}” or “{no}”, or nothing:").format(**answers(tr)))
            if typed.casefold() in {answers(tr)["yes"], answers(tr)["no"]}:
                given = typed.casefold() == answers(tr)["yes"]
                self._session.send(ConsentAnswered(offer.id, given, Given.KEY))

    def decide(self) -> Issued | Declined:
        """Accept or decline, each by its word in full. Everything else asks again."""
        from installer.flow.steps import Step
        from installer.session.presentation import Presentation

        tr, session = self._tr, self._session
        accepting, declining = tr("accept"), tr("decline")
        above = tr("By accepting, the agreement becomes binding on {principal}.").format(
            principal=_bound(session.state.parties, tr)
        )
        prompt = tr("Type “{accept}” to accept the agreement, “{decline}” to decline it:").format(
            accept=accepting, decline=declining
        )
        shown = Presentation(button=prompt, above_button=above, language=self._face.language)
        while True:
            click.echo()
            click.echo(above)
            typed = ask(prompt).casefold()
            if typed == declining.casefold():
                return session.decline(shown)
            if typed == accepting.casefold():
                problems = session.problems(Step.ACCEPTANCE)
                if not problems:
                    return session.accept(shown)
                self._complain(problems)
                self.affirmations(
                    found for found in session.affirmations() if found.id not in session.state.affirmed
                )

    def _capacity(self, parties: Parties) -> Parties:
        from installer.acceptance.parties import Capacity, PartyType

        rules = [
            rule for kind, rule in self._session.rules.capacities.items() if kind is not Capacity.DELEGATE
        ]
        for place, rule in enumerate(rules, 1):
            title = words_in(rule.title, self._session.language)
            text = words_in(rule.text, self._session.language)
            click.echo(f"{place}. {title}\n   {text}")
        capacity = rules[number(self._tr("In which capacity (number):"), len(rules))].capacity
        kinds = (
            (PartyType.INDIVIDUAL, self._tr("An individual")),
            (PartyType.ORGANISATION, self._tr("A company or another organisation")),
        )
        for place, (_, title) in enumerate(kinds, 1):
            click.echo(f"{place}. {title}")
        kind = kinds[number(self._tr("Who is bound (number):"), len(kinds))][0]
        return replace(parties, capacity=capacity, principal=replace(parties.principal, type=kind))

    def _ask_again(self, problems: tuple[Problem, ...]) -> Parties:
        """Every field that is missing or wrong, one by one."""
        parties = self._session.state.parties
        labels = _labels(self._tr)
        for problem in problems:
            part, _, attribute = problem.field.partition(".")
            if problem.field not in labels:
                raise problem.error
            if getattr(getattr(parties, part), attribute):
                self._complain((problem,))
            owner = replace(getattr(parties, part), **{attribute: ask(labels[problem.field])})
            parties = replace(parties, **{part: owner})
        return parties

    def _complain(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            click.echo(sentence(problem.error, self._tr))


def _yes(affirmation: Affirmation, language: Language, tr: Translator) -> bool:
    """Whether it is affirmed; the words and the clauses that they rest on stand before the question."""
    click.echo(f"{words_in(affirmation.text, language)} ({', '.join(affirmation.cite)})")
    return yes_or_no(tr("Type “{yes}” or “{no}”:").format(**answers(tr)), tr)


def _product(typed: str, known: list[str]) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(known):
        return known[int(typed) - 1]
    return typed


def _bound(parties: Parties, tr: Translator) -> str:
    from installer.acceptance.parties import bound
    from installer.sentences import articles

    found = bound(parties)
    return articles.bound(found.name.strip(), found.type.value, tr)


def _labels(tr: Translator) -> dict[str, str]:
    return {
        "actor.name": tr("Your name:"),
        "actor.email": tr("Your e-mail address:"),
        "actor.position": tr("Your position:"),
        "actor.organisation": tr("Your organisation:"),
        "principal.name": tr("Name of the one who is bound:"),
        "principal.contact": tr("Contact of the one who is bound:"),
        "authority.basis": tr("On what you act (order, contract, letter of authority):"),
        "authority.accepted_how": tr("How they accepted:"),
        "authority.accepted_on": tr("On which day they accepted (YYYY-MM-DD):"),
    }
