"""The lint raises on no sound edition, whatever its languages say."""

from __future__ import annotations

from helpers import agreements, linting
from hypothesis import given
from hypothesis import strategies as st

from installer.agreement.lint.finding import Problem
from installer.agreement.lint.run import lint
from installer.errors import UntrustedData

LANGUAGES = ("en", "hu", "de", "fr", "en-GB", "sv")
PIECES = (
    "eight (9) 3 days napon belül több mint 50 % paragraph 9 below 10. bekezdésben alábbi 2025-13-45 "
    "2025. május 40. https://a.b/c.D www.x.y.z (i) (iii) a) [x] (( )) “Scope” section „Scope” pontban "
    "« Scope » only csak may not nem használható NVRs iDRAC M20 360º Acme Pact ² ٣ 1,000,0 - ß İ"
).split()

sentence = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1, max_size=12).map(
    lambda parts: " ".join("".join(part.split()) for part in parts).strip() or "x"
)


def is_sound(words: str) -> bool:
    try:
        linting.edition_of({"en": f"{linting.HEADS}{agreements.escaped(words)}\n"})
    except UntrustedData:
        return False
    return True


sound = sentence.filter(is_sound)


@given(
    languages=st.permutations(LANGUAGES),
    words=st.lists(sound, min_size=3, max_size=3),
    equal=st.booleans(),
)
def test_any_edition_gets_a_report(languages: list[str], words: list[str], *, equal: bool) -> None:
    bodies = {
        language: f"{linting.HEADS}{agreements.escaped(text)}\n"
        for language, text in zip(languages, words, strict=False)
    }
    edition = linting.edition_of(bodies, prevailing=None if equal else languages[1])
    report = lint(edition)
    for found in report.findings:
        assert found.clause in edition.clause_ids()
        assert any(found.surplus.values())
    assert {item.language for item in report.unchecked} == {"sv"} & set(bodies)


@given(sound)
def test_a_translation_into_the_same_words_differs_in_nothing(words: str) -> None:
    report = lint(
        linting.pair_of(agreements.escaped(words), agreements.escaped(words), languages=("en", "en-GB"))
    )
    assert not [found for found in report.findings if found.problem is Problem.DIFFERS]
