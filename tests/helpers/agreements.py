"""Editions for tests: copies of the invented ones and of the shipped one, and ways to damage them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from installer.agreement.parse import parse
from installer.agreement.seal import seal_edition
from installer.agreement.signing import sign_sealed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from installer.agreement.clause import Clause
    from installer.agreement.edition import Artefact, Edition

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "agreement"
SHIPPED = ROOT / "eula_texts" / "milestone-xprotect" / "2025-02-12"
THREE_LANGUAGES = DATA / "geraetemiete" / "2024-03-01"
"""German prevails; the French diverges, the Italian is stale in one clause; each lacks clauses."""
ALL_EQUAL = DATA / "stadga" / "2020-01-01"
"""Swedish and Finnish, neither of which prevails."""

SAMPLE_KEY = hashlib.sha256(b"Assent sample publisher: this key is public").digest()
"""The key of the one publisher that the program trusts as it is shipped; everybody has it."""

MARKUP = re.compile(r"([\\`*_\[\]<>&{}])")


def copy_of(edition: Path, target: Path) -> Path:
    """A copy under `target`, in folders named as the edition's id asks."""
    return Path(shutil.copytree(edition, target / edition.parent.name / edition.name))


def sign(folder: Path) -> None:
    """Sign the sealed edition in `folder` so that the program shows it."""
    sign_sealed(folder, SAMPLE_KEY)


def replace(path: Path, old: str, new: str) -> None:
    """Replace the one place where `old` stands; a test that would replace nothing fails."""
    content = path.read_bytes().decode()
    assert content.count(old) == 1, (old, content.count(old))
    path.write_bytes(content.replace(old, new).encode())


def escaped(text: str) -> str:
    """`text` as it stands in a text file."""
    words = MARKUP.sub(r"\\\1", text)
    return re.sub(r"^([0-9]+)([.)])|^([-+=#~|:])", r"\1\\\2\3" if words[:1].isdigit() else r"\\\3", words)


def first_difference(
    clauses: Iterable[Clause], source: str, artefacts: Iterable[Artefact]
) -> tuple[str, str] | None:
    """The first clause that does not continue the printed document, and what stands there instead.

    Every word must come once and in order: lines without the artefacts are joined, a hyphen at the
    end of a line without a space, and the clauses must use the result up. Only U+0020 and line feeds
    count as white space, so a no-break space is a difference.
    """
    printed = _joined(source, {artefact.line: artefact.text for artefact in artefacts})
    place = 0
    for clause in clauses:
        while printed[place : place + 1] == " ":
            place += 1
        if not printed.startswith(clause.text, place):
            return clause.id, printed[place : place + len(clause.text)]
        place += len(clause.text)
    return ("", printed[place:]) if printed[place:].strip() else None


def _joined(source: str, artefacts: dict[int, str]) -> str:
    joined = ""
    for number, line in enumerate(source.split("\n"), start=1):
        words = re.sub(" +", " ", line).strip(" ")
        if number in artefacts:
            assert words == artefacts[number], number
        elif words:
            hyphenated = joined.endswith("-") and not joined.endswith(" -")
            joined += words if hyphenated or not joined else f" {words}"
    return joined


def read(path: Path) -> str:
    """A text file as it stands on disk, line ends untouched."""
    return path.read_bytes().decode()


def common_mark_blocks(content: str) -> list[str]:
    """The words of each block as a full CommonMark parser reads them, without our `{#id}` marks.

    Fails on anything but headings, paragraphs, list items and plain text inside them.
    """
    from markdown_it import MarkdownIt

    blocks: list[str] = []
    number = ""
    for token in MarkdownIt("commonmark").parse(content):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        assert kind in {"heading", "paragraph", "ordered_list", "list_item", "inline"}, token.type
        if token.type == "list_item_open":
            number = f"{token.info}. "
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special"}, token.content
            words = re.sub(r" ?\{#[a-z0-9-]+\}$", "", "".join(child.content for child in children))
            blocks += [f"{number}{words}"] if words else []
            number = ""
    return blocks


def make_edition(
    root: Path,
    edition_id: str,
    texts: Mapping[str, str],
    *,
    prevailing: str = "none",
    documents: Mapping[str, str] | None = None,
    **keys: object,
) -> Edition:
    """A sealed edition of these texts under `root`; `keys` stand in its `edition.toml` as TOML takes them.

    Which clauses are unpaired is worked out. `documents` are further files by name.
    """
    folder = root / edition_id
    folder.mkdir(parents=True)
    clauses = []
    for language, content in texts.items():
        (folder / f"{language}.md").write_bytes(content.encode())
        sections = parse(content, language).sections
        clauses.append([clause.id for section in sections for clause in section.clauses])
    for name, content in (documents or {}).items():
        (folder / name).write_bytes(content.encode())
    shared = set(clauses[0]).intersection(*clauses)
    unpaired = sorted({clause for ids in clauses for clause in ids} - shared)
    head = {
        "type": "assent/edition",
        "version": 1,
        "id": edition_id,
        "date": edition_id.partition("/")[2],
        "licensor": "Beispiel GmbH",
        "languages": list(texts),
        "prevailing": prevailing,
        "unpaired": unpaired,
        **keys,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    for table, value in (("title", "{} title"), ("digests", "0" * 64), ("clauses", "")):
        lines += [f"[{table}]", *(f"{language} = '{value.format(language)}'" for language in texts)]
    (folder / "edition.toml").write_bytes(("\n".join(lines) + "\n").encode())
    return seal_edition(folder)
