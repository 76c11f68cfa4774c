"""Documents beside the texts: sealed by digest, and read by their sealed copies where there are such."""

from __future__ import annotations

import hashlib
import json
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from helpers import agreements

from installer.agreement.cover import EDITION_FILE
from installer.agreement.documents import compiled_name, read_document
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

LONG = "type = 'x'\nlist = [" + "1, " * 4000 + "]\n[table]\nword = 'Å'\n"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def sealed(folder: Path) -> Path:
    """The edition in three languages with one more document, long enough for a copy."""
    (folder / "extra.toml").write_bytes(LONG.encode())
    seal_edition(folder)
    return folder


def read(folder: Path, name: str = "extra.toml") -> dict[str, Any]:
    return read_document(folder / name, load_edition(folder).files, dict)


def test_a_long_document_is_read_by_its_copy_and_says_the_same(sealed: Path) -> None:
    files = load_edition(sealed).files
    assert sorted(files) == ["compiled/extra.json", "divergences.toml", "extra.toml"]
    assert read(sealed) == tomllib.loads(LONG)


def test_the_copy_is_really_what_is_read(sealed: Path) -> None:
    copy = sealed / "compiled" / "extra.json"
    data = copy.read_bytes().replace("Å".encode(), b"A")
    copy.write_bytes(data)
    # Whoever can seal and sign can also say so; nobody else.
    files = {**load_edition(sealed).files, "compiled/extra.json": digest(data)}
    assert read_document(sealed / "extra.toml", files, dict)["table"]["word"] == "A"


@pytest.mark.parametrize("name", ["extra.toml", "compiled/extra.json"])
def test_a_changed_document_or_copy_is_refused(sealed: Path, name: str) -> None:
    path = sealed / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(UntrustedData) as caught:
        read(sealed)
    assert caught.value.code is Code.TEXT_DIGEST
    assert caught.value.facts["path"] == str(path)


def test_a_copy_of_another_document_is_not_used(sealed: Path) -> None:
    changed = LONG.replace("Å", "Ö").encode()
    (sealed / "extra.toml").write_bytes(changed)
    files = {**load_edition(sealed).files, "extra.toml": digest(changed)}
    assert read_document(sealed / "extra.toml", files, dict)["table"]["word"] == "Ö"


def test_what_is_not_sealed_is_read_as_it_stands(sealed: Path) -> None:
    (sealed / "extra.toml").write_bytes(b"word = 'new'\n")
    assert read_document(sealed / "extra.toml", {}, dict) == {"word": "new"}
    copy = {"compiled/extra.json": load_edition(sealed).files["compiled/extra.json"]}
    assert read_document(sealed / "extra.toml", copy, dict) == {"word": "new"}


@pytest.mark.parametrize("content", [b"{}", b"not JSON", b'{"type": "assent/compiled", "version": 2}'])
def test_a_copy_of_another_form_is_an_error_of_the_callers_own(sealed: Path, content: bytes) -> None:
    (sealed / "compiled" / "extra.json").write_bytes(content)
    files = {**load_edition(sealed).files, "compiled/extra.json": digest(content)}
    with pytest.raises((ValueError, msgspec.ValidationError)):
        read_document(sealed / "extra.toml", files, dict)


def test_a_copy_that_is_gone_is_an_error(sealed: Path) -> None:
    (sealed / "compiled" / "extra.json").unlink()
    with pytest.raises(OSError, match="extra"):
        read(sealed)


@pytest.mark.parametrize("odd", ["date = 2024-01-01", "number = inf", "number = nan", "broken ="])
def test_what_json_cannot_say_in_the_same_words_gets_no_copy(folder: Path, odd: str) -> None:
    (folder / "extra.toml").write_bytes(f"{odd}\n{LONG}".encode())
    seal_edition(folder)
    assert not (folder / "compiled" / "extra.json").exists()
    assert "compiled/extra.json" not in load_edition(folder).files


def test_a_number_of_any_size_is_copied_whole(folder: Path) -> None:
    (folder / "extra.toml").write_bytes(f"number = {'9' * 30}\n{LONG}".encode())
    seal_edition(folder)
    copy = json.loads((folder / "compiled" / "extra.json").read_text())
    assert copy["content"]["number"] == int("9" * 30)


def test_sealing_again_takes_away_what_is_no_longer_there(sealed: Path) -> None:
    (sealed / "extra.toml").unlink()
    edition = seal_edition(sealed)
    assert sorted(edition.files) == ["divergences.toml"]
    assert not (sealed / "compiled" / "extra.json").exists()


def test_a_document_that_became_short_needs_no_copy(sealed: Path) -> None:
    (sealed / "extra.toml").write_bytes(b"word = 'short'\n")
    assert sorted(seal_edition(sealed).files) == ["divergences.toml", "extra.toml"]
    assert read(sealed) == {"word": "short"}


def test_the_copies_that_are_shipped_are_fresh() -> None:
    files = load_edition(agreements.SHIPPED).files
    documents = [path for path in agreements.SHIPPED.glob("*.toml") if path.name != EDITION_FILE]
    assert documents
    for path in documents:
        assert files[path.name] == digest(path.read_bytes()), f"run scripts/seal.py: {path.name} changed"
        name = compiled_name(path.name)
        if name in files:
            copy = json.loads(agreements.read(agreements.SHIPPED / name))
            assert copy["digest"] == files[path.name], path.name
            assert copy["content"] == tomllib.loads(agreements.read(path)), path.name
    assert {name for name in files if name.startswith("compiled/")} >= {
        "compiled/divergences.json",
        "compiled/rules.json",
    }


def test_the_files_of_an_edition_cannot_be_changed() -> None:
    assert isinstance(load_edition(agreements.SHIPPED).files, MappingProxyType)
