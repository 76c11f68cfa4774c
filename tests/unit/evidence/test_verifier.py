"""A verifier of many receipts gives the same outcome as the function, whatever it saw before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.forging import CORPUS, rewritten
from helpers.paper_log import whole_log, whole_receipt
from helpers.receipt_defects import DEFECTS

from installer.evidence.canonical import document_bytes
from installer.evidence.verify import Verifier, verify
from installer.evidence.verify import case as cases

if TYPE_CHECKING:
    from installer.evidence.keys import MachineKey


@pytest.fixture
def practised() -> Verifier:
    """One that has seen good receipts, and all the bad ones of the corpus."""
    verifier = Verifier()
    log = whole_log()
    for index in (0, 1, 3, 4):
        assert verifier.verify(document_bytes(log.receipt(index, 7))).valid
    assert verifier.verify(whole_receipt()).valid
    for path in CORPUS.glob("*/*"):
        assert not verifier.verify(path.read_bytes()).valid
    return verifier


@pytest.mark.parametrize("name", DEFECTS)
def test_a_bad_receipt_is_judged_alike_to_the_last_detail(practised: Verifier, name: str) -> None:
    data = DEFECTS[name].make()
    assert practised.verify(data) == verify(data)


def test_a_good_receipt_is_judged_alike(practised: Verifier) -> None:
    for _ in range(2):
        assert practised.verify(whole_receipt()) == verify(whole_receipt())


def test_known_texts_in_a_file_that_is_otherwise_broken_help_nothing(practised: Verifier) -> None:
    good = whole_receipt()
    texts = good[good.index(b'"texts":') : good.index(b',"timestamps":')]
    strewn = [
        texts,
        b"{" + texts + b"}",
        good.replace(texts, texts + b"," + texts),
        good.replace(texts, texts[:-1] + b"," + texts[len(b'"texts":[') :]),
        good.replace(b'"personal":', texts + b',"personal":'),
        good.replace(b'"name":"Kov', b'"name":' + texts + b',"x":"Kov', 1),
        rewritten(good, lambda doc: doc["personal"]["fields"].update(remarks=texts.decode())),
        rewritten(good, lambda doc: doc["personal"]["fields"].update(remarks='"texts":[')),
    ]
    for data in strewn:
        found = practised.verify(data)
        assert not found.valid
        assert found == verify(data)


def test_the_mark_of_the_texts_inside_a_person_s_words_does_not_mislead(key: MachineKey) -> None:
    """A receipt whose personal fields hold, escaped, what the member begins with."""
    del key
    remarks = '\\"texts":[{"content":"'
    data = rewritten(whole_receipt(), lambda doc: doc["personal"]["fields"].update(remarks=remarks))
    practised = Verifier()
    practised.verify(whole_receipt())
    assert practised.verify(data) == verify(data)
    assert practised.verify(data).failed == "personal"


def test_texts_of_another_receipt_do_not_stand_in_for_its_own(practised: Verifier) -> None:
    """The digests in the statement are compared for known texts too."""
    data = rewritten(whole_receipt(), lambda doc: doc.update(texts=[]))
    assert practised.verify(data).failed == "texts"


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "KEPT_KEYS", 1)
    monkeypatch.setattr(cases, "KEPT_HEADS", 1)
    monkeypatch.setattr(cases, "KEPT_TEXTS", 1)
    verifier = Verifier()
    log = whole_log()
    for _ in range(2):
        for index, size in ((0, 1), (1, 2), (3, 5)):
            assert verifier.verify(document_bytes(log.receipt(index, size))).valid
    assert len(verifier.memory.keys) == 1
    assert len(verifier.memory.heads) == 1
    assert len(verifier.memory.texts) == 1


def test_only_receipts_that_held_are_remembered() -> None:
    verifier = Verifier()
    other = rewritten(whole_receipt(), lambda doc: doc["texts"][0].update(content="other"))
    assert not verifier.verify(other).valid
    assert verifier.memory.texts == []
    assert json.loads(other)["texts"][0]["content"] == "other"
