from __future__ import annotations

import hashlib
import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import ROOT

from installer import i18n, paths
from installer.acceptance.parties import Capacity, PartyType
from installer.errors import AssentError, Code
from installer.terms.selected import Selection
from installer.unattended.answers import LIMIT, read_answers, schema
from installer.unattended.template import template

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'type = "assent/answers"\nversion = 1\n'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "site.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path) -> AssentError:
    with pytest.raises(AssentError) as caught:
        read_answers(path)
    return caught.value


def test_every_answer_is_read(tmp_path: Path) -> None:
    evidence = tmp_path / "order.pdf"
    evidence.write_bytes(b"order 17")
    answers = read_answers(
        write(
            tmp_path,
            HEAD
            + """
edition = "a/b"
language = "hu"
target = "/opt/x"
capacity = "on-behalf"
[actor]
name = "Kiss Éva"
email = "eva@example.com"
position = "projektvezető"
organisation = "Integrátor Kft."
[principal]
type = "organisation"
name = "Vevő Zrt."
contact = "it@vevo.example"
[authority]
basis = "17"
accepted_how = "aláírva"
accepted_on = 2026-02-27
evidence_file = "order.pdf"
[selection]
products = ["xprotect-corporate"]
release = "2025 R1"
host = "xprotect-corporate"
installed = ["xprotect-smart-client"]
[selection.quantities]
devices = 8
[selection.facts]
aws = true
[consents]
end-user-registration = false
""",
        )
    )
    assert (answers.edition, answers.language, answers.target) == ("a/b", "hu", "/opt/x")
    assert answers.parties.capacity is Capacity.ON_BEHALF
    assert answers.parties.actor.organisation == "Integrátor Kft."
    assert answers.parties.principal.type is PartyType.ORGANISATION
    assert answers.parties.authority.accepted_on == "2026-02-27"
    assert answers.parties.authority.evidence_name == "order.pdf"
    assert answers.parties.authority.evidence_sha256 == hashlib.sha256(b"order 17").hexdigest()
    assert answers.selection == Selection(
        products=("xprotect-corporate",),
        release="2025 R1",
        host="xprotect-corporate",
        installed=("xprotect-smart-client",),
        quantities={"devices": 8},
        facts={"aws": True},
    )
    assert answers.consents == (("end-user-registration", False),)


def test_what_is_left_out_is_empty(tmp_path: Path) -> None:
    answers = read_answers(write(tmp_path, HEAD))
    assert answers.selection == Selection()
    assert answers.parties.capacity is Capacity.SELF
    assert answers.consents == ()


def test_a_day_may_be_written_as_a_string_and_a_digest_be_given(tmp_path: Path) -> None:
    answers = read_answers(
        write(
            tmp_path,
            f'{HEAD}[authority]\naccepted_on = "2026-02-27"\nevidence_name = "x"\nevidence_sha256 = "00"\n',
        )
    )
    assert answers.parties.authority.accepted_on == "2026-02-27"
    assert answers.parties.authority.evidence_sha256 == "00"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere.toml")
    assert error.code is Code.ANSWERS_MISSING
    assert error.facts["path"] == str(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("color = 1\n", "color", 3),
        ('[actor]\nname = "x"\nage = 9\n', "actor.age", 5),
        ("[selection.quantity]\ndevices = 1\n", "selection.quantity", 3),
        ("[accept]\neula = true\n", "accept", 3),
        ("actor = { age = 9 }\n", "actor.age", 0),
        ('[actor]\n"a b" = 1\n', "actor.a b", 0),
    ],
)
def test_an_unknown_key_is_refused_with_its_line(tmp_path: Path, content: str, key: str, line: int) -> None:
    error = refusal(write(tmp_path, HEAD + content))
    assert (error.code, error.facts["key"], error.facts["line"]) == (Code.ANSWERS_UNKNOWN_KEY, key, line)


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ('language = "hu"\nlanguage = "en"\n', "language", 4),
        ("[actor]\n[actor]\n", "actor", 4),
        ('[actor]\nname = "a"\nname = "b"\n', "actor.name", 5),
        ('actor = { name = "a", name = "b" }\n', "name", 3),
        ("[selection]\n[selection.facts]\na = true\n[selection.facts]\n", "selection.facts", 6),
        ('actor = {}\n[actor]\nname = "a"\n', "actor", 4),
    ],
)
def test_a_doubled_key_is_refused_with_its_line(tmp_path: Path, content: str, key: str, line: int) -> None:
    error = refusal(write(tmp_path, HEAD + content))
    assert (error.code, error.facts["key"], error.facts["line"]) == (Code.ANSWERS_DOUBLED_KEY, key, line)


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (f"{HEAD}target = 7\n", "target", 3),
        (f'{HEAD}capacity = "owner"\n', "capacity", 3),
        (f'{HEAD}\n[selection]\nproducts = "xprotect-corporate"\n', "selection.products", 5),
        (f"{HEAD}[selection]\nproducts = [7]\n", "selection.products[0]", 4),
        (f"{HEAD}[selection.quantities]\ndevices = 1.5\n", "selection.quantities[...]", 3),
        (f'{HEAD}[authority]\naccepted_on = "tegnap"\n', "authority.accepted_on", 4),
        (f"{HEAD}[actor]\nname = \n", "", 4),
        (f"{HEAD}[actor\n", "", 3),
        (f'{HEAD}target = """\n', "", 4),
        ('type = "assent/answers"\nversion = 2\n', "version", 2),
        ("version = 1\n", "", 0),
        ("", "", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: str, key: str, line: int
) -> None:
    error = refusal(write(tmp_path, content))
    assert (error.code, error.facts["key"], error.facts["line"]) == (Code.ANSWERS_MALFORMED, key, line)
    assert error.facts["detail"]


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, HEAD.encode() + 'target = "Éva"\n'.encode("latin-1")))
    assert (error.code, error.facts["line"]) == (Code.ANSWERS_MALFORMED, 3)


@pytest.mark.parametrize(
    "content",
    [b" " * (LIMIT + 1), b"x = " + b"[" * 20_000, b"x = " + b"1" * 5_000],
    ids=["too large", "too deep", "too many digits"],
)
def test_what_is_no_answer_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(write(tmp_path, content)).code is Code.ANSWERS_MALFORMED


def test_evidence_that_cannot_be_read_leaves_no_authority(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, f'{HEAD}[authority]\nevidence_file = "order.pdf"\n'))
    assert error.code is Code.EVIDENCE_FILE_UNREADABLE
    assert error.facts["path"] == str(tmp_path / "order.pdf")


def test_the_template_is_an_answer_file_whose_options_are_valid_too(tmp_path: Path) -> None:
    written = template(i18n.load_translator("en", paths.translations_root()), "en")
    answers = read_answers(write(tmp_path, written))
    assert answers.parties.actor.name == ""
    # Each optional answer that is commented out is a valid line too.
    optional = [line[2:] for line in written.splitlines() if line.startswith("# ") and " = " in line]
    assert optional
    for line in optional:
        assert tomllib.loads(line)


def test_the_schema_knows_every_key_and_no_other() -> None:
    document = schema()["$defs"]["AnswersDocument"]
    assert document["additionalProperties"] is False
    assert set(document["required"]) == {"type", "version"}
    assert "selection" in document["properties"]


def test_the_published_schema_is_current() -> None:
    """`assent answers template --json > docs/schemas/answers-v1.schema.json` writes it."""
    published = (ROOT / "docs" / "schemas" / "answers-v1.schema.json").read_text("utf-8")
    assert json.loads(published) == json.loads(json.dumps(schema()))
