"""`import_edition`: from a printed document to a sealed folder of the next edition, or of the first one.

1. The document is cut by language, its characters cleaned, the recipe's artefacts put aside.
2. The lines are cut into sections and clauses by the edition before and by the recipe.
3. Every sign of the document, spaces aside, stands once and in order in a clause or an artefact.
4. The texts are written in the strict subset, and read back.
5. `edition.toml` is drafted, and sealed. All of it appears at once under the name asked for.

Every decision is in the report. What this does not do: translate, review, or write rules. The
documents on terms and acceptance are the publisher's to bring, see docs/agreement/next-edition.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.agreement.cover import EDITION_FILE
from installer.agreement.edition import Edition
from installer.agreement.importing.cut import cut
from installer.agreement.importing.draft import clause_ids, draft, kept
from installer.agreement.importing.lines import read_blocks
from installer.agreement.importing.markdown import markdown
from installer.agreement.importing.outline import outline_of
from installer.agreement.importing.recipe import read_recipe
from installer.agreement.importing.report import Decision, Kind
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.agreement.writing import write
from installer.errors import BadInput, Code, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer.agreement.importing.cut import CutSection
    from installer.agreement.importing.lines import Block
    from installer.agreement.importing.recipe import Recipe

REPORT_FILE: Final = "import-report.json"


@dataclass(frozen=True)
class Imported:
    """The sealed edition, and what has to be read before it is published."""

    edition: Edition
    decisions: tuple[Decision, ...]


def import_edition(source: Path, before: Path | None, recipe_path: Path, out: Path) -> Imported:
    """Make the folder `out`, which must not be there, from the document `source`.

    `before` is the folder of the edition before; without one the recipe says all that it would have said.
    Raises BadInput IMPORT_REFUSED (path, line, detail), IMPORT_FORMAT (path, kind), RECIPE_MALFORMED (path,
    detail) or EDITIONS_UNRELATED (edition, other); what `load_edition` raises for the edition before;
    Unavailable TARGET_UNWRITABLE (path, reason). Then `out` is not made.
    """
    recipe = read_recipe(recipe_path)
    previous = _nothing_before(recipe, recipe_path) if before is None else load_edition(before)
    if recipe.edition.partition("/")[0] != previous.id.partition("/")[0]:
        raise BadInput(Code.EDITIONS_UNRELATED, edition=recipe.edition, other=previous.id)
    if out.exists():
        raise BadInput(Code.IMPORT_REFUSED, path=str(out), line=0, detail="exists")
    blocks = read_blocks(source, recipe)
    texts = {block.journal.language: _text(block, previous, recipe, str(source)) for block in blocks}
    decisions = [decision for block in blocks for decision in block.journal.decisions]
    decisions += _lost_names(previous, texts)
    name = f"source/{source.name}"
    document = draft(recipe, previous, texts, blocks, (name, _digest(source)))
    files = {f"{language}.md": text for language, text in texts.items()}
    files |= {EDITION_FILE: document, REPORT_FILE: _report(decisions)}
    return Imported(_make(out, files, (source, name), recipe_path), tuple(decisions))


def _nothing_before(recipe: Recipe, path: Path) -> Edition:
    """What stands for the edition before where this is the first: nothing that the recipe does not say."""
    missing = [name for name in ("licensor", "prevailing", "sections") if not getattr(recipe, name)]
    if missing:
        detail = f"{', '.join(missing)}: needed where no edition comes before"
        raise BadInput(Code.RECIPE_MALFORMED, path=str(path), detail=detail)
    return Edition(
        id=recipe.edition,
        date=recipe.date,
        licensor=recipe.licensor,
        title={},
        languages=(),
        prevailing=None,
        texts={},
        divergences=(),
        artefacts=(),
        digest="",
    )


def _text(block: Block, previous: Edition, recipe: Recipe, path: str) -> str:
    sections = cut(block, outline_of(previous, recipe, block.journal.language), recipe.lines, path)
    _check_account(block, sections, recipe, path)
    _note_doubtful_hyphens(block, sections)
    return markdown(sections)


def _check_account(block: Block, sections: Iterable[CutSection], recipe: Recipe, path: str) -> None:
    """Nothing lost, nothing twice, nothing made up. A defect of ours, should it ever happen."""
    printed = "".join(
        line.text.removesuffix("-") if line.number in recipe.lines.unhyphenate else line.text
        for line in block.lines
    )
    cut_out = "".join(paragraph.text for section in sections for paragraph in section.paragraphs)
    if printed.replace(" ", "") != cut_out.replace(" ", ""):
        raise BadInput(Code.IMPORT_REFUSED, path=path, line=0, detail="account")


def _note_doubtful_hyphens(block: Block, sections: Iterable[CutSection]) -> None:
    """A hyphen that the same word has nowhere else is perhaps the page's."""
    words = " ".join(paragraph.text for section in sections for paragraph in section.paragraphs)
    for decision in list(block.journal.decisions):
        plain = decision.text.strip(".,;:()").replace("-", "")
        if decision.kind is Kind.HYPHEN and plain and plain in words:
            block.journal.note(Kind.DOUBTFUL, decision.line, decision.text)


def _lost_names(previous: Edition, texts: dict[str, str]) -> list[Decision]:
    """What must be affirmed or accepted in person before, and is no clause any more."""
    every = {clause for language, text in texts.items() for clause in clause_ids(text, language)}
    named = dict.fromkeys((*previous.separate, *previous.personal))
    still = set(kept(named, every))
    return [Decision(Kind.ABSENT, "", 0, name) for name in named if name not in still]


def _make(out: Path, files: dict[str, str], source: tuple[Path, str], recipe: Path) -> Edition:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".import-") as scratch:
            folder = Path(scratch) / out.name
            for name, content in files.items():
                write(folder / name, content.encode())
            write(folder / source[1], source[0].read_bytes())
            write(folder / "source" / "import.toml", recipe.read_bytes())
            edition = seal_edition(folder)
            shutil.move(folder, out)
    except OSError as exc:
        raise Unavailable(Code.TARGET_UNWRITABLE, path=str(out), reason=exc.strerror or "") from exc
    return edition


def _report(decisions: Iterable[Decision]) -> str:
    document = {
        "type": "assent/import-report",
        "version": 1,
        "decisions": [asdict(decision) for decision in decisions],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()
