"""A small world for the flow: rules that need no edition, but judge as strictly as the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from installer.acceptance.channel import Channel
from installer.acceptance.parties import Capacity, Parties
from installer.acceptance.rules import ConsentOffer
from installer.errors import BadInput, Code
from installer.flow.facts import Facts, Problem
from installer.flow.state import Columns, State
from installer.terms.determination import Affirmation, Item

SECTIONS = {"system": ("system",), "client": ("client", "system"), "tool": ("tool",)}
"""Product to the sections that apply with it, beside the general ones."""

FORBIDDEN = ("system", "tool")
"""These two may not be installed together."""

TEXT = "invented/2020-01-01@" + "0" * 64


def _words(name: str) -> dict[str, str]:
    return {"en": f"I affirm {name}.", "hu": f"Megerősítem: {name}."}


@dataclass
class SmallWorld:
    """Implements `Rules`. A consent to `mail` needs an affirmation of its own, as dealers' do."""

    channel: Channel = Channel.WIZARD
    asked: list[State] = field(default_factory=list)

    def __call__(self, state: State) -> Facts:
        self.asked.append(state)
        products = state.selection.products
        unknown = [product for product in products if product not in SECTIONS]
        problems = [
            Problem("selection", BadInput(Code.PRODUCT_UNKNOWN, name=name, near="")) for name in unknown
        ]
        if not products:
            problems.append(Problem("selection", BadInput(Code.SELECTION_EMPTY)))
        sections = ("general", *sorted({name for known in products for name in SECTIONS.get(known, ())}))
        names = ["agreement", *(f"duty-of-{section}" for section in sections[1:])]
        if any(language == "hu" for _, language in state.seen):
            names.append("english-prevails")
        if state.consents.get("mail"):
            names.append("mail-is-mine")
        affirmations = tuple(Affirmation(name, ("general/p1",), _words(name)) for name in names)
        return Facts(
            channel=self.channel,
            edition=TEXT,
            party_problems=_party_problems(state.parties),
            selection_problems=tuple(problems),
            conflicts=(Item("together", "use", ("tool/1",), _words("together")),)
            if set(FORBIDDEN) <= set(products)
            else (),
            sections=sections,
            languages=frozenset({"en"} if state.columns is Columns.GOVERNING else {"en", "hu"}),
            affirmations=affirmations,
            basis={name: (name, sections, state.parties, state.language) for name in names},
            consents=() if state.parties.capacity is Capacity.DELEGATE else (_offer("mail"),),
        )


def _party_problems(parties: Parties) -> tuple[Problem, ...]:
    missing = BadInput(Code.PARTY_INCOMPLETE, field="actor.name")
    return () if parties.actor.name else (Problem("actor.name", missing),)


def _offer(name: str) -> ConsentOffer:
    words = _words(name)
    return ConsentOffer(
        id=name,
        cite=("general/p2",),
        text=words,
        purpose=words,
        withdrawal=words,
        controller="Nobody",
        notice="",
        data=(),
        sections=frozenset(),
        storage=words,
        retention=words,
        recipients=(),
    )
