"""Files of the terms that are not there, or are no such document."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.terms import SOUND, tool_edition

from installer.errors import Code, UntrustedData
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTS = "products.toml"
RULES = "rules.toml"


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "terms"
    shutil.copytree(SOUND, folder)
    return folder


@pytest.mark.parametrize("file", [PRODUCTS, RULES])
def test_a_missing_file_is_refused(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    with pytest.raises(UntrustedData) as caught:
        load_terms(folder, tool_edition())
    assert caught.value.facts["path"] == str(folder / file)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"a = " + b"[" * 5000, b"a = " + b"9" * 5000, b"type = 'assent/rules'"]
)
def test_bytes_that_are_no_such_document_are_refused(tmp_path: Path, content: bytes) -> None:
    folder = copied(tmp_path)
    (folder / RULES).write_bytes(content)
    with pytest.raises(UntrustedData) as caught:
        load_terms(folder, tool_edition())
    assert caught.value.code is Code.TERMS_MALFORMED
