"""Later editions of the shipped agreement: the same text under another date, or with a clause changed.

Import `editions` into a `conftest.py` to have it as a fixture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED, copy_of, escaped, sign

from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition

if TYPE_CHECKING:
    from pathlib import Path

    from installer.agreement.edition import Edition

LATER = "2026-06-01"


def shipped_under(root: Path) -> Path:
    """A copy of the shipped edition under another root of editions."""
    return copy_of(SHIPPED, root)


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root of editions of this test's own, with the shipped one in it."""
    root = tmp_path / "editions"
    shipped_under(root)
    monkeypatch.setattr("installer.paths.editions_root", lambda: root)
    return root


def later_edition(
    root: Path,
    *,
    changed: tuple[str, ...] = (),
    notify: tuple[str, ...] = (),
    date: str = LATER,
    delegation: bool = True,
) -> Edition:
    """A sealed copy of the shipped edition under that date.

    Each of the `changed` clauses ends with a few more words in every language, and so do those of
    `notify`, of which the publisher states that one need only be told. Without `delegation` its
    acceptance rules know no clause that leaves later acceptances to anybody.
    """
    first = load_edition(SHIPPED)
    folder = copy_of(SHIPPED, root / "making")
    for language in first.languages:
        path = folder / f"{language}.md"
        content = path.read_bytes().decode()
        for clause_id in (*changed, *notify):
            clause = first.clause(clause_id, language)
            assert clause is not None
            words = escaped(clause.text.split(" ", 1)[1])
            assert content.count(words) == 1, clause_id
            content = content.replace(words, f"{words} ({date})")
        path.write_bytes(content.encode())
    new_id = f"{first.id.partition('/')[0]}/{date}"
    for path in folder.glob("*.toml"):
        content = path.read_bytes().decode().replace(first.id, new_id)
        content = content.replace(f'date = "{first.date}"', f'date = "{date}"')
        if path.name == "acceptance.toml" and not delegation:
            content = _without_delegation(content)
        path.write_bytes(content.encode())
    if notify:
        (folder / "changes.toml").write_text(_statement(first, notify), "utf-8")
    moved = folder.rename(folder.parent / date)
    edition = seal_edition(moved)
    sign(moved)
    target = root / new_id
    target.parent.mkdir(parents=True, exist_ok=True)
    moved.rename(target)
    return edition


def _statement(first: Edition, clauses: tuple[str, ...]) -> str:
    """The publisher's `changes.toml`: these clauses need only be told of."""
    reason = ", ".join(f'{language} = "date"' for language in first.languages)
    named = ", ".join(f'"{clause}"' for clause in clauses)
    return (
        f'type = "assent/changes"\nversion = 1\n[[since]]\nedition = "{first.id}"\n'
        f'digest = "{first.digest}"\n[[since.changes]]\nclass = "notify"\n'
        f"clauses = [{named}]\nreason = {{ {reason} }}\n"
    )


def _without_delegation(content: str) -> str:
    """The acceptance rules without the delegates' capacity and all that names it."""
    start, end = content.index("[delegation]"), content.index("# ---- Capacities")
    content = content[:start] + content[end:]
    parts = re.split(r"(?m)^(?=\[\[)", content)
    kept = [
        part.replace(', "delegate"', "")
        for part in parts
        if 'id = "delegate"' not in part and 'capacities = ["delegate"]' not in part
    ]
    return "".join(kept)
