"""The hand-over pack: made by the integrator, used by the customer, and the way back."""

from __future__ import annotations

import json
import tomllib
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED

from installer.acceptance.parties import Capacity, PartyType, Principal
from installer.acceptance.roles import Occasion
from installer.agreement.load import load_edition
from installer.cli.options import translator
from installer.errors import Code, Unavailable
from installer.terms.selected import Selection
from installer.unattended.answers import read_answers
from installer.unattended.handover import ANSWERS, Pack, contents, make

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
    affirmations=("third-party-terms", "T01"),
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
        "organisation": "",
    }
    (tmp_path / ANSWERS).write_text(text, "utf-8")
    assert read_answers(tmp_path / ANSWERS).selection.host is None


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
