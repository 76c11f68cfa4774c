"""The stored corpus of receipts is what its generator makes, and each is named for its one defect."""

from __future__ import annotations

import pytest
from helpers.forging import CORPUS, FILE, WHOLE
from helpers.paper_log import whole_receipt
from helpers.receipt_defects import DEFECTS

from installer.evidence.verify import Status, verify


def test_every_defect_has_its_folder_and_every_folder_its_defect() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(DEFECTS)


@pytest.mark.parametrize("name", DEFECTS)
def test_a_stored_receipt_is_the_generated_one(name: str) -> None:
    assert (CORPUS / name / FILE).read_bytes() == DEFECTS[name].make()


def test_the_receipt_that_the_defects_are_made_of_holds_and_has_every_member() -> None:
    data = WHOLE.read_bytes()
    assert data == whole_receipt()
    found = verify(data)
    assert found.valid
    skipped = [check.id for check in found.checks if check.status is Status.SKIPPED]
    assert skipped == ["enrolled", "anchored", "timestamped"]
