"""Whatever a list of devices holds: a count, or our refusal with a line."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from installer import paths
from installer.agreement.cover import find_edition
from installer.agreement.load import load_edition
from installer.errors import BadInput, Code
from installer.terms.count_document import count_document
from installer.terms.counting import count
from installer.terms.devices import Column, read_devices
from installer.terms.load import load_terms
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from installer.terms.engine import Terms

PRODUCTS = ("xprotect-corporate", "xprotect-express-plus", "xprotect-essential-plus")
CELLS = st.sampled_from(["", "yes", "no", "0", "1", "2", "10", "16", "17", "32", "x", "-1"])


@cache
def terms() -> Terms:
    folder = find_edition(paths.editions_root(), "milestone-xprotect/2025-02-12")
    return load_terms(folder, load_edition(folder))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=300)
def test_any_bytes_are_devices_or_our_refusal(content: bytes) -> None:
    try:
        assert read_devices(content)
    except BadInput as refused:
        assert refused.code is Code.DEVICES_MALFORMED  # noqa: PT017 - either outcome is right
        assert refused.facts["detail"]  # noqa: PT017


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A list with any columns, mostly with sensible cells."""
    columns = draw(st.lists(st.sampled_from(list(Column)[1:]), unique=True))
    rows = draw(
        st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), min_size=1, max_size=4)
    )
    lines = [["name", *columns], *([f"d{place}", *row] for place, row in enumerate(rows))]
    return "\n".join(",".join(line) for line in lines).encode()


@given(tables(), st.sampled_from(PRODUCTS), st.none() | st.integers(0, 40))
@settings(max_examples=300)
def test_a_list_is_counted_or_refused_with_a_line(content: bytes, product: str, owned: int | None) -> None:
    try:
        found = count(terms(), read_devices(content), Selection((product,)), owned)
    except BadInput as refused:
        assert refused.code is Code.DEVICES_MALFORMED  # noqa: PT017 - either outcome is right
        assert refused.facts["line"]  # noqa: PT017
        return
    assert 0 <= found.least <= found.most
    for line in found.lines:
        assert line.because
        assert all(each.cite and set(each.text) == {"hu", "en"} for each in line.because)
        assert (line.least < line.most) <= bool(line.undecided)
    json.dumps(count_document(found, terms().edition))


@given(tables(), tables())
@settings(max_examples=150)
def test_counting_two_lists_is_counting_each(first: bytes, second: bytes) -> None:
    selection = Selection(("xprotect-corporate",))
    try:
        one, two = read_devices(first), read_devices(second)
        apart = [count(terms(), devices, selection) for devices in (one, two)]
    except BadInput:
        return
    together = count(terms(), (*one, *two), selection)
    assert together.least == sum(each.least for each in apart)
    assert together.most == sum(each.most for each in apart)
