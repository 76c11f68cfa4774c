"""`assent handover`: from the integrator to the customer and back, by commands alone."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED
from helpers.delegates import DIRECTOR, install_for
from helpers.records import recorded
from helpers.sites import ACCEPT

from installer.evidence.predicates import Acceptance

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.shells import Shell

SITE = """type = "assent/answers"
version = 1
language = "en"
capacity = "on-behalf"
[actor]
name = "Kiss Éva"
email = "eva@example.com"
[principal]
type = "organisation"
name = "Vevő Zrt."
contact = "it@vevo.example"
[authority]
basis = "order 17"
[selection]
products = ["xprotect-corporate"]
"""


@pytest.mark.parametrize("language", ["en", "hu"])
def test_the_customer_accepts_on_their_own_computer_and_the_integrator_rests_on_it(
    shell: Shell, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    # Whatever the integrator reads in, the customer reads in their own language.
    (tmp_path / "site.toml").write_text(SITE, "utf-8")
    made = ("handover", "make", "--answers", str(tmp_path / "site.toml"), "--out", str(tmp_path / "pack.zip"))
    status, result = shell(*made)
    assert (status, result["files"][0]) == (0, "README.en.txt")

    # The customer's computer.
    customer = tmp_path / "customer"
    customer.mkdir()
    monkeypatch.setenv("ASSENT_STATE", str(customer))
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        archive.extractall(customer)
    readme = (customer / f"README.{language}.txt").read_text("utf-8")
    answers = customer / "answers.toml"
    filled = answers.read_text("utf-8").replace('name = ""', 'name = "Nagy Pál"')
    filled = filled.replace('email = ""', 'email = "pal@vevo.example"')
    answers.write_text(filled.replace('position = ""', 'position = "igazgató"'), "utf-8")
    affirm = re.findall(r"--affirm \S+", readme)
    asked = [part for name in affirm for part in name.split()]
    accept = ("accept", "--answers", str(answers), "--accept-eula", ACCEPT, *asked)
    assert ACCEPT in readme
    assert f"--lang {language} " in readme
    assert shell.say(*accept, language=language) == 0, shell.err
    receipt = next((customer / "receipts").glob("*acceptance*"))

    # Back at the integrator's.
    monkeypatch.setenv("ASSENT_STATE", str(state_folder))
    status, kept = shell("handover", "import", str(receipt))
    assert (status, kept["principal"]) == (0, "Vevő Zrt.")
    theirs = [name for name in affirm if name != "--affirm entitled-to-bind"]
    mine = [part for name in (*theirs, "--affirm principal-identified") for part in name.split()]
    site = ("accept", "--answers", str(tmp_path / "site.toml"), "--accept-eula", ACCEPT)
    assert shell.say(*site, *mine, "--receipt", kept["record"], language=language) == 0, shell.err
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.authority is not None
    assert said.authority.receipt == kept["record"]


def test_people_read_what_was_made_and_imported(
    shell: Shell, tmp_path: Path, target: Path, bundle: Path
) -> None:
    (tmp_path / "site.toml").write_text(SITE, "utf-8")
    made = ("handover", "make", "--answers", str(tmp_path / "site.toml"), "--out", str(tmp_path / "pack.zip"))
    assert shell.say(*made) == 0
    assert "Vevő Zrt." in shell.out
    own = install_for(DIRECTOR, target, bundle)
    assert shell.say("handover", "import", str(own.receipt)) == 0
    assert own.statement in shell.out


def test_products_that_conflict_make_no_pack(shell: Shell, tmp_path: Path) -> None:
    conflict = SITE.replace('"xprotect-corporate"', '"xprotect-essential-plus", "xprotect-access"')
    (tmp_path / "site.toml").write_text(conflict, "utf-8")
    made = ("handover", "make", "--answers", str(tmp_path / "site.toml"), "--out", str(tmp_path / "pack.zip"))
    status, result = shell(*made)
    assert (status, result["error"]["code"]) == (181, "terms.conflict")
    assert not (tmp_path / "pack.zip").exists()


def test_what_is_no_receipt_is_not_imported(shell: Shell) -> None:
    status, result = shell("handover", "import", str(SHIPPED / "en.md"))
    assert (status, result["error"]["code"]) == (177, "acceptance.receipt-unfit")
