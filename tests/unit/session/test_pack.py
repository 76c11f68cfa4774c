"""The hand-over pack: made by the integrator, used by the customer, and the way back."""

from __future__ import annotations

import json
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED
from helpers.delegates import DIRECTOR
from helpers.editions import later_edition
from helpers.journeys import make_ready, open_on, screen
from msgspec.structs import replace

from installer.acceptance.parties import Capacity, PartyType, Principal
from installer.acceptance.roles import Occasion
from installer.agreement.load import load_edition
from installer.cli.options import translator
from installer.errors import AssentError, Code, Unavailable
from installer.session.pack import ANSWERS, Pack, contents, make
from installer.terms.selected import Selection
from installer.unattended.answers import read_answers

if TYPE_CHECKING:
    from pathlib import Path

EDITION = load_edition(SHIPPED)
PACK = Pack(
    edition=EDITION,
    principal=Principal(PartyType.ORGANISATION, 'Vevő "és" \\ Zrt.'),
    selection=Selection(
        products=("xprotect-corporate", "xprotect-lpr"),
        release="2025 R1",
        host="oem:xprotect-corporate",
        installed=("xprotect-expert",),
        quantities={"devices": 3},
        facts={"maps": True, "aws": False},
    ),
    affirmations={"en": ("third-party-terms", "T01"), "hu": ("english-prevails", "third-party-terms", "T01")},
    words={
        "english-prevails": {"en": "English counts.", "hu": "Az angol számít."},
        "third-party-terms": {"en": "Others too.", "hu": "Másoké is."},
        "T01": {"en": "Doors.", "hu": "Ajtók."},
    },
    names=({"en": "First", "hu": "Első"}, {"en": "Second", "hu": "Második"}),
    occasion={"en": "By hand", "hu": "Kézből"},
)
TRANSLATORS = {name: translator(name) for name in ("en", "hu")}


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_pack_holds_answers_texts_and_how_to_accept_in_every_language(tmp_path: Path) -> None:
    made = make(tmp_path / "pack.zip", PACK, TRANSLATORS)
    assert list(made) == names(tmp_path / "pack.zip")
    assert set(made) == {ANSWERS, "README.en.txt", "README.hu.txt", "en.md", "hu.md"}


def test_the_same_pack_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        make(tmp_path / name, PACK, TRANSLATORS)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_texts_are_those_of_the_edition_to_the_byte() -> None:
    files = contents(PACK, TRANSLATORS)
    for language in EDITION.languages:
        assert files[f"{language}.md"] == (SHIPPED / f"{language}.md").read_bytes()


def test_the_answers_are_the_customers_own_and_accept_nothing(tmp_path: Path) -> None:
    path = tmp_path / ANSWERS
    path.write_bytes(contents(PACK, TRANSLATORS)[ANSWERS])
    answers = read_answers(path)
    assert answers.edition == EDITION.id
    assert (answers.parties.capacity, answers.parties.occasion) == (Capacity.SELF, Occasion.HAND_OVER)
    assert answers.parties.actor.organisation == PACK.principal.name
    assert answers.parties.principal.type is PartyType.ORGANISATION
    assert answers.selection == PACK.selection
    assert answers.consents == ()


def test_a_private_persons_name_is_their_own(tmp_path: Path) -> None:
    pack = replace(PACK, principal=Principal(name="Kiss\x7fÉva"), selection=Selection(products=("x",)))
    text = contents(pack, TRANSLATORS)[ANSWERS].decode()
    assert tomllib.loads(text)["actor"] == {
        "name": "Kiss\x7fÉva",
        "email": "",
        "position": "",
    }
    (tmp_path / ANSWERS).write_text(text, "utf-8")
    assert read_answers(tmp_path / ANSWERS).selection.host is None


def test_nobody_is_to_affirm_by_an_id_alone() -> None:
    files = contents(PACK, TRANSLATORS)
    for language, names in PACK.affirmations.items():
        said = files[f"README.{language}.txt"].decode()
        assert all(f"     {name}: {PACK.words[name][language]}" in said for name in names)
    silent = contents(replace(PACK, affirmations={"en": (), "hu": ()}), TRANSLATORS)
    assert "--affirm" not in silent["README.en.txt"].decode()


def test_the_way_to_accept_names_the_text_the_products_and_what_is_asked() -> None:
    files = contents(PACK, TRANSLATORS)
    for name in ("README.en.txt", "README.hu.txt"):
        said = files[name].decode()
        assert f"--accept-eula {EDITION.id}@{EDITION.digest}" in said
        assert "--affirm third-party-terms --affirm T01" in said
        assert "--products xprotect-corporate,xprotect-lpr" in said
        assert "assent decline" in said
        assert "assent handover import" in said
        for language in EDITION.languages:
            assert EDITION.texts[language].digest in said


def test_there_is_nothing_secret_and_nothing_of_the_maker_in_it(tmp_path: Path) -> None:
    make(tmp_path / "pack.zip", PACK, TRANSLATORS)
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(info.extra or info.comment for info in infos)
    whole = json.dumps({name: data.decode() for name, data in contents(PACK, TRANSLATORS).items()})
    assert str(tmp_path) not in whole


def test_where_the_pack_cannot_be_written_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        make(tmp_path / "nowhere" / "pack.zip", PACK, TRANSLATORS)
    assert caught.value.code is Code.FILE_UNWRITABLE


def test_the_customer_is_asked_what_they_would_be_asked_here_in_each_language(tmp_path: Path) -> None:
    customer = Principal(PartyType.ORGANISATION, "Vevő Zrt.")
    made = open_on(tmp_path).acts.pack(customer, Selection(products=("xprotect-corporate",)))
    assert "english-prevails" in made.affirmations["hu"]
    assert "english-prevails" not in made.affirmations["en"]
    for language in ("hu", "en"):
        assert "entitled-to-bind" in made.affirmations[language]
        assert "agreement" not in made.affirmations[language]
        assert all(made.words[name][language] for name in made.affirmations[language])
    person = open_on(tmp_path).acts.pack(replace(customer, type=PartyType.INDIVIDUAL), made.selection)
    assert "entitled-to-bind" not in person.affirmations["hu"]


def test_what_was_accepted_here_before_has_nothing_to_do_with_what_the_customer_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = Principal(PartyType.ORGANISATION, "Vevő Zrt.")
    products = Selection(products=("xprotect-corporate",))
    before = open_on(tmp_path).acts.pack(customer, products)
    session = make_ready(open_on(tmp_path), parties=DIRECTOR)
    session.accept(screen(session))
    later_edition(tmp_path / "editions", changed=("governing-law/p1",))
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    after = open_on(tmp_path).acts.pack(customer, products)
    assert after.edition.digest != before.edition.digest
    assert after.affirmations == before.affirmations


@pytest.mark.parametrize(
    ("principal", "products", "code"),
    [
        (Principal(name=" "), ("xprotect-corporate",), Code.PARTY_INCOMPLETE),
        (Principal(name="Vevő\nZrt."), ("xprotect-corporate",), Code.PARTY_INVALID),
        (Principal(name="Vevő Zrt."), (), Code.SELECTION_EMPTY),
        (Principal(name="Vevő Zrt."), ("xprotect-essential-plus", "xprotect-access"), Code.TERMS_CONFLICT),
        (Principal(name="Vevő Zrt."), ("no-such-product",), Code.PRODUCT_UNKNOWN),
    ],
)
def test_what_cannot_be_accepted_is_not_handed_over(
    tmp_path: Path, principal: Principal, products: tuple[str, ...], code: Code
) -> None:
    with pytest.raises(AssentError) as caught:
        open_on(tmp_path).acts.pack(principal, Selection(products=products))
    assert caught.value.code is code


def test_its_name_is_one_that_every_system_takes() -> None:
    assert replace(PACK, principal=Principal(name="Vevő Zrt.")).name == "assent-Vevő-Zrt.zip"
    assert PACK.name == "assent-Vevő--és----Zrt.zip"
    assert replace(PACK, principal=Principal(name="../a:b?")).name == "assent-a-b.zip"
    assert len(replace(PACK, principal=Principal(name="x" * 500)).name) < 100


def test_the_way_to_accept_in_a_window_names_the_occasion_where_the_edition_has_it() -> None:
    assert "By hand" in contents(PACK, TRANSLATORS)["README.en.txt"].decode()
    without = contents(replace(PACK, occasion={}), TRANSLATORS)["README.en.txt"].decode()
    assert "assent accept" in without
    assert "By hand" not in without
