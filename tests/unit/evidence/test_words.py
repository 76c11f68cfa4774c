"""Everything that is answered with an id has its sentence."""

from __future__ import annotations

import ast
from pathlib import Path

import installer.evidence.fsck
from installer import i18n, paths
from installer.evidence import words
from installer.evidence.predicates import NotProven
from installer.evidence.verify import _RECIPE, Claim

TR = i18n.load_translator("en", paths.translations_root())


def test_every_claim_has_its_sentence() -> None:
    assert set(words.proven(TR)) == set(Claim)
    assert set(words.not_proven(TR)) == {*Claim, *NotProven}


def test_every_check_has_its_sentence() -> None:
    assert list(words.checks(TR)) == [*(name for name, _ in _RECIPE), "enrolled"]


def test_every_finding_has_its_sentence() -> None:
    source = Path(installer.evidence.fsck.__file__).read_text("utf-8")
    ids: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
            constants = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
            ids |= {str(part.value) for part in constants}
    assert ids - {"origin"} == set(words.findings(TR))
