"""Why the system or a check refused is said in the reader's language; the facts keep its name."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pytest

from installer import i18n, paths, sentences
from installer.errors import Code, Unavailable, UntrustedData
from installer.sentences import reasons, system

ROOT = Path(__file__).parents[2]
TRANSLATORS = {name: i18n.load_translator(name, paths.translations_root()) for name in ("en", "hu")}
ENGLISH = TRANSLATORS["en"]
COMMON = (
    *("ENOSPC", "EACCES", "EPERM", "ENOTDIR", "EISDIR", "EROFS", "EFBIG", "EIO", "ENOENT", "EEXIST"),
    *("ENAMETOOLONG", "EDQUOT", "ETXTBSY", "EBUSY", "EMFILE", "ENOTEMPTY", "ELOOP", "EINVAL"),
)
SAYING = {
    Code.EDITION_UNTRUSTED: ("agreement/signed.py", "agreement/signing.py", "signatures/keys.py"),
    Code.NAME_REFUSED: ("install/names.py", "install/entry.py", "install/registration/places.py"),
    Code.SOURCE_REFUSED: ("install/build.py", "install/source.py"),
    Code.CHECKPOINT_INVALID: ("evidence/checkpoint.py",),
    Code.COUNTERSIGNATURE_INVALID: ("evidence/witness.py", "evidence/proofs.py"),
    Code.TIMESTAMP_INVALID: ("evidence/timestamp.py",),
    Code.IMPORT_REFUSED: ("agreement/importing/lines.py", "agreement/importing/run.py"),
}
"""Modules that refuse with ids of their own."""
FACTS = {"detail", "reason", "rule"}
OF_ANOTHER_CODE = {"rfc3161-client", "certificate", "witness-key"}


def ids_in(module: str) -> set[str]:
    """Every literal that a module gives as such a fact, or as the second argument of a refusal."""
    tree = ast.parse((ROOT / "installer" / module).read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [word.value for call in calls for word in call.keywords if word.arg in FACTS]
    return {str(each.value) for each in given if isinstance(each, ast.Constant)} - OF_ANOTHER_CODE


@pytest.mark.parametrize("language", TRANSLATORS)
@pytest.mark.parametrize("name", COMMON)
def test_an_error_of_the_system_is_said_in_words(language: str, name: str) -> None:
    tr = TRANSLATORS[language]
    words = system.said(name, tr)
    assert words != name
    assert system.said(os.strerror(getattr(errno, name)), tr) == words
    assert words[0].islower()


def test_the_two_languages_say_it_differently() -> None:
    assert all(system.said(name, ENGLISH) != system.said(name, TRANSLATORS["hu"]) for name in COMMON)


@pytest.mark.parametrize("tr", TRANSLATORS.values(), ids=TRANSLATORS)
def test_the_sentence_has_the_words_and_the_fact_the_name(tr: i18n.Translator) -> None:
    error = Unavailable(Code.TARGET_UNWRITABLE, path="/opt/x", reason="ENOTDIR")
    said = sentences.sentence(error, tr)
    assert "ENOTDIR" not in said
    assert f"({tr('a part of the path is no folder')})" in said
    assert error.facts["reason"] == "ENOTDIR"
    error = Unavailable(Code.LOG_UNWRITABLE, path="/log", detail=os.strerror(errno.EFBIG))
    assert f"({tr('the file is too large for this disk')})" in sentences.sentence(error, tr)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_IOERR_FSYNC", "the disk could not be read or written"),
        ("SQLITE_READONLY", "there is no permission for it"),
        ("SQLITE_NOTADB", "it is no database that can be read"),
        ("busy", "another program is using it"),
    ],
)
def test_the_database_is_said_in_words(name: str, said: str) -> None:
    assert system.said(name, ENGLISH) == said


def test_what_is_not_known_stands_as_it_is() -> None:
    assert system.said("no such thing: 7", ENGLISH) == "no such thing: 7"


@pytest.mark.parametrize("code", SAYING)
def test_every_id_that_a_check_refuses_with_has_words(code: Code) -> None:
    (known,) = reasons.words(code, ENGLISH).values()
    found = {found for module in SAYING[code] for found in ids_in(module)}
    assert found
    spoken = {found for found in found if system.said(found, ENGLISH) != found}
    assert found - spoken <= set(known)


def test_every_rule_of_a_name_in_a_bundle_has_words() -> None:
    tree = ast.parse((ROOT / "installer/install/names.py").read_text("utf-8"))
    judging = [node for node in tree.body if isinstance(node, ast.FunctionDef) and "_broken" in node.name]
    returned = [node.value for each in judging for node in ast.walk(each) if isinstance(node, ast.Return)]
    leaves = [leaf for value in returned if value is not None for leaf in ast.walk(value)]
    rules = {str(leaf.value) for leaf in leaves if isinstance(leaf, ast.Constant) and leaf.value}
    assert {"absolute", "empty", "reserved"} <= rules
    assert rules <= set(reasons.words(Code.NAME_REFUSED, ENGLISH)["rule"])


def test_every_rule_of_a_private_key_has_words() -> None:
    tree = ast.parse((ROOT / "installer/signatures/pem.py").read_text("utf-8"))
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None]
    leaves = [leaf for value in raised for leaf in ast.walk(value) if isinstance(leaf, ast.Constant)]
    rules = {str(leaf.value) for leaf in leaves}
    assert {"not-a-key", "not-ed25519"} <= rules
    for code, fact in ((Code.PUBLISHER_KEY, "rule"), (Code.KEY_UNREADABLE, "detail")):
        assert rules <= set(reasons.words(code, ENGLISH)[fact])


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("chain", "records are missing or out of order"),
        ("checkpoint: signature", "the signed head of the log is wrong"),
        ("evidence.signature-invalid: signature", "the signature is wrong"),
        ("evidence.receipt-malformed: not-json", "the record cannot be read"),
        ("SQLITE_CORRUPT", "it is no database that can be read"),
    ],
)
def test_what_is_told_behind_an_id_is_left_to_the_facts(detail: str, said: str) -> None:
    error = UntrustedData(Code.LOG_BROKEN, path="/log", record=3, detail=detail)
    assert f"({said})" in sentences.sentence(error, ENGLISH)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ("columns", "what is stored beside the records does not belong to them"),
        ("checkpoint: origin", "the signed head of the log is wrong"),
        ("SQLITE_FULL", "the disk is full"),
        ("3 – 7", "3 – 7"),
    ],
)
def test_a_finding_in_a_log_is_told_closer_in_words(detail: str, said: str) -> None:
    assert reasons.finding(detail, ENGLISH) == said


def test_a_code_without_ids_has_no_table() -> None:
    assert reasons.words(Code.CANCELLED, ENGLISH) == {}
