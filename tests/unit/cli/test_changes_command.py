"""`assent agreement changes`: what those in this computer's log are asked under the newest edition."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import msgspec
from helpers.agreements import replace as replace_in
from helpers.agreements import sign
from helpers.delegates import DIRECTOR, install_for
from helpers.editions import later_edition
from helpers.journeys import FOR_A_CUSTOMER, NOON, make_ready, open_on, screen

from installer.acceptance.channel import Channel, Given
from installer.agreement.seal import seal_edition
from installer.cli import dialogue
from installer.cli.options import Face
from installer.session import open_session
from installer.session.owed_document import OwedDocument

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from helpers.shells import Shell

    from installer.session import Session

FACE = Face("en", as_json=False)
WHO = ("1", "1", "Kiss Éva", "eva@example.com", "xprotect-corporate")
CHANGED = ("termination/p1", "governing-law/p1")
NEW = "(2026-06-01)"


def session() -> Session:
    return open_session(language="en", channel=Channel.CONSOLE, clock=lambda: NOON)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def listed(shell: Shell, *arguments: str) -> list[dict[str, Any]]:
    status, printed = shell("agreement", "changes", *arguments)
    assert status == 0
    document = msgspec.convert(printed, OwedDocument)
    assert document.type == "assent/re-acceptance"
    found: list[dict[str, Any]] = printed["principals"]
    return found


def said(shell: Shell, language: str = "en") -> str:
    assert shell.say("agreement", "changes", language=language) == 0
    return shell.out


def test_nobody_is_asked_anything_where_nobody_accepted(
    shell: Shell, editions: Path, state_folder: Path
) -> None:
    assert editions.is_dir()
    assert listed(shell) == []
    assert "Nobody is known" in said(shell)
    assert list(state_folder.iterdir()) == []


def test_it_says_what_each_principal_has_to_accept_again(
    first: str, target: Path, bundle: Path, editions: Path, shell: Shell
) -> None:
    install_for(DIRECTOR, target, bundle)
    later_edition(editions, changed=CHANGED)
    director, eva = listed(shell)
    assert (eva["principal"], eva["role"], eva["class"]) == ("Kiss Éva", "end-user", "required")
    assert (eva["accepted"]["record"], eva["accepted"]["products"]) == (first, ["xprotect-corporate"])
    assert [change["new"] for change in eva["changes"]] == [*CHANGED]
    assert eva["sections"] == ["termination", "governing-law"]
    assert eva["compared"]
    assert director["principal"] == "Vevő Zrt."
    assert listed(shell, "--since", "milestone-xprotect/2026-06-01") == []
    assert len(listed(shell, "--since", "milestone-xprotect/2025-02-12")) == 2
    assert said(shell, "hu").count(NEW) >= 8, "both clauses in both languages for both principals"


def test_it_says_who_accepted_what_is_in_force_and_whose_text_is_gone(
    first: str, target: Path, editions: Path, shell: Shell, state_folder: Path
) -> None:
    (eva,) = listed(shell)
    assert (eva["class"], eva["compared"], eva["changes"], eva["sections"]) == ("none", True, [], [])
    assert "edition in force" in said(shell)
    later_edition(editions, changed=CHANGED)
    (editions / "milestone-xprotect" / "2025-02-12").rename(editions / "away")
    (eva,) = listed(shell)
    assert eva["class"] == "required", "a receipt on this computer has the text"
    for receipt in (state_folder / "receipts").iterdir():
        receipt.unlink()
    (eva,) = listed(shell)
    assert (eva["class"], eva["compared"]) == ("personal", False)
    assert eva["accepted"]["record"] == first
    assert "governing-law" in eva["sections"]
    assert "not at hand" in said(shell)
    assert not (target / "nothing").exists()


def test_only_the_newest_acceptance_of_a_product_counts_and_an_objection_ends_it(
    first: str, target: Path, editions: Path, shell: Shell
) -> None:
    again = make_ready(open_on(target))
    second = again.accept(screen(again)).statement
    (eva,) = listed(shell)
    assert eva["accepted"]["record"] == second != first
    more = make_ready(open_on(target), products=("xprotect-corporate", "xprotect-access"))
    third = more.accept(screen(more)).statement
    (eva,) = listed(shell)
    assert eva["accepted"]["record"] == third
    assert editions.is_dir()


def test_it_says_who_was_told(
    first: str, editions: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_edition(editions, notify=CHANGED)
    (eva,) = listed(shell)
    assert (eva["class"], eva["told"], eva["sections"]) == ("notify", None, [])
    typed(monkeypatch, *WHO, "no")
    talked = session()
    dialogue.accept(talked, FACE)
    said(shell)
    (eva,) = listed(shell)
    assert eva["told"] == talked.issued()[0].statement
    assert eva["accepted"]["record"] == first
    assert "They were shown" in said(shell)


def test_what_a_principal_objected_to_asks_nothing_of_them(
    first: str, target: Path, bundle: Path, editions: Path, shell: Shell
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle).statement
    assert {one["accepted"]["record"] for one in listed(shell)} == {first, dealers}
    open_on(target).acts.standing.object(dealers, DIRECTOR, Given.CLICK)
    assert {one["accepted"]["record"] for one in listed(shell)} == {first}
    assert editions.is_dir()


def test_what_stands_in_no_clause_is_printed_too(
    first: str, editions: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    later = later_edition(editions, notify=CHANGED)
    folder = editions / later.id
    replace_in(folder / "edition.toml", later.licensor, "Another A/S")
    seal_edition(folder)
    sign(folder)
    talked = session()
    typed(monkeypatch, *WHO, "no", *("yes",) * 3, "", "accept")
    dialogue.accept(talked, FACE)
    shown = {(found.item, found.language) for found in talked.state.differences}
    assert shown == {("licensor", "en"), *((clause, "en") for clause in CHANGED)}
    assert "Another A/S" in said(shell)
    (eva,) = listed(shell)
    assert eva["accepted"]["record"] == talked.issued()[0].statement != first
