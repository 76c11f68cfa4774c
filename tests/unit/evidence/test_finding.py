"""Everything that `fsck` can find has its sentence, in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import installer.evidence.fsck
from installer import i18n, paths
from installer.evidence.finding import sentences

TR = i18n.load_translator("en", paths.translations_root())


def test_every_finding_has_its_sentence_and_no_sentence_is_left_over() -> None:
    ids: set[str] = set()
    for path in Path(installer.evidence.fsck.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                parts = [part for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                ids |= {str(part.value) for part in parts if isinstance(part.value, str)}
    # What a conditional expression compares with stands among them.
    assert ids - {"origin"} == set(sentences(TR))
