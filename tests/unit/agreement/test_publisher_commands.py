"""What a publisher's build runs: import, compare, seal, sign."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from helpers import agreements
from helpers.importing import Import
from helpers.rented import ID, rented

from installer.agreement.seal import seal_edition
from installer.agreement.signed import SIGNATURE_FILE, load_signed
from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run: TypeAlias = Callable[..., tuple[int, str]]
    Pair: TypeAlias = tuple[Path, Path]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `assent agreement …` and gives the status and what was printed on standard output."""

    def ran(*arguments: object) -> tuple[int, str]:
        status = boundary.run(assent, ["agreement", *map(str, arguments)])
        return status, capsysbinary.readouterr().out.decode()

    return ran


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """The edition in three languages, and a later one with another rent and another licensor."""
    old = agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path)
    new = agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path / "new")
    new = new.rename(new.parent / "2025-01-01")
    agreements.replace(new / "edition.toml", 'id = "geraetemiete/2024-03-01', 'id = "geraetemiete/2025-01-01')
    agreements.replace(new / "edition.toml", "Beispiel GmbH", "Beispiel AG")
    agreements.replace(new / "de.md", "beträgt 5", "beträgt 6")
    agreements.replace(new / "fr.md", "est de 5", "est de 6")
    seal_edition(new)
    return old, new


def parsed(run: Run, *arguments: object) -> Any:  # noqa: ANN401 - what a script gets: any JSON
    status, out = run(*arguments, "--json")
    assert status == 0, out
    return json.loads(out)


def test_a_comparison_tells_a_person_what_changed_and_what_it_asks_for(run: Run, pair: Pair) -> None:
    status, out = run("compare", *pair, "--lang", "en")
    assert status == 0
    assert "geraetemiete/2024-03-01@" in out
    assert "The licensor was “Beispiel GmbH” and is “Beispiel AG”." in out
    assert "[drill/2] Reworded." in out
    assert "To be accepted again. The publisher states nothing about it." in out
    assert "de: 2. Die Miete beträgt [-5-][+6+] * " in out
    assert "To be accepted again in person, not by an administrator." in out
    assert run("compare", pair[0], pair[0], "--lang", "en")[1].endswith("No clause differs.\n")


def test_a_comparison_tells_a_machine_the_same(run: Run, pair: Pair) -> None:
    document = parsed(run, "compare", *pair)
    assert document["old"]["edition"] == "geraetemiete/2024-03-01"
    assert document["class"] == "personal"
    assert [found["part"] for found in document["edition_changes"]] == ["licensor"]
    (change,) = document["changes"]
    assert (change["kind"], change["new"], change["class"]) == ("reworded", "drill/2", "required")
    assert (change["ground"], change["stated"], change["reason"]) == ("unstated", None, {})
    assert {"op": "removed", "text": "5"} in change["wordings"]["de"]["runs"]
    assert document["unused"] == []


def test_a_comparison_makes_a_page(run: Run, pair: Pair, tmp_path: Path) -> None:
    page = tmp_path / "differences.html"
    assert run("compare", *pair, "--html", page, "--lang", "hu") == (0, "")
    content = agreements.read(page)
    assert '<p lang="de" dir="auto">2. Die Miete beträgt <del>5</del><ins>6</ins> * Tage' in content
    assert '<html lang="hu">' in content
    status, _ = run("compare", *pair, "--html", tmp_path / "no" / "folder.html")
    assert status == Outcome.USAGE.posix


def test_a_build_fails_until_every_change_is_stated(run: Run, pair: Pair, tmp_path: Path) -> None:
    _, new = pair
    assert run("compare", *pair, "--check")[0] == 1
    draft = tmp_path / "draft.toml"
    assert run("compare", *pair, "--draft", draft) == (0, "")
    content = agreements.read(draft)
    assert '# reworded\n[[since.changes]]\nclauses = ["drill/2"]\nclass = "required"\n' in content
    (new / "changes.toml").write_bytes(content.encode())
    assert run("seal", new)[0] == Outcome.TEXT_INTEGRITY.posix
    content = content.replace('reason.de = ""', 'reason.de = "Teurer."')
    content = content.replace('reason.fr = ""', 'reason.fr = "Plus cher."')
    (new / "changes.toml").write_bytes(content.replace('reason.it = ""', 'reason.it = "Più caro."').encode())
    assert run("seal", new)[0] == 0
    assert run("compare", *pair, "--check")[0] == 0
    assert "Plus cher." not in run("compare", *pair)[1]
    assert "Teurer." in run("compare", *pair, "--lang", "en")[1]
    agreements.replace(new / "changes.toml", '["drill/2"]', '["drill/2", "drill/1"]')
    seal_edition(new)
    status, out = run("compare", *pair, "--check", "--lang", "en")
    assert status == 1
    assert "drill/1: stated in changes.toml, but not changed." in out


def test_what_is_shipped_is_compared_by_its_id(run: Run, pair: Pair) -> None:
    shipped = "milestone-xprotect/2025-02-12"
    assert parsed(run, "compare", shipped, shipped)["changes"] == []
    assert run("compare", shipped, pair[0])[0] == Outcome.USAGE.posix
    assert run("compare", shipped, "milestone-xprotect/1999-01-01")[0] == Outcome.USAGE.posix


def test_a_publisher_imports_and_reads_every_decision(run: Run, tmp_path: Path) -> None:
    job = Import(tmp_path)
    (tmp_path / "printed.txt").write_bytes(job.printed.encode())
    (tmp_path / "recipe.toml").write_bytes(job.recipe.encode())
    arguments = (
        "import",
        tmp_path / "printed.txt",
        "--like",
        job.before,
        "--recipe",
        tmp_path / "recipe.toml",
    )
    document = parsed(run, *arguments, "--out", job.out)
    assert document["edition"] == "geraetemiete/2025-01-01"
    assert document["decisions"][0] == {"kind": "block", "language": "de", "line": 1, "text": "Gerätemiete"}
    status, out = run(*arguments, "--out", tmp_path / "again", "--lang", "en")
    assert status == 0
    assert "de:17 Left out, as the recipe says: Seite 1 von 2" in out
    assert "Read the decisions above before you publish it." in out
    assert run(*arguments, "--out", job.out)[0] == Outcome.USAGE.posix


def test_what_the_program_would_not_load_is_told_when_it_is_sealed_and_gets_no_signature(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    rented(tmp_path, ("de", "fr"), prevailing="de")
    folder = tmp_path / ID
    signature = folder / "edition.sig"
    agreements.replace(folder / "products.toml", "name.de = 'de component'\n", "")
    for command in (["seal"], ["sign", "--key", str(tmp_path / "never-read.pem")]):
        arguments = ["agreement", *command, str(folder), "--lang", "en"]
        assert boundary.run(assent, arguments) == Outcome.TEXT_INTEGRITY.posix
        told = capsysbinary.readouterr().err.decode()
        assert str(folder / "products.toml") in told
        assert "bit: languages: fr" in told
        assert "prepare this edition yourself" in told
    assert not signature.exists()


def test_an_edition_that_loads_is_sealed_and_signed_with_its_documents(run: Run, tmp_path: Path) -> None:
    rented(tmp_path, ("de", "fr"), prevailing="de")
    assert run("seal", tmp_path / ID)[0] == 0


def test_a_publisher_imports_the_first_edition_without_one_before(run: Run, tmp_path: Path) -> None:
    (tmp_path / "written.txt").write_bytes(b"Titel\n1.1 Erstens\n")
    (tmp_path / "recipe.toml").write_text(
        'type = "assent/import"\nversion = 1\nedition = "neu/1"\ndate = "2025-01-01"\n'
        'licensor = "Beispiel GmbH"\nprevailing = "de"\nblocks = [{language = "de", starts = "Titel"}]\n'
        'lines.each = true\nsections = [{id = "titel", level = 1, heading.de = "Titel"}]\n',
        "utf-8",
    )
    arguments = ("import", tmp_path / "written.txt", "--recipe", tmp_path / "recipe.toml")
    assert parsed(run, *arguments, "--out", tmp_path / "neu" / "1")["edition"] == "neu/1"


def test_a_publisher_signs_and_asks_who_signed(run: Run, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    folder = agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path)
    seal_edition(folder)
    key = tmp_path / "key.pem"
    private = Ed25519PrivateKey.from_private_bytes(agreements.SAMPLE_KEY)
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    assert run("sign", folder, "--check")[0] == Outcome.TEXT_INTEGRITY.posix
    made = parsed(run, "sign", folder, "--key", key)
    assert parsed(run, "sign", folder, "--check") == made
    assert "sample" in made["name"]
    assert load_signed(folder).digest == made["digest"]
    assert made["key"] in run("sign", folder, "--check", "--lang", "en")[1]
    for wrong in ((), ("--check", "--key", key)):
        assert run("sign", folder, *wrong)[0] == Outcome.USAGE.posix
    assert run("sign", folder, "--key", tmp_path / "none.pem")[0] == Outcome.USAGE.posix
    assert (folder / SIGNATURE_FILE).exists()
