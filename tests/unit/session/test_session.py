from __future__ import annotations

import json
import resource
import sqlite3
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from helpers.journeys import (
    AS_ADMINISTRATOR,
    CORPORATE,
    CUSTOMER,
    EVA,
    FOR_A_CUSTOMER,
    NOON,
    make_ready,
    open_on,
    screen,
    small_bundle,
)

from installer.acceptance.channel import Channel, Given
from installer.acceptance.parties import PartyType
from installer.errors import AssentError, BadInput, Code, Refused, Unavailable, UntrustedData
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Acceptance, Consent, Decline
from installer.evidence.verify import verify
from installer.flow.state import (
    Affirmed,
    Columns,
    ColumnsChosen,
    ConsentAnswered,
    Decision,
    Entered,
    SectionSeen,
    SelectionChanged,
    TargetChosen,
)
from installer.flow.steps import WIZARD, Step
from installer.install.plan import Action
from installer.progress import Cancel, ignore
from installer.session.planning import require_room
from installer.session.presentation import Presentation
from installer.session.read_back import wording_digest
from installer.terms.selected import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from installer.session import Session


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return small_bundle(tmp_path / "bundle", "management-server", "recording-server", "smart-client")


@pytest.fixture
def ready(target: Path, bundle: Path) -> Session:
    return make_ready(open_on(target, bundle))


def logged(state_folder: Path) -> list[Acceptance | Decline | Consent]:
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        return [found.statement.predicate for found in log.statements()]


def accepted(state_folder: Path) -> Acceptance:
    (said,) = logged(state_folder)
    assert isinstance(said, Acceptance)
    return said


# Looking around


def test_looking_around_leaves_no_trace(ready: Session, state_folder: Path, target: Path) -> None:
    assert ready.ready(Step.REVIEW)
    assert ready.plan().components
    assert list(state_folder.iterdir()) == []
    assert not target.exists()


def test_the_steps_are_those_of_the_flow(ready: Session) -> None:
    assert ready.steps() == WIZARD
    assert ready.following(Step.LANGUAGE) is Step.PARTIES
    assert ready.reachable(Step.ACCEPTANCE)
    assert not ready.reachable(Step.REVIEW)


def test_all_products_and_rows_of_the_edition_are_there(ready: Session) -> None:
    assert len(ready.products()) == 28
    assert [row.clause for row in ready.rows()] == list(ready.edition.clause_ids())
    assert ready.shown("introduction/p2", "hu") == ready.edition.shown("introduction/p2", "hu")


def test_the_selection_installs_the_components_of_its_products(ready: Session) -> None:
    assert [component.id for component in ready.components()] == ["management-server", "recording-server"]


def test_what_a_component_requires_comes_with_it(target: Path, tmp_path: Path) -> None:
    needs = {"smart-client": ("management-server",)}
    bundle = small_bundle(tmp_path / "b", "management-server", "smart-client", requires=needs)
    session = make_ready(open_on(target, bundle), products=("xprotect-smart-client",))
    assert [component.id for component in session.components()] == ["management-server", "smart-client"]


def test_a_component_that_the_edition_does_not_know_is_refused(target: Path, tmp_path: Path) -> None:
    bundle = small_bundle(tmp_path / "b", "spoon", products={"spoon": CORPORATE})
    with pytest.raises(BadInput) as caught:
        make_ready(open_on(target, bundle)).components()
    assert caught.value.code is Code.COMPONENT_UNKNOWN


def test_an_unknown_product_is_a_problem_of_the_products_step_and_applies_nothing(target: Path) -> None:
    session = open_on(target)
    session.send(SelectionChanged(Selection(products=("spoon",))))
    assert [problem.error.code for problem in session.problems(Step.PRODUCTS)] == [Code.PRODUCT_UNKNOWN]
    assert session.affirmations() == ()
    for _ in range(2):
        with pytest.raises(BadInput) as caught:
            _ = session.determination
        assert caught.value.code is Code.PRODUCT_UNKNOWN


def test_an_empty_selection_is_a_problem_but_has_general_terms(target: Path) -> None:
    session = open_on(target)
    assert [problem.error.code for problem in session.problems(Step.PRODUCTS)] == [Code.SELECTION_EMPTY]
    assert "introduction" in session.determination.sections


@pytest.mark.parametrize(("language", "beside"), [("hu", "hu"), ("en", "hu"), ("de", "hu")])
def test_the_translation_is_the_persons_language_or_the_editions_other(
    target: Path, language: str, beside: str
) -> None:
    assert open_on(target, language=language).translation() == beside


def test_that_the_english_prevails_is_asked_when_hungarian_was_chosen_or_seen(target: Path) -> None:
    def asked(session: Session) -> bool:
        return "english-prevails" in {needed.id for needed in session.affirmations()}

    assert asked(open_on(target, language="hu"))
    english = open_on(target, language="en")
    assert not asked(english)
    english.send(SectionSeen("introduction", "hu"))
    assert asked(english)


@pytest.mark.parametrize(
    ("columns", "languages"),
    [(Columns.BOTH, {"hu", "en"}), (Columns.TRANSLATION, {"hu"}), (Columns.GOVERNING, {"en"})],
)
def test_the_columns_say_which_languages_are_shown(
    target: Path, columns: Columns, languages: set[str]
) -> None:
    session = open_on(target)
    session.send(ColumnsChosen(columns))
    assert session.facts().languages == languages


def test_the_review_asks_whether_the_plan_can_be_carried_out(ready: Session, target: Path) -> None:
    target.write_text("a file where a folder should be")
    (problem,) = ready.problems(Step.REVIEW)
    assert problem.field == "target"
    assert problem.error.code is Code.TARGET_UNWRITABLE


def test_the_review_asks_whether_there_is_room(target: Path, tmp_path: Path) -> None:
    enough = make_ready(open_on(target, small_bundle(tmp_path / "b")))
    plan = enough.plan()
    require_room(replace(plan, free_bytes=plan.need_bytes))
    with pytest.raises(Unavailable) as caught:
        require_room(replace(plan, free_bytes=plan.need_bytes - 1))
    assert caught.value.code is Code.DISK_FULL
    assert caught.value.facts["need"] == plan.need_bytes


# Accepting


def test_an_acceptance_is_in_the_log_and_its_receipt_verifies(ready: Session, state_folder: Path) -> None:
    issued = ready.accept(screen(ready))
    assert ready.state.decision is Decision.ACCEPTED
    assert ready.issued() == (issued,)
    assert issued.receipt.parent == state_folder / "receipts"
    assert stat.S_IMODE(issued.receipt.stat().st_mode) == 0o600
    assert verify(issued.receipt.read_bytes()).valid
    said = accepted(state_folder)
    assert said.edition.digest == ready.edition.digest
    assert said.products == ["xprotect-corporate"]
    assert said.sections == list(ready.determination.sections)
    assert {"management-server", "recording-server"} <= set(said.components)
    assert said.time.at == "2026-03-01T12:00:00Z"
    assert said.authority is None
    assert said.delegated is None


def test_the_record_holds_the_exact_words_and_how_each_yes_was_given(
    ready: Session, state_folder: Path
) -> None:
    ready.send(Affirmed("agreement", Given.KEY))
    ready.accept(screen(ready))
    said = accepted(state_folder)
    asked = {needed.id: needed for needed in ready.affirmations()}
    assert [item.id for item in said.affirmations] == list(asked)
    for item in said.affirmations:
        assert item.words == asked[item.id].text
        assert item.cite == list(asked[item.id].cite)
        assert item.language == "hu"
        assert item.given == ("key" if item.id == "agreement" else "click")


def test_the_record_holds_what_was_on_the_screen(ready: Session, state_folder: Path) -> None:
    ready.accept(screen(ready))
    said = accepted(state_folder)
    assert said.channel == "wizard"
    assert said.presentation.button == "Elfogadom"
    assert said.presentation.read_back == screen(ready).read_back
    assert said.presentation.columns == "both"
    seen = {(seen.section, seen.language) for seen in said.presentation.sections_seen}
    assert seen == ready.state.seen
    assert {text.language: text.shown for text in said.texts} == {"hu": True, "en": True}


def test_without_a_screen_no_text_is_called_shown(target: Path, bundle: Path, state_folder: Path) -> None:
    session = make_ready(open_on(target, bundle, channel=Channel.UNATTENDED), read=False)
    session.accept(Presentation())
    said = accepted(state_folder)
    assert said.channel == "unattended"
    assert not any(text.shown for text in said.texts)
    assert said.presentation.columns == "none"
    assert {item.given for item in said.affirmations} == {"flag"}


def test_people_stand_outside_the_signed_body(ready: Session, state_folder: Path) -> None:
    issued = ready.accept(screen(ready))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        assert b"Kiss" not in log.record(0).data
        sealed = log.personal(0)
    assert sealed is not None
    assert sealed.fields.actor.name == "Kiss Éva"
    assert sealed.fields.principal.name == "Kiss Éva"
    assert "Kiss Éva" in issued.receipt.read_text("utf-8")


def test_a_dealers_acceptance_names_authority_and_evidence(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle), parties=FOR_A_CUSTOMER)
    session.accept(screen(session))
    said = accepted(state_folder)
    assert said.party_type == "organisation"
    assert said.authority is not None
    assert said.authority.basis == "megrendelés 17"
    assert said.authority.evidence_sha256 == "0" * 64


def test_missing_evidence_is_recorded_as_missing(target: Path, bundle: Path, state_folder: Path) -> None:
    stated = replace(FOR_A_CUSTOMER.authority, evidence_name="", evidence_sha256="")
    parties = replace(FOR_A_CUSTOMER, authority=stated)
    session = make_ready(open_on(target, bundle), parties=parties)
    session.accept(screen(session))
    authority = accepted(state_folder).authority
    assert authority is not None
    assert authority.evidence_name is None
    assert authority.evidence_sha256 is None


def test_each_answered_consent_is_a_statement_of_its_own_under_its_own_salt(
    ready: Session, state_folder: Path
) -> None:
    ready.send(ConsentAnswered("end-user-registration", given=False, how=Given.KEY))
    ready.accept(screen(ready))
    first, consent = logged(state_folder)
    assert isinstance(consent, Consent)
    assert (consent.consent, consent.state, consent.given) == ("end-user-registration", "refused", "key")
    assert consent.personal.commitment != first.personal.commitment
    assert [verify(issued.receipt.read_bytes()).valid for issued in ready.issued()] == [True, True]


def test_an_unanswered_consent_leaves_no_statement(ready: Session, state_folder: Path) -> None:
    ready.accept(screen(ready))
    assert len(logged(state_folder)) == 1


def nothing_is_recorded(session: Session, state_folder: Path) -> bool:
    return session.state.decision is Decision.OPEN and not (state_folder / "log.sqlite3").exists()


def test_an_incomplete_acceptance_is_refused_before_anything_is_written(
    ready: Session, state_folder: Path
) -> None:
    ready.send(Affirmed("third-party-terms", None))
    with pytest.raises(Refused) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.AFFIRMATION_MISSING
    assert nothing_is_recorded(ready, state_folder)


@pytest.mark.parametrize(
    "read_back", [{"hu": "0" * 64}, {"de": "0" * 64}], ids=["another text", "another language"]
)
def test_another_text_on_the_screen_stops_both_decisions(
    ready: Session, state_folder: Path, read_back: dict[str, str]
) -> None:
    for decide in (ready.accept, ready.decline):
        with pytest.raises(UntrustedData) as caught:
            decide(replace(screen(ready), read_back=read_back))
        assert caught.value.code is Code.READ_BACK_DIFFERS
    assert nothing_is_recorded(ready, state_folder)


def test_a_wizard_that_read_nothing_back_can_decline_but_not_accept(
    ready: Session, state_folder: Path
) -> None:
    nothing = replace(screen(ready), read_back={})
    with pytest.raises(UntrustedData) as caught:
        ready.accept(nothing)
    assert caught.value.code is Code.READ_BACK_DIFFERS
    assert nothing_is_recorded(ready, state_folder)
    ready.decline(nothing)
    assert ready.state.decision is Decision.DECLINED


def test_a_product_that_is_named_twice_is_accepted_once(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle), products=CORPORATE * 2)
    session.accept(screen(session))
    assert accepted(state_folder).products == list(CORPORATE)


def test_one_character_more_is_another_text(ready: Session) -> None:
    text = "\n".join(clause.text for clause in ready.edition.texts["hu"].clauses.values())
    assert len(text) > 80_000
    assert wording_digest(ready.edition, "hu") != wording_digest(ready.edition, "en")


def test_the_log_cannot_be_written_and_nothing_is_accepted(ready: Session, state_folder: Path) -> None:
    (state_folder / "receipts").write_text("in the way")
    with pytest.raises(Unavailable) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert nothing_is_recorded(ready, state_folder)


def test_a_broken_log_stops_the_acceptance(ready: Session, state_folder: Path) -> None:
    (state_folder / "log.sqlite3").write_bytes(b"this is no database, however long it is " * 50)
    with pytest.raises(UntrustedData) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.LOG_BROKEN
    assert ready.state.decision is Decision.OPEN


@pytest.fixture
def small_files_only() -> Iterator[None]:
    """No file may grow beyond the log's size: a receipt, which carries the whole text, does not fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files_only")
def test_an_acceptance_stands_although_its_receipt_could_not_be_written(
    ready: Session, state_folder: Path, target: Path
) -> None:
    before = open_on(target)
    before.decline(screen(before))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (before.issued()[0].receipt.stat().st_size - 1000, hard))
    with pytest.raises(Unavailable) as caught:
        ready.accept(screen(ready))
    assert caught.value.code is Code.LOG_UNWRITABLE
    assert caught.value.facts["path"] == str(ready.issued()[0].receipt)
    assert ready.state.decision is Decision.ACCEPTED
    _, said = logged(state_folder)
    assert isinstance(said, Acceptance)


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_a_decision_is_made_once(ready: Session, state_folder: Path, first: str) -> None:
    getattr(ready, first)(screen(ready))
    expected = {"accept": Code.DECIDED, "decline": Code.DECLINED}[first]
    for again in (ready.accept, ready.decline):
        with pytest.raises(Refused) as caught:
            again(screen(ready))
        assert caught.value.code is expected
    assert len(logged(state_folder)) == 1


# Declining


def test_a_decline_is_recorded_and_says_what_may_be_returned(target: Path, state_folder: Path) -> None:
    session = open_on(target)
    declined = session.decline(screen(session))
    (said,) = logged(state_folder)
    assert isinstance(said, Decline)
    assert verify(declined.issued.receipt.read_bytes()).valid
    clause = session.edition.clause("introduction/p2", "hu")
    assert clause is not None
    assert [shown.text for shown in declined.refund] == [clause.text]
    assert len(declined.exceptions) == 2
    assert session.reachable(Step.FINISH)
    assert session.following(Step.ACCEPTANCE) is Step.FINISH


# Installing


def test_nothing_installs_before_the_acceptance(ready: Session, target: Path) -> None:
    with pytest.raises(Refused) as caught:
        ready.install(ignore, Cancel())
    assert caught.value.code is Code.NOT_ACCEPTED
    assert not target.exists()


def test_nothing_installs_after_a_decline(ready: Session, target: Path) -> None:
    ready.decline(screen(ready))
    with pytest.raises(Refused):
        ready.install(ignore, Cancel())
    assert not target.exists()


def test_what_was_accepted_is_installed(ready: Session, target: Path) -> None:
    ready.accept(screen(ready))
    ready.send(Entered(Step.PROGRESS))
    result = ready.install(ignore, Cancel())
    assert [state.state for state in result.components] == ["installed", "installed"]
    assert (target / "bin" / "management-server").exists()
    assert not (target / "bin" / "smart-client").exists()
    assert ready.state.installed
    assert ready.reachable(Step.FINISH)


def test_a_component_outside_the_accepted_products_does_not_install(target: Path, tmp_path: Path) -> None:
    needs = {"smart-client": ("access",)}
    bundle = small_bundle(tmp_path / "b", "access", "smart-client", requires=needs)
    session = make_ready(open_on(target, bundle), products=("xprotect-smart-client",))
    session.accept(screen(session))
    with pytest.raises(Refused) as caught:
        session.install(ignore, Cancel())
    assert caught.value.code is Code.NOT_COVERED
    assert caught.value.facts["component"] == "access"
    assert not target.exists()


def test_the_proof_reads_the_log_from_disk_again(ready: Session, target: Path, state_folder: Path) -> None:
    ready.accept(screen(ready))
    for name in ("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    with pytest.raises(AssentError) as caught:
        ready.install(ignore, Cancel())
    assert caught.value.code is Code.RECORD_UNKNOWN
    assert not target.exists()


def test_another_statement_at_the_same_place_covers_nothing(
    ready: Session, target: Path, state_folder: Path
) -> None:
    ready.accept(screen(ready))
    for name in ("log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm"):
        (state_folder / name).unlink(missing_ok=True)
    other = make_ready(open_on(target))
    other.accept(screen(other))
    with pytest.raises(Refused) as caught:
        ready.install(ignore, Cancel())
    assert caught.value.code is Code.NOT_COVERED
    assert not target.exists()


# Delegates


def delegate(target: Path, bundle: Path, *, now: datetime = NOON + timedelta(days=1)) -> Session:
    session = open_on(target, bundle, channel=Channel.UNATTENDED, language="en", clock=lambda: now)
    return make_ready(session, parties=AS_ADMINISTRATOR, read=False)


@pytest.fixture
def customers_install(target: Path, bundle: Path) -> Session:
    session = make_ready(open_on(target, bundle), parties=FOR_A_CUSTOMER)
    session.accept(screen(session))
    session.send(Entered(Step.PROGRESS))
    session.install(ignore, Cancel())
    return session


def test_a_delegate_updates_what_the_principal_accepted(
    customers_install: Session, target: Path, tmp_path: Path, state_folder: Path
) -> None:
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    session = delegate(target, newer)
    session.accept(Presentation())
    said = logged(state_folder)[-1]
    assert isinstance(said, Acceptance)
    assert said.delegated is not None
    assert said.delegated.grant == customers_install.issued()[0].statement
    assert said.delegated.clause == "acceptance-of-unattended-remote-updating/p1"
    session.send(Entered(Step.PROGRESS))
    result = session.install(ignore, Cancel())
    assert {state.state for state in result.components} == {"replaced"}


def test_other_statements_in_the_log_grant_nothing(target: Path, bundle: Path) -> None:
    before = open_on(target)
    make_ready(before, parties=FOR_A_CUSTOMER)
    before.decline(screen(before))
    with pytest.raises(Refused) as caught:
        delegate(target, bundle).accept(Presentation())
    assert caught.value.facts["check"] == "in-log"


def test_a_delegates_own_acceptance_is_no_grant(
    customers_install: Session, target: Path, tmp_path: Path, state_folder: Path
) -> None:
    newer = small_bundle(tmp_path / "newer", "management-server", "recording-server", version="2.0")
    for _ in range(2):
        delegate(target, newer).accept(Presentation())
    grants = {
        said.delegated.grant
        for said in logged(state_folder)
        if isinstance(said, Acceptance) and said.delegated is not None
    }
    assert grants == {customers_install.issued()[0].statement}


@pytest.mark.parametrize(
    ("check", "products", "name", "days"),
    [
        ("in-log", CORPORATE, "Másik Kft.", 1),
        ("clock", CORPORATE, "Vevő Zrt.", -1),
        ("product", ("xprotect-smart-client",), "Vevő Zrt.", 1),
    ],
)
def test_a_delegate_without_a_grant_is_refused_and_nothing_is_recorded(  # noqa: PLR0913, PLR0917 - fixtures
    customers_install: Session,
    target: Path,
    bundle: Path,
    state_folder: Path,
    check: str,
    products: tuple[str, ...],
    name: str,
    days: int,
) -> None:
    del customers_install
    session = open_on(
        target,
        bundle,
        channel=Channel.UNATTENDED,
        language="en",
        clock=lambda: NOON + timedelta(days=days),
    )
    principal = replace(CUSTOMER, name=name)
    make_ready(session, parties=replace(AS_ADMINISTRATOR, principal=principal), products=products, read=False)
    with pytest.raises(Refused) as caught:
        session.accept(Presentation())
    assert caught.value.code is Code.AUTHORITY_MISSING
    assert caught.value.facts["check"] == check
    assert len(logged(state_folder)) == 1


def test_a_first_install_is_no_update(target: Path, bundle: Path, tmp_path: Path) -> None:
    accepted_only = make_ready(open_on(tmp_path / "elsewhere", bundle), parties=FOR_A_CUSTOMER)
    accepted_only.accept(screen(accepted_only))
    session = delegate(target, bundle)
    with pytest.raises(Refused) as caught:
        session.accept(Presentation())
    assert caught.value.facts["check"] == "update"


def test_an_erased_principal_leaves_no_grant(
    customers_install: Session, target: Path, bundle: Path, state_folder: Path
) -> None:
    del customers_install
    connection = sqlite3.connect(state_folder / "log.sqlite3")
    connection.execute("DELETE FROM personal")
    connection.commit()
    connection.close()
    with pytest.raises(Refused) as caught:
        delegate(target, bundle).accept(Presentation())
    assert caught.value.facts["check"] == "in-log"


def test_the_statement_of_a_refused_consent_never_says_given(ready: Session) -> None:
    ready.send(ConsentAnswered("end-user-registration", given=True))
    ready.accept(screen(ready))
    receipt = json.loads(ready.issued()[1].receipt.read_text("utf-8"))
    assert receipt["type"] == json.loads(ready.issued()[0].receipt.read_text("utf-8"))["type"]


def test_the_words_fall_back_to_the_governing_language(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    session = make_ready(open_on(target, bundle, language="de"))
    session.accept(screen(session))
    assert {item.language for item in accepted(state_folder).affirmations} == {"en"}


def test_the_principal_is_the_organisation_that_the_actor_binds(
    target: Path, bundle: Path, state_folder: Path
) -> None:
    actor = replace(EVA.actor, position="ügyvezető", organisation="Minta Kft.")
    parties = replace(EVA, actor=actor, principal=replace(EVA.principal, type=PartyType.ORGANISATION))
    session = make_ready(open_on(target, bundle), parties=parties)
    session.accept(screen(session))
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        sealed = log.personal(0)
    assert sealed is not None
    assert sealed.fields.principal.name == "Minta Kft."


def test_the_target_can_be_changed_after_the_acceptance(ready: Session, tmp_path: Path) -> None:
    ready.accept(screen(ready))
    ready.send(TargetChosen(str(tmp_path / "other")))
    ready.send(Entered(Step.PROGRESS))
    ready.install(ignore, Cancel())
    assert (tmp_path / "other" / "bin" / "management-server").exists()
    assert {planned.action for planned in ready.plan().components} == {Action.KEEP}


def test_the_clock_is_asked_in_utc(target: Path, bundle: Path, state_folder: Path) -> None:
    moment = datetime(2026, 7, 1, 0, 30, 15, 999999, tzinfo=UTC)
    session = make_ready(open_on(target, bundle, clock=lambda: moment))
    session.accept(screen(session))
    assert accepted(state_folder).time.at == "2026-07-01T00:30:15Z"
