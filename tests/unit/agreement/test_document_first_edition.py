"""`docs/agreement/first-edition.md`: what it shows is a whole edition that the program takes."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer.acceptance.channel import Channel
from installer.agreement.importing.run import import_edition
from installer.agreement.lint.run import lint
from installer.agreement.seal import seal_edition
from installer.cli.publishing import check_documents
from installer.session import open_session

if TYPE_CHECKING:
    from pathlib import Path

PAGE = agreements.ROOT / "docs" / "agreement" / "first-edition.md"
_BLOCK = re.compile(r"```(toml|text)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """Type of the document (`assent/rules`) to its text; the printed one is `text`."""
    found: dict[str, str] = {}
    for language, content in _BLOCK.findall(agreements.read(PAGE)):
        found["text" if language == "text" else tomllib.loads(content)["type"]] = content
    return found


@pytest.fixture
def folder(blocks: dict[str, str], tmp_path: Path) -> Path:
    """The edition that the page makes, sealed and signed."""
    (tmp_path / "printed.txt").write_bytes(blocks["text"].encode())
    (tmp_path / "import.toml").write_bytes(blocks["assent/import"].encode())
    made = tmp_path / "editions" / "rental" / "2025-01-01"
    import_edition(tmp_path / "printed.txt", None, tmp_path / "import.toml", made)
    for name in ("products", "rules", "acceptance"):
        (made / f"{name}.toml").write_bytes(blocks[f"assent/{name}"].encode())
    seal_edition(made)
    agreements.sign(made)
    return made


def test_the_documents_load(folder: Path) -> None:
    check_documents(folder)


def test_the_languages_say_the_same(folder: Path) -> None:
    assert lint(seal_edition(folder)).findings == ()


def test_the_ids_are_those_that_the_page_names(folder: Path) -> None:
    edition = seal_edition(folder)
    assert {"drill/1", "drill/intro", "general/p1", "general/p3"} <= set(edition.clause_ids())
    assert edition.prevailing == "fr"


def test_a_session_opens_on_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("installer.paths.editions_root", lambda: folder.parents[1])
    session = open_session(language="de", channel=Channel.UNATTENDED)
    assert session.language == "de"
    assert [product.id for product in session.products()] == ["drill"]
