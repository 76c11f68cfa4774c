"""The hand-over pack: what a customer needs to accept on their own computer what is installed for them.

One ZIP file, the same bytes for the same content: an answer file, the exact texts in every language, and
how to go about it. It holds no key and nothing about whoever made it; of the customer only the name.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path  # noqa: TC003 - in the signature of a public function
from typing import TYPE_CHECKING, Final

import msgspec

from installer.acceptance.channel import Channel
from installer.acceptance.parties import Actor, Capacity, Parties, PartyType, Principal, problems
from installer.acceptance.roles import Occasion
from installer.errors import Code, Unavailable
from installer.flow import gates
from installer.flow.state import State
from installer.flow.steps import Step
from installer.session.answer_file import answers_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from installer.agreement.edition import Edition
    from installer.i18n import Language, Translator, Words
    from installer.session.resources import Contract
    from installer.terms.selected import Selection

ANSWERS: Final = "answers.toml"
SUFFIX: Final = ".zip"

_LONGEST_NAME: Final = 60
"""Characters of a principal's name in the name of a file."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can say: no clock has a part in the pack's bytes."""


class Pack(msgspec.Struct, frozen=True):
    """What is handed over."""

    edition: Edition
    principal: Principal
    selection: Selection
    affirmations: Mapping[Language, tuple[str, ...]]
    """Ids of what the customer will be asked, by their language; without the agreement itself."""
    words: Mapping[str, Words]
    """Id to the words of what is affirmed by it."""
    names: tuple[Words, ...]
    """What the products are called."""
    occasion: Words
    """What the occasion is called in the wizard; empty where the edition does not know it."""

    @property
    def name(self) -> str:
        """A name for the file, with nothing in it that some system does not take."""
        letters = "".join(letter if letter.isalnum() else "-" for letter in self.principal.name.strip())
        return f"assent-{letters[:_LONGEST_NAME].strip('-')}{SUFFIX}"


def prepare(contract: Contract, principal: Principal, selection: Selection, today: date) -> Pack:
    """What to hand over to the principal for the products of the selection.

    They are asked what they would be asked here, in their own capacity: with what was accepted on this
    computer before it has nothing to do. Raises what is wrong with the principal's name, and the first
    problem of the selection or its terms.
    """
    from installer.session.meaning import Meaning

    for field, error in problems(Parties(capacity=Capacity.DELEGATE, principal=principal), today):
        if field == "principal.name":
            raise error
    edition, rules = contract.edition, contract.rules
    meaning = Meaning(edition, contract.terms, rules, channel=Channel.UNATTENDED, today=today)
    own = Parties(
        actor=Actor(name=principal.name, organisation=principal.name),
        principal=Principal(type=principal.type),
        occasion=Occasion.HAND_OVER,
    )
    agreement = {rule.affirmation.id for rule in rules.affirmations if rule.names_edition}
    asked: dict[Language, tuple[str, ...]] = {}
    words: dict[str, Words] = {}
    for language in edition.languages:
        state = State(language=language, parties=own, selection=selection)
        facts = meaning(state)
        for step in (Step.PRODUCTS, Step.TERMS):
            for problem in gates.problems(step, state, facts):
                raise problem.error
        separate = [found for found in facts.affirmations if found.id not in agreement]
        asked[language] = tuple(found.id for found in separate)
        words |= {found.id: found.text for found in separate}
    occasion = rules.occasions.get(Occasion.HAND_OVER.value)
    return Pack(
        edition=edition,
        principal=principal,
        selection=selection,
        affirmations=asked,
        words=words,
        names=tuple(contract.terms.catalogue.product(found).name for found in selection.products),
        occasion={} if occasion is None else occasion.title,
    )


def make(path: Path, pack: Pack, translators: Mapping[Language, Translator]) -> tuple[str, ...]:
    """Write the pack; the names in it. Raises Unavailable FILE_UNWRITABLE (path, detail)."""
    files = contents(pack, translators)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system, as the permissions above
            archive.writestr(entry, files[name])
    try:
        path.write_bytes(stream.getvalue())
    except OSError as exc:
        raise Unavailable(Code.FILE_UNWRITABLE, path=str(path), detail=exc.strerror or "") from exc
    return tuple(sorted(files))


def contents(pack: Pack, translators: Mapping[Language, Translator]) -> dict[str, bytes]:
    """Name to content of every file of the pack."""
    files = {f"{language}.md": text.content for language, text in pack.edition.texts.items()}
    files[ANSWERS] = _answers(pack)
    for language, tr in translators.items():
        files[f"README.{language}.txt"] = _readme(pack, tr)
    return {name: content.encode("utf-8") for name, content in files.items()}


def _answers(pack: Pack) -> str:
    """An answer file for the customer's own acceptance, in whatever language they then read the text."""
    organisation = pack.principal.type is PartyType.ORGANISATION
    name = pack.principal.name.strip()
    actor = Actor(name="" if organisation else name, organisation=name if organisation else "")
    own = Parties(actor=actor, principal=Principal(type=pack.principal.type), occasion=Occasion.HAND_OVER)
    state = State(language="", parties=own, selection=pack.selection)
    return answers_text(pack.edition.id, state, to_fill=("name", "email", "position"))


def _readme(pack: Pack, tr: Translator) -> str:
    named = f"{pack.edition.id}@{pack.edition.digest}"
    products = ",".join(pack.selection.products)
    # Whoever reads no language of the edition that the program speaks is shown what governs.
    governing = pack.edition.prevailing or pack.edition.languages[0]
    language = tr.language if tr.language in pack.affirmations else governing
    affirm = " ".join(f"--affirm {name}" for name in pack.affirmations[language])
    lines = [
        tr("Somebody installs for you and needs your acceptance. Accept yourself, or decline."),
        "",
        tr("Products: {products}").format(products=", ".join(name[language] for name in pack.names)),
        tr("The agreement: {edition}").format(edition=named),
        *(f"  {language}.md  SHA-256 {text.digest}" for language, text in sorted(pack.edition.texts.items())),
        "",
        tr("1. Read the text in the language you know. Nothing is accepted by opening this pack."),
        _where(pack, language, tr),
        tr("   or at a terminal, answering the questions of:"),
        f"   assent accept --occasion hand-over --products {products}",
        tr("   or fill in {file}, and without any questions:").format(file=ANSWERS),
        f"   assent accept --lang {tr.language} --answers {ANSWERS} --accept-eula {named} {affirm}".rstrip(),
        *_affirmed(pack, language, tr),
        tr("   To decline instead: assent decline --answers {file}").format(file=ANSWERS),
        tr("3. The program writes a receipt and says where. Keep it."),
        tr("   Send a copy to whoever installs for you."),
        tr("   They import it with: assent handover import RECEIPT"),
    ]
    return "\n".join(lines) + "\n"


def _affirmed(pack: Pack, language: Language, tr: Translator) -> list[str]:
    """What each option of that command says: nobody is to affirm by an id alone."""
    names = pack.affirmations[language]
    told = [f"     {name}: {pack.words[name][language]}" for name in names]
    title = tr("With each “--affirm” you affirm what stands behind its name here:")
    return [f"   {title}", *told] if told else []


def _where(pack: Pack, language: Language, tr: Translator) -> str:
    """How to accept in a window, where the edition knows the occasion."""
    if language not in pack.occasion:
        return tr("2. Accept on your own computer, with your own copy of this program:")
    return tr("2. On your own computer, in the program's window: “{page}”, “{other}”, “{occasion}”;").format(
        page=tr("Who accepts"), other=tr("Other situations"), occasion=pack.occasion[language]
    )
