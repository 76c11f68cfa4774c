"""How many licences a list of devices needs, line by line, with the rule and clause of each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.terms import SOUND, damaged, tool_terms
from msgspec.structs import replace

from installer.errors import BadInput, Code
from installer.terms.count_document import count_document
from installer.terms.counting import Count, Verdict, count
from installer.terms.devices import read_devices
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from installer.terms.engine import Terms

P1 = "license-installation-and-use-conditions-and-restrictions/p1"
P2 = "license-installation-and-use-conditions-and-restrictions/p2"
CORPORATE = Selection(("xprotect-corporate",))
HEADER = (
    "name,quantity,enabled,listed,video,addresses,lenses,channels,enabled_channels,intermediate,encoder,cameras,"
    "list_licenses,video_processing_service\n"
)


def counted(terms: Terms, rows: str, selection: Selection = CORPORATE, owned: int | None = None) -> Count:
    return count(terms, read_devices((HEADER + rows).encode()), selection, owned)


LINES = [
    # what · row · licences by rule · clause · open points
    ("a camera", "a,,,,,,,,,,,,,", {"L01": 1}, P1, ()),
    ("twelve alike", "a,12,,,,,,,,,,,,", {"L01": 12}, P1, ()),
    ("a camera that is not enabled", "a,,no,,,,,,,,,,,", {"L01": 0}, P1, ()),
    ("several addresses", "a,,,,,3,,,,,,,2,", {"L02": 2}, P1, ()),
    ("several addresses, twice", "a,2,,,,3,,,,,,,2,", {"L02": 4}, P1, ()),
    ("through an intermediate system", "a,,,,,,,8,5,yes,,,,", {"L03": 5}, P1, ()),
    ("four lenses", "a,,,,,,4,4,4,,,,,", {"L04": 1}, P1, ()),
    ("an encoder with 16 channels", "a,,,,,,,16,16,,yes,16,,", {"L05": 1}, P1, ()),
    ("an encoder with 17 channels and cameras", "a,,,,,,,17,17,,yes,17,,", {"L06": 17}, P1, ()),
    (
        "an encoder with 32 channels and 10 cameras",
        "a,,,,,,,32,10,,yes,10,,",
        {"L05": 1, "L06": 10},
        P1,
        ("P02",),
    ),
    ("the same with one channel enabled", "a,,,,,,,32,1,,yes,10,,", {"L05": 1, "L06": 1}, P1, ()),
    ("an exception of the list", "a,,,,,,,32,32,,yes,32,4,", {"L07": 4}, P1, ()),
    ("not listed, with video", "a,,,no,,,,4,3,,,,,", {"L08": 3}, P2, ()),
    ("not listed, without video", "a,,,no,no,2,,,,,,,,", {"L09": 2}, P2, ()),
    ("a video processing service", "a,,,,,,,,6,,,,,yes", {"L10": 6}, P2, ("P11",)),
    ("one not listed", "a,,,no,no,,,,6,,,,,yes", {"L10": 6}, P2, ("P11",)),
    ("lenses behind an intermediate system", "a,,,,,,4,4,4,yes,,,,", {"L03": 4, "L04": 1}, P1, ("P13",)),
    ("an encoder behind one", "a,,,,,,,8,8,yes,yes,8,,", {"L03": 8, "L05": 1}, P1, ("P13",)),
]


@pytest.mark.parametrize(
    ("row", "numbers", "clause", "points"), [line[1:] for line in LINES], ids=[line[0] for line in LINES]
)
def test_a_line_gets_its_number_with_rule_and_clause(
    terms: Terms, row: str, numbers: dict[str, int], clause: str, points: tuple[str, ...]
) -> None:
    found = counted(terms, row)
    (line,) = found.lines
    assert {each.rule: each.licenses for each in line.because} == numbers
    assert (line.least, line.most) == (min(numbers.values()), max(numbers.values()))
    assert (found.least, found.most) == (line.least, line.most)
    assert {each.cite for each in line.because} == {(clause,)}
    assert line.undecided == points
    assert tuple(item.id for item in found.undecided) == points


def test_different_numbers_never_come_without_an_open_point(terms: Terms) -> None:
    rows = [
        f"a,,,{listed},,{addresses},{lenses},{channels},{channels},{intermediate},{encoder},{cameras},{stated},"
        for listed in ("yes", "no")
        for addresses in (1, 2)
        for lenses, encoder in ((1, "no"), (4, "no"), (1, "yes"))
        for channels in (4, 32)
        for cameras in (3, channels)
        for intermediate in ("yes", "no")
        for stated in ("", "7")
        if listed == "no" or addresses == 1 or stated
    ]
    for line in counted(terms, "\n".join(rows)).lines:
        assert (line.least == line.most) is (not line.undecided), line


@pytest.mark.parametrize(
    ("owned", "verdict", "forbidden"),
    [(None, None, False), (12, Verdict.ENOUGH, False), (5, Verdict.OPEN, False), (2, Verdict.SHORT, True)],
)
def test_the_sum_is_compared_with_what_is_owned(
    terms: Terms,
    owned: int | None,
    verdict: Verdict | None,
    forbidden: bool,  # noqa: FBT001 - a table
) -> None:
    rows = "a,,,,,,,,,,,,,\nb,,,,,,,32,10,,yes,10,,\nc,,,no,no,,,,,,,,,"
    found = counted(terms, rows, owned=owned)
    assert (found.least, found.most, found.devices) == (3, 12, 3)
    assert (found.verdict, found.forbidden) == (verdict, forbidden)
    assert [each.cite for each in found.bound] == ([] if owned is None else [("xprotect-corporate/13",)])


def test_essential_plus_stops_at_eight_activated_devices(terms: Terms) -> None:
    essential = Selection(("xprotect-essential-plus",))
    assert not counted(terms, "a,8,,,,,,,,,,,,\nb,5,no,,,,,,,,,,,", essential, owned=99).forbidden
    found = counted(terms, "a,9,,,,,,,,,,,,", essential, owned=99)
    assert found.forbidden
    assert [(item.id, item.cite) for item in found.conflicts] == [("Q06", ("xprotect-essential-plus/6",))]
    # One device with many channels is one activated device.
    assert not counted(terms, "a,,,no,,,,64,64,,,,,", essential, owned=64).conflicts


def test_licences_of_other_kinds_are_counted_by_the_quantities_given(terms: Terms) -> None:
    selection = Selection(
        ("xprotect-corporate", "xprotect-access", "xprotect-mobile", "xprotect-management-server-failover"),
        installed=("xprotect-mobile-server",),
        quantities={"doors": 4, "door_licenses": 3, "push_users": 2, "devices": 99, "device_licenses": 1},
    )
    found = counted(terms, "a,,,,,,,,,,,,,", selection)
    assert [(each.rule, each.licenses) for each in found.extra] == [("L12", 2)]
    assert (found.least, found.most) == (3, 3)
    assert [(each.rule, each.license, each.needed, each.owned) for each in found.further] == [
        ("Q12", "door_licenses", 4, 3),
        ("L14", "failover_licenses", 2, None),
    ]
    # What the list says counts, not the numbers of devices and licences that were given beside it.
    assert [item.id for item in found.conflicts] == ["Q12"]


def test_push_users_count_only_where_the_client_is_selected(terms: Terms) -> None:
    assert not counted(terms, "a,,,,,,,,,,,,,", replace(CORPORATE, quantities={"push_users": 2})).extra


def test_products_that_the_rules_do_not_concern_are_refused(terms: Terms) -> None:
    with pytest.raises(BadInput) as caught:
        counted(terms, "a,,,,,,,,,,,,,", Selection(("xprotect-lpr", "husky-m-series")))
    assert caught.value.code is Code.COUNTING_ELSEWHERE
    assert caught.value.facts == {"products": "husky-m-series, xprotect-lpr"}


def test_an_edition_without_counting_rules_says_so(tmp_path: Path) -> None:
    content = (SOUND / "rules.toml").read_text(encoding="utf-8")
    folder = damaged(tmp_path, "rules.toml", content[content.index("[counting]") :], "")
    with pytest.raises(BadInput) as caught:
        count(tool_terms(folder), read_devices(b"name\na\n"), Selection(("press",)))
    assert caught.value.code is Code.COUNTING_ELSEWHERE


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,,,,,2,,,,,,,,", "list_licenses"),
        ("a,,,,,,,,,yes,,,,", "enabled_channels"),
        ("a,,,,,,,32,,,yes,,,", "cameras"),
        ("a,,,,,,,,,,yes,3,,", "channels"),
        ("a,,,no,,,,,,,,,,", "enabled_channels"),
    ],
)
def test_a_number_that_the_rules_need_is_asked_for_with_its_line(terms: Terms, row: str, column: str) -> None:
    with pytest.raises(BadInput) as caught:
        counted(terms, f"x,,,,,,,,,,,,,\n{row}")
    assert caught.value.code is Code.DEVICES_MALFORMED
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (3, column)


def test_another_vendors_numbers_come_from_its_data() -> None:
    found = count(tool_terms(), read_devices(b"name,cameras\na,1\nb,3\n"), Selection(("press",)), owned=1)
    assert [(line.least, line.most) for line in found.lines] == [(0, 0), (1, 1)]


def test_the_document_names_rule_clause_and_sentence_of_every_number(terms: Terms) -> None:
    selection = Selection(("xprotect-essential-plus", "xprotect-access"), quantities={"doors": 1})
    found = counted(terms, "a,9,,,,,,,,,,,,\nb,,,,,,,32,10,,yes,10,,", selection, owned=3)
    document = count_document(found, terms.edition)
    assert document["needed"] == {"least": 10, "most": 19}
    assert (document["owned"], document["verdict"], document["devices"]) == (3, "short", 10)
    assert document["lines"][1]["licenses"] == {"least": 1, "most": 10}
    assert document["lines"][1]["undecided"] == ["P02"]
    for entry in (
        *document["lines"][1]["because"], *document["bound"], *document["further"],
        *document["conflicts"], *document["undecided"],
    ):  # fmt: skip
        assert entry["cite"]
        assert set(entry["text"]) == {"hu", "en"}
    assert count_document(counted(terms, "a,,,,,,,,,,,,,"), terms.edition)["verdict"] is None
