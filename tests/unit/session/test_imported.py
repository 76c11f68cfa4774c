"""A customer's own receipt, imported, and the integrator's acceptance that rests on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.computers import at
from helpers.delegates import DIRECTOR, TERMS, accept_for, grant, install_for
from helpers.editions import later_edition, shipped_under
from helpers.journeys import CUSTOMER, FOR_A_CUSTOMER, make_ready, open_on, screen
from helpers.records import recorded
from msgspec.structs import replace

from installer.acceptance.parties import Authority
from installer.acceptance.roles import Occasion
from installer.errors import AssentError, Code
from installer.evidence.canonical import canonical
from installer.evidence.predicates import Acceptance, Grant
from installer.evidence.verify import verify
from installer.session.imported import FOLDER, find

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.parties import Parties
    from installer.session.issue import Issued


@pytest.fixture
def customers(target: Path, tmp_path: Path) -> Issued:
    """The customer accepted on a computer of their own."""
    with at(tmp_path / "customer"):
        return accept_for(replace(DIRECTOR, occasion=Occasion.HAND_OVER), target)


def resting_on(record: str) -> Parties:
    return replace(FOR_A_CUSTOMER, authority=Authority(basis="megrendelés 17", receipt=record))


def test_the_integrators_acceptance_names_the_customers_receipt_as_its_authority(
    customers: Issued, target: Path, state_folder: Path
) -> None:
    session = open_on(target)
    kept = session.acts.import_receipt(customers.receipt)
    assert kept.digest == customers.statement
    assert kept.path == state_folder / FOLDER / f"{customers.statement}.assent.json"
    assert kept.path.read_bytes() == customers.receipt.read_bytes()
    make_ready(session, parties=resting_on(customers.statement))
    session.accept(screen(session))
    (said,) = recorded(state_folder)
    assert isinstance(said, Acceptance)
    assert said.authority is not None
    assert (said.authority.receipt, said.authority.accepted_on) == (customers.statement, "2026-03-01")


def test_it_then_counts_as_the_customers_own_with_proof(
    customers: Issued, target: Path, bundle: Path, state_folder: Path
) -> None:
    open_on(target).acts.import_receipt(customers.receipt)
    issued = install_for(resting_on(customers.statement), target, bundle)
    grant(open_on(target), TERMS)
    said = recorded(state_folder)[-1]
    assert isinstance(said, Grant)
    assert said.rests_on == issued.statement


def refused(target: Path, parties: Parties, *products: str) -> AssentError:
    session = make_ready(open_on(target), parties=parties, products=products or ("xprotect-corporate",))
    with pytest.raises(AssentError) as caught:
        session.accept(screen(session))
    assert caught.value.code is Code.RECEIPT_UNFIT
    assert caught.value.outcome.posix == 177
    return caught.value


def test_a_receipt_that_was_not_imported_proves_nothing(
    customers: Issued, target: Path, state_folder: Path
) -> None:
    assert refused(target, resting_on(customers.statement)).facts["detail"] == "not-imported"
    assert recorded(state_folder) == []


def test_a_receipt_of_somebody_else_or_of_less_proves_nothing(customers: Issued, target: Path) -> None:
    open_on(target).acts.import_receipt(customers.receipt)
    parties = resting_on(customers.statement)
    other = replace(parties, principal=replace(CUSTOMER, name="Másik Zrt."))
    assert refused(target, other).facts["detail"] == "principal"
    more = ("xprotect-corporate", "xprotect-smart-client")
    assert refused(target, parties, *more).facts["detail"] == "products"


def test_a_receipt_of_another_text_proves_nothing(
    customers: Issued, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_on(target).acts.import_receipt(customers.receipt)
    later_edition(tmp_path / "editions", changed=("governing-law/p1",))
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    assert refused(target, resting_on(customers.statement)).facts["detail"] == "edition"
    with pytest.raises(AssentError) as caught:
        open_on(target).acts.import_receipt(customers.receipt)
    assert (caught.value.code, caught.value.facts["detail"]) == (Code.RECEIPT_UNFIT, "edition")
    assert caught.value.cite == ("note-on-behalf/p1",)


def test_what_a_role_rests_on_may_be_of_another_edition_at_hand(
    customers: Issued, target: Path, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_edition(tmp_path / "editions", changed=("governing-law/p1",))
    monkeypatch.setattr("installer.paths.editions_root", lambda: tmp_path / "editions")
    acts = open_on(target).acts
    with pytest.raises(AssentError) as caught:
        acts.import_earlier(customers.receipt)
    assert caught.value.code is Code.EDITION_UNKNOWN
    shipped_under(tmp_path / "editions")
    assert acts.import_earlier(customers.receipt).digest == customers.statement
    assert (state_folder / FOLDER / f"{customers.statement}.assent.json").exists()


@pytest.mark.parametrize(
    "change", [lambda data: data[:-2], lambda data: data.replace(b"igazgat", b"Igazgat", 1)]
)
def test_a_changed_receipt_is_not_imported(
    customers: Issued, target: Path, state_folder: Path, change: object
) -> None:
    data = customers.receipt.read_bytes()
    customers.receipt.write_bytes(change(data))  # type: ignore[operator] # one of the functions above
    assert customers.receipt.read_bytes() != data
    with pytest.raises(AssentError) as caught:
        open_on(target).acts.import_receipt(customers.receipt)
    assert caught.value.code is Code.RECEIPT_UNFIT
    assert not (state_folder / FOLDER).exists()


def test_a_copy_that_was_changed_after_the_import_proves_nothing(
    customers: Issued, target: Path, state_folder: Path
) -> None:
    kept = open_on(target).acts.import_receipt(customers.receipt)
    kept.path.write_bytes(kept.path.read_bytes()[:-2])
    refused(target, resting_on(customers.statement))
    other = state_folder / FOLDER / f"{'0' * 64}.assent.json"
    other.write_bytes(customers.receipt.read_bytes())
    assert find(state_folder, "0" * 64) is None, "under another name it is another record's"


def test_only_an_acceptance_that_the_customer_gave_themself_is_imported(
    target: Path, bundle: Path, tmp_path: Path
) -> None:
    dealers = install_for(FOR_A_CUSTOMER, target, bundle)
    declined = open_on(target)
    decline = declined.decline(screen(declined)).issued
    for receipt, detail in ((dealers.receipt, "on-behalf"), (decline.receipt, "assent:decline/v1")):
        with pytest.raises(AssentError) as caught:
            open_on(target).acts.import_receipt(receipt)
        assert (caught.value.code, caught.value.facts["detail"]) == (Code.RECEIPT_UNFIT, detail)
    with pytest.raises(AssentError) as caught:
        open_on(target).acts.import_receipt(tmp_path / "nowhere")
    assert caught.value.code is Code.RECEIPT_UNREADABLE


def test_where_it_cannot_be_kept_it_is_not_imported(
    customers: Issued, target: Path, state_folder: Path
) -> None:
    (state_folder / FOLDER).write_text("in the way")
    with pytest.raises(AssentError) as caught:
        open_on(target).acts.import_receipt(customers.receipt)
    assert caught.value.code is Code.LOG_UNWRITABLE


def test_a_receipt_from_which_the_person_was_taken_out_proves_nobodys_acceptance(
    customers: Issued, target: Path
) -> None:
    document = json.loads(customers.receipt.read_bytes())
    customers.receipt.write_bytes(canonical(document | {"personal": None}))
    assert verify(customers.receipt.read_bytes()).valid
    with pytest.raises(AssentError) as caught:
        open_on(target).acts.import_receipt(customers.receipt)
    assert (caught.value.code, caught.value.facts["detail"]) == (Code.RECEIPT_UNFIT, "erased")
