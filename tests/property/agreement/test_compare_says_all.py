"""A comparison loses no word: every old and every new clause is either unchanged or in a change."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from installer.agreement.clause import Clause, ClauseKind, Section
from installer.agreement.compare import ChangeKind, compare
from installer.agreement.compare.words import Op, runs, tokens
from installer.agreement.edition import Edition, Text

sentences = st.lists(st.sampled_from("one two three four five six".split()), min_size=1, max_size=5).map(
    " ".join
)
sections = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(sentences, max_size=4), min_size=1)


def edition_of(name: str, wording: dict[str, list[str]]) -> Edition:
    parts = tuple(
        Section(
            section,
            2,
            (
                Clause(f"{section}/heading", section, ClauseKind.HEADING, section.upper()),
                *(
                    Clause(f"{section}/{number}", section, ClauseKind.NUMBERED, f"{number}. {text}")
                    for number, text in enumerate(texts, start=1)
                ),
            ),
        )
        for section, texts in wording.items()
    )
    return Edition(
        id=f"pact/{name}",
        date=name,
        licensor="x",
        title=MappingProxyType({"en": "x"}),
        languages=("en",),
        prevailing="en",
        texts=MappingProxyType({"en": Text("en", parts, "", "")}),
        divergences=(),
        artefacts=(),
        digest=name,
    )


@given(sections, sections)
def test_every_clause_is_accounted_for_once(
    before: dict[str, list[str]], after: dict[str, list[str]]
) -> None:
    old, new = edition_of("1", before), edition_of("2", after)
    changes = compare(old, new).changes
    gone = [change.old for change in changes if change.old]
    come = [change.new for change in changes if change.new]
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)
    same_old = [clause for clause in old.clause_ids() if clause not in gone]
    same_new = [clause for clause in new.clause_ids() if clause not in come]
    assert sorted(same_old) == sorted(same_new)
    for clause in same_old:
        assert old.governing(clause) == new.governing(clause)
    for change in changes:
        wording = change.wordings["en"]
        assert (wording.old is None) == (change.kind is ChangeKind.ADDED)
        assert (wording.new is None) == (change.kind is ChangeKind.REMOVED)


@given(st.text(max_size=60), st.text(max_size=60))
def test_runs_give_both_wordings_back(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.op is not Op.ADDED) == old
    assert "".join(run.text for run in found if run.op is not Op.REMOVED) == new
    assert "".join(tokens(old)) == old
