"""Differences word by word, in any script."""

from __future__ import annotations

import pytest

from installer.agreement.compare.words import Op, likeness, runs, tokens, without_typography


def marked(old: str, new: str) -> str:
    signs = {Op.SAME: "{}", Op.REMOVED: "[-{}-]", Op.ADDED: "[+{}+]"}
    return "".join(signs[run.op].format(run.text) for run in runs(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a b c", "a b c", "a b c"),
        ("", "a b", "[+a b+]"),
        ("a b", "", "[-a b-]"),
        ("nur im Haus, und", "nur im Haus und", "nur im Haus[-,-] und"),
        ("the house is", "the houses are", "the [-house is-][+houses are+]"),
        ("only here.", "here.", "[-only -]here."),
        ("30 days", "30 day", "30 [-days-][+day+]"),
        ("許諾者は機器を渡す。", "許諾者は装置を渡す。", "許諾者は[-機器-][+装置+]を渡す。"),
        ("يسلّم المؤجر الجهاز.", "يسلّم المؤجر الآلة.", "يسلّم المؤجر [-الجهاز-][+الآلة+]."),
        ("नियम १ लागू है", "नियम २ लागू है", "नियम [-१-][+२+] लागू है"),
    ],
)
def test_words_that_differ_are_marked(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


def test_signs_of_a_script_stay_with_their_letters() -> None:
    assert tokens("नियम लागू") == ["नियम ", "लागू"]
    assert tokens("e\u0301x, y") == ["e\u0301x", ", ", "y"]
    assert tokens(" x") == [" ", "x"]


def test_likeness_goes_from_nothing_to_all() -> None:
    assert likeness("a b c d", "a b c d") == 1
    assert likeness("a b c d", "e f g h") == 0
    assert 0.5 < likeness("a b c d", "a b c e") < 1
    assert likeness("„a“ b", '"a" b') == 1


def test_typography_is_one_kind_of_each_sign() -> None:
    assert without_typography("„a“ – b’s …") == '"a" - b\'s ...'
    assert without_typography("a  b ") == "a b"
    assert without_typography("a b") != without_typography("ab")
