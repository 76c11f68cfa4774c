"""A small invented edition about tools, with terms that use every kind of rule."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.agreement.clause import Clause, ClauseKind, Section
from installer.agreement.edition import Edition, Text
from installer.terms.load import load_terms

if TYPE_CHECKING:
    from installer.terms.engine import Terms

SOUND: Final = Path(__file__).resolve().parents[1] / "data" / "terms" / "sound"
"""`products.toml` and `rules.toml` without a fault."""

LANGUAGES: Final = ("de", "en")
SECTIONS: Final = (
    ("title", 1),
    ("general", 2),
    ("safety", 2),
    ("group-machines", 2),
    ("press", 3),
    ("crane", 3),
    ("group-tools", 2),
    ("drill", 3),
)


def tool_edition() -> Edition:
    """The edition that the terms in `SOUND` belong to. German prevails."""
    return Edition(
        id="werkzeug/2024-01-01",
        date="2024-01-01",
        licensor="Beispiel GmbH",
        title={"de": "Werkzeug", "en": "Tools"},
        languages=LANGUAGES,
        prevailing="de",
        texts={language: _text(language) for language in LANGUAGES},
        divergences=(),
        artefacts=(),
        digest="0" * 64,
    )


def tool_terms(folder: Path = SOUND) -> Terms:
    """The terms in `folder`, loaded."""
    return load_terms(folder, tool_edition())


def damaged(target: Path, file: str, old: str, new: str) -> Path:
    """A copy of `SOUND` in which the first `old` in `file` is `new`; one that is not there fails."""
    folder = Path(shutil.copytree(SOUND, target / "terms"))
    content = (folder / file).read_text(encoding="utf-8")
    assert old in content, old
    (folder / file).write_text(content.replace(old, new, 1), encoding="utf-8")
    return folder


def _text(language: str) -> Text:
    sections = tuple(Section(section, level, _clauses(section, language)) for section, level in SECTIONS)
    return Text(language=language, sections=sections, digest="0" * 64, content="")


def _clauses(section: str, language: str) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            f"{section}/{name}",
            section,
            ClauseKind.HEADING if name == "heading" else ClauseKind.PARAGRAPH,
            f"{language} {section} {name}, https://oil.example/terms",
        )
        for name in ("heading", "p1", "p2")
    )
