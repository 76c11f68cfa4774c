"""The shipped agreement equals its printed document, and five kinds of corruption are caught."""

from __future__ import annotations

import hashlib
import itertools
import re
from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from msgspec.structs import replace

from installer.agreement.clause import ClauseKind
from installer.agreement.edition import Standing
from installer.agreement.load import load_edition
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.agreement.clause import Clause
    from installer.agreement.edition import Edition


def printed(edition: Edition) -> str:
    assert edition.source is not None
    data = (agreements.SHIPPED / edition.source.path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == edition.source.digest
    return data.decode()


def in_printed_order(edition: Edition) -> list[Clause]:
    assert edition.source is not None
    texts = [edition.texts[language].clauses.values() for language in edition.source.languages]
    return list(itertools.chain.from_iterable(texts))


def test_every_word_of_the_printed_document_stands_once_and_in_order(shipped: Edition) -> None:
    found = agreements.first_difference(in_printed_order(shipped), printed(shipped), shipped.artefacts)
    assert found is None


def test_only_the_listed_artefacts_were_left_out(shipped: Edition) -> None:
    assert [(found.language, found.line) for found in shipped.artefacts] == [("hu", 217), ("hu", 444)]
    for left_out in range(2):
        kept = shipped.artefacts[:left_out] + shipped.artefacts[left_out + 1 :]
        assert agreements.first_difference(in_printed_order(shipped), printed(shipped), kept) is not None


def test_the_counts_are_those_of_the_agreement(shipped: Edition) -> None:
    assert {language: len(text.clauses) for language, text in shipped.texts.items()} == {"hu": 298, "en": 297}
    for text in shipped.texts.values():
        assert sum(clause.kind is ClauseKind.NUMBERED for clause in text.clauses.values()) == 155
        assert sum(section.level == 3 for section in text.sections) == 28
        assert sum(section.id.startswith("group-") for section in text.sections) == 5
    unpaired = [row.clause for row in shipped.rows() if None in row.wordings.values()]
    assert unpaired == ["preface-english-prevails/p1"]
    # A general section has a heading that ends in a full stop, and at least one paragraph.
    general = [
        section
        for section in shipped.texts["en"].sections
        if section.level == 2 and section.clauses[0].text.endswith(".") and len(section.clauses) > 1
        if section.clauses[0].kind is ClauseKind.HEADING
    ]
    assert len(general) == 22


def test_both_languages_have_the_same_kinds_and_levels(shipped: Edition) -> None:
    for row in shipped.rows():
        kinds = {clause.kind for clause in row.wordings.values() if clause is not None}
        assert len(kinds) == 1, row.clause
    levels = {
        language: {section.id: section.level for section in text.sections}
        for language, text in shipped.texts.items()
    }
    assert {**levels["hu"], **levels["en"]} == levels["hu"]


def test_numbered_clauses_keep_the_printed_number(shipped: Edition) -> None:
    for text in shipped.texts.values():
        for clause in text.clauses.values():
            if clause.kind is ClauseKind.NUMBERED:
                assert clause.text.startswith(clause.id.partition("/")[2] + ". ")


def test_the_publishers_own_line_break_hyphens_are_joined(shipped: Edition) -> None:
    source = printed(shipped).split("\n")
    ends = [number for number, line in enumerate(source, start=1) if re.search(r"[^ ]- *$", line)]
    assert len(ends) == 22
    words = " ".join(clause.text for clause in in_printed_order(shipped))
    addresses = 0
    for number in ends:
        following = next(line for line in source[number:] if line.strip()).split()[0]
        joined = source[number - 1].split()[-1] + following
        assert joined in words
        addresses += "http" in joined
    assert addresses == 6


def test_no_two_languages_govern(shipped: Edition) -> None:
    assert shipped.prevailing == "en"
    for clause_id in shipped.clause_ids():
        shown = shipped.shown(clause_id, "hu")
        assert shown.standing in {Standing.FAITHFUL, Standing.DIVERGES}
        assert (shown.standing is Standing.DIVERGES) == bool(shown.divergences)
        if shown.standing is Standing.DIVERGES and clause_id != "preface-english-prevails/p1":
            assert shown.governing == shipped.governing(clause_id)


def test_every_divergence_is_explained_in_both_languages(shipped: Edition) -> None:
    assert len(shipped.divergences) >= 124
    for found in shipped.divergences:
        assert set(found.difference) == {"hu", "en"}
        for language, words in found.difference.items():
            assert words.strip() == words
            assert words.endswith("."), words
            clause = shipped.clause(found.clause, language)
            assert found.phrases[language] in (clause.text if clause else "")


def drop_a_word(words: list[str]) -> list[str]:
    return words[:5] + words[6:]


def double_a_sentence(words: list[str]) -> list[str]:
    end = next(place for place, word in enumerate(words[2:], start=2) if word.endswith(".")) + 1
    return words[:end] + words[1:end] + words[end:]


def change_a_letter(words: list[str]) -> list[str]:
    return [*words[:2], "x" + words[2][1:], *words[3:]]


def re_encode(words: list[str]) -> list[str]:
    return [word.encode().decode("iso-8859-2") for word in words]


def no_break_space(words: list[str]) -> list[str]:
    return [f"{words[0]} {words[1]}\u00a0{words[2]}", *words[3:]]


CORRUPTIONS = [drop_a_word, double_a_sentence, change_a_letter, re_encode, no_break_space]
CLAUSE = {"hu": "xprotect-hospital-assist/5", "en": "xprotect-corporate/12"}


@pytest.mark.parametrize("corrupt", CORRUPTIONS)
@pytest.mark.parametrize("language", ["hu", "en"])
def test_a_corrupted_clause_is_caught_by_the_comparison_and_by_the_loader(
    shipped: Edition, tmp_path: Path, corrupt: Callable[[list[str]], list[str]], language: str
) -> None:
    clause = shipped.texts[language].clauses[CLAUSE[language]]
    wrong = replace(clause, text=" ".join(corrupt(clause.text.split(" "))))
    assert wrong.text != clause.text

    clauses = [wrong if found is clause else found for found in in_printed_order(shipped)]
    found = agreements.first_difference(clauses, printed(shipped), shipped.artefacts)
    assert found is not None
    following = clauses[clauses.index(wrong) + 1].id
    assert found[0] in {clause.id, following}

    folder = agreements.copy_of(agreements.SHIPPED, tmp_path)
    agreements.replace(folder / f"{language}.md", clause.text, wrong.text)
    with pytest.raises(UntrustedData) as caught:
        load_edition(folder)
    assert caught.value.code in {Code.CLAUSE_DIGEST, Code.TEXT_MALFORMED}
    assert caught.value.facts["path"] == str(folder / f"{language}.md")
    assert isinstance(caught.value.facts["line"], int)


@pytest.mark.parametrize("language", ["hu", "en"])
def test_two_swapped_clauses_are_caught_by_the_comparison_and_by_the_loader(
    shipped: Edition, tmp_path: Path, language: str
) -> None:
    clauses = in_printed_order(shipped)
    text = shipped.texts[language].clauses
    first, second = text["prohibited-use/p1"], text["prohibited-use/p2"]
    place = clauses.index(first)
    clauses[place : place + 2] = [second, first]
    found = agreements.first_difference(clauses, printed(shipped), shipped.artefacts)
    assert found is not None
    assert found[0] == "prohibited-use/p2"

    folder = agreements.copy_of(agreements.SHIPPED, tmp_path)
    path = folder / f"{language}.md"
    agreements.replace(path, f"{first.text}\n\n{second.text}\n", f"{second.text}\n\n{first.text}\n")
    with pytest.raises(UntrustedData) as caught:
        load_edition(folder)
    assert caught.value.code is Code.CLAUSE_DIGEST
    assert caught.value.facts["clause"] == "prohibited-use/p1"


def test_a_clause_that_is_missing_altogether_is_caught(shipped: Edition) -> None:
    clauses = in_printed_order(shipped)
    found = agreements.first_difference(clauses[:-1], printed(shipped), shipped.artefacts)
    assert found == ("", " " + clauses[-1].text)
