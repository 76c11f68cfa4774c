"""Whatever bytes an edition folder holds, it loads unchanged or is refused by our own error."""

from __future__ import annotations

import tempfile
from pathlib import Path

from helpers import agreements
from hypothesis import given
from hypothesis import strategies as st

from installer.agreement.clause import Clause, ClauseKind
from installer.agreement.document import read_edition_document
from installer.agreement.edition import merge_order
from installer.agreement.load import load_edition
from installer.agreement.parse import parse
from installer.agreement.wording import read_wording
from installer.errors import UntrustedData

FILES = ("edition.toml", "divergences.toml", "de.md", "fr.md")
SOUND = load_edition(agreements.THREE_LANGUAGES)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """One file of the edition with some bytes replaced, removed or put in."""
    name = draw(st.sampled_from(FILES))
    data = (agreements.THREE_LANGUAGES / name).read_bytes()
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 40)))
    return name, data[:start] + draw(st.binary(max_size=40)) + data[end:]


def load_with(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as target:
        folder = agreements.copy_of(agreements.THREE_LANGUAGES, Path(target))
        (folder / name).write_bytes(data)
        same = data == (agreements.THREE_LANGUAGES / name).read_bytes()
        try:
            edition = load_edition(folder)
        except UntrustedData:
            assert not same
            return
        # Only the description itself is not covered by a digest; the texts are what they were.
        assert same or name == "edition.toml"
        assert edition.digest == SOUND.digest


@given(damaged())
def test_a_damaged_file_is_refused_by_our_own_error(case: tuple[str, bytes]) -> None:
    load_with(*case)


@given(st.sampled_from(FILES), st.binary())
def test_arbitrary_bytes_are_refused_by_our_own_error(name: str, data: bytes) -> None:
    load_with(name, data)


@given(st.text())
def test_arbitrary_words_leave_each_reader_only_as_our_own_error(content: str) -> None:
    readers = (
        lambda: parse(content, "x"),
        lambda: read_edition_document(content, "x"),
    )
    for read in readers:
        try:
            read()
        except UntrustedData:
            continue


def is_clean(text: str) -> bool:
    try:
        read_wording(text.encode(), "x")
    except (UntrustedData, UnicodeEncodeError):
        return False
    return True


words = (
    st.lists(
        st.text("aé*_`[]<>&{}\\#+-.=~|!()0123456789:;,/“”", min_size=1, max_size=6), min_size=1, max_size=5
    )
    .map(" ".join)
    .filter(is_clean)
)


@given(words, words)
def test_every_text_survives_being_written_down(heading: str, paragraph: str) -> None:
    content = f"## {agreements.escaped(heading)} {{#s}}\n\n{agreements.escaped(paragraph)}\n"
    (section,) = parse(content, "x").sections
    assert section.clauses == (
        Clause("s/heading", "s", ClauseKind.HEADING, heading),
        Clause("s/p1", "s", ClauseKind.PARAGRAPH, paragraph),
    )


@given(words, words)
def test_what_is_taken_reads_the_same_in_common_markdown(heading: str, paragraph: str) -> None:
    for content in (
        f"## {agreements.escaped(heading)} {{#s}}\n\n{agreements.escaped(paragraph)}\n",
        f"## {heading} {{#s}}\n\n{paragraph}\n",
        f"## {{#s}}\n\n7. {paragraph}\n",
    ):
        try:
            (section,) = parse(content, "x").sections
        except UntrustedData:
            continue
        assert agreements.common_mark_blocks(content) == [clause.text for clause in section.clauses]


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
def test_a_merged_order_keeps_the_order_of_every_language(
    order: list[int], first: set[int], second: set[int]
) -> None:
    orders = [[f"s/{n}" for n in order if n in kept] for kept in (first, second)]
    merged = merge_order(orders)
    assert sorted(merged) == sorted(set(orders[0]) | set(orders[1]))
    for kept in orders:
        assert [clause_id for clause_id in merged if clause_id in kept] == kept
