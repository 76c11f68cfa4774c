"""Whoever brings a bad receipt is told what is wrong with it, by which clause, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.delegates import desk
from helpers.forging import CORPUS, FILE
from helpers.paper_log import WITNESS_KEY, WITNESS_NAME
from helpers.receipt_defects import DEFECTS
from helpers.shells import Shell

from installer import i18n, paths, sentences
from installer.errors import AssentError, BadInput, Code, Refused
from installer.evidence.additions import add_countersignature
from installer.evidence.certificate import make_certificate
from installer.evidence.predicates import PredicateType
from installer.evidence.witness import WitnessKey
from installer.sentences.values import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.session import Session

USES: dict[str, tuple[Code, Callable[[Session, Path], object]]] = {
    "a customer's acceptance": (Code.RECEIPT_UNFIT, lambda s, path: s.acts.import_receipt(path)),
    "an earlier acceptance": (Code.RECEIPT_UNFIT, lambda s, path: s.acts.import_earlier(path)),
    "a grant": (Code.GRANT_UNFIT, lambda s, path: s.acts.delegation.bring(path)),
}
WITNESS = WitnessKey(WITNESS_NAME, WITNESS_KEY.public)
TRANSLATORS = [i18n.load_translator(name, paths.translations_root()) for name in ("en", "hu")]


@pytest.fixture(scope="module")
def session() -> Session:
    return desk()


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("name", DEFECTS)
def test_no_receipt_of_the_corpus_is_taken_for_anything(
    session: Session, state_folder: Path, name: str, use: str
) -> None:
    code, take = USES[use]
    with pytest.raises(Refused) as caught:
        take(session, CORPUS / name / FILE)
    error = caught.value
    assert (error.code, error.facts["detail"]) == (code, DEFECTS[name].failed)
    assert error.cite, "each refusal rests on a clause"
    for tr in TRANSLATORS:
        assert f"({DEFECTS[name].failed})" not in sentences.sentence(error, tr), "people read words"
    assert list(state_folder.iterdir()) == []


@pytest.mark.parametrize("name", DEFECTS)
def test_nothing_is_made_of_it_or_added_to_it(name: str) -> None:
    data = (CORPUS / name / FILE).read_bytes()
    makers: tuple[Callable[[], object], ...] = (
        lambda: make_certificate(data, TRANSLATORS, paths.fonts_root()),
        lambda: add_countersignature(data, "", WITNESS),
    )
    for make in makers:
        with pytest.raises(AssentError) as caught:
            make()
        assert isinstance(caught.value, BadInput)
        assert (caught.value.code, caught.value.facts["detail"]) == (
            Code.RECEIPT_MALFORMED,
            DEFECTS[name].failed,
        )


def test_the_command_names_the_clause_and_the_step(capsys: pytest.CaptureFixture[str]) -> None:
    status, result = Shell(capsys)("handover", "import", str(CORPUS / "other-person" / FILE))
    assert (status, result["error"]["code"]) == (177, "acceptance.receipt-unfit")
    assert result["error"]["cite"] == ["note-on-behalf/p1"]
    assert "its people are not those of the statement" in result["error"]["text"]["en"]


def test_every_step_that_can_fail_has_words() -> None:
    known = words(Code.RECEIPT_UNFIT, TRANSLATORS[0])["detail"]
    assert {defect.failed for defect in DEFECTS.values()} <= set(known)
    assert {kind.value for kind in PredicateType} <= set(known)
