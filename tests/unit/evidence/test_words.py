"""Everything that is answered with an id has its sentence."""

from __future__ import annotations

from installer import i18n, paths
from installer.evidence import words
from installer.evidence.predicates import NotProven
from installer.evidence.verify import LEVELS, RECIPE, Claim, Result, Status

TR = i18n.load_translator("en", paths.translations_root())


def test_every_claim_has_its_sentence() -> None:
    assert set(words.proven(TR)) == set(Claim)
    assert set(words.not_proven(TR)) == {*Claim, *NotProven}


def test_every_check_has_its_sentence() -> None:
    assert list(words.checks(TR)) == list(RECIPE)


def test_every_outcome_has_its_sentence() -> None:
    assert set(words.statuses(TR)) == {*(status.value for status in Status), "absent"}
    assert set(words.policies(TR)) == {level.value for level in LEVELS[1:]}
    assert {*words.results(TR), "below_policy"} == {result.name.lower() for result in Result}
