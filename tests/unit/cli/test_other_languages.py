"""An agreement in languages that the program has no words in: on a terminal, without a screen, in a pack."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EVA, NOON, small_bundle
from helpers.records import recorded
from helpers.rented import PRODUCT, rented

from installer import i18n, paths
from installer.acceptance.channel import Channel
from installer.acceptance.parties import PartyType, Principal
from installer.cli import boundary, dialogue
from installer.cli.main import assent
from installer.cli.options import Face
from installer.errors import Outcome
from installer.evidence.predicates import Acceptance
from installer.flow.state import PartiesEntered, SelectionChanged
from installer.session import open_session
from installer.session.issue import Issued
from installer.session.pack import make
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

FACE = Face("en", as_json=False)
WHO = ("1", "1", "Kiss Éva", "eva@example.com", PRODUCT)

ANSWERS = """
type = "assent/answers"
version = 1
language = "{language}"
capacity = "self"
[actor]
name = "Kiss Éva"
email = "eva@example.com"
[principal]
type = "individual"
[selection]
products = ["{product}"]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of editions, with an agreement in German and French, of which French governs."""
    rented(tmp_path / "editions", ("de", "fr"), prevailing="fr")
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    bundle = small_bundle(tmp_path / "bundle", "bit", products={"bit": (PRODUCT,)})
    monkeypatch.setattr("installer.paths.bundle_root", lambda: bundle)
    return tmp_path / "editions"


@pytest.mark.parametrize(
    ("wanted", "read"),
    [("de", "de"), ("hu", "fr"), (None, "fr"), (("hu", "de"), "de"), ((), "fr")],
)
@pytest.mark.usefixtures("root")
def test_the_first_wanted_language_that_the_edition_has_is_read(
    wanted: str | tuple[str, ...] | None, read: str
) -> None:
    assert open_session(language=wanted).language == read


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(("number", "read"), [("1", "de"), ("2", "fr")])
def test_a_terminal_asks_for_the_language_and_prints_in_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    state_folder: Path,
    number: str,
    read: str,
) -> None:
    talked = open_session(language="en", channel=Channel.CONSOLE, clock=lambda: NOON)
    yes = ("yes", "yes") if read == "de" else ("yes",)
    lines = ("7", number, *WHO, *yes, "accept")
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert isinstance(dialogue.accept(talked, FACE), Issued)
    printed = capsys.readouterr().out
    assert f"{read} yes (precedence/p1)" in printed
    assert f"{read} product [{PRODUCT}]" in printed
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.presentation.language == "en"
    assert all(affirmed.words[read] in printed for affirmed in said.affirmations)


@pytest.mark.usefixtures("root")
def test_an_answer_file_with_a_language_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, status in (("de", 0), ("it", Outcome.USAGE.posix)):
        file = tmp_path / f"{language}.toml"
        file.write_text(ANSWERS.format(language=language, product=PRODUCT), "utf-8")
        assert boundary.run(assent, ["answers", "check", str(file), "--lang", "en"]) == status
    assert "“it”" in capsys.readouterr().err


@pytest.mark.usefixtures("root")
def test_a_fresh_answer_file_is_in_a_language_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert boundary.run(assent, ["answers", "template", "--lang", "en"]) == 0
    assert 'language = "fr"' in capsys.readouterr().out


@pytest.mark.usefixtures("root")
def test_a_pack_tells_how_to_accept_in_what_governs(tmp_path: Path) -> None:
    session = open_session(language="en")
    principal = Principal(PartyType.ORGANISATION, "Vevő Zrt.", "it@vevo.example")
    session.send(PartiesEntered(EVA))
    session.send(SelectionChanged(Selection(products=(PRODUCT,))))
    pack = session.acts.pack(principal, session.state.selection)
    make(tmp_path / "pack.zip", pack, {"en": i18n.load_translator("en", paths.translations_root())})
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        told = archive.read("README.en.txt").decode()
        assert {"de.md", "fr.md"} <= set(archive.namelist())
    assert "assent accept --lang en" in told
    assert "--affirm prevails" not in told
