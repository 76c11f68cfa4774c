from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.journeys import EDITION
from helpers.runs import refused, request
from helpers.sites import ACCEPT, DIGEST, NEEDED, Site
from msgspec.structs import replace

from installer.errors import Code, Outcome
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Acceptance, Consent
from installer.unattended.check import check_answers
from installer.unattended.run import Run

if TYPE_CHECKING:
    from pathlib import Path


def test_flags_and_answers_install(site: Site, state_folder: Path) -> None:
    result = Run(request(site)).go()
    assert result.error is None
    assert result.outcome is Outcome.SUCCESS
    assert [found.state for found in result.components] == ["installed", "installed"]
    assert (site.target / "bin" / "management-server").exists()
    assert result.issued[0].receipt.is_relative_to(state_folder)


def test_the_record_says_flag_and_nothing_more(site: Site, state_folder: Path) -> None:
    Run(request(site)).go()
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        (logged,) = log.statements()
    said = logged.statement.predicate
    assert isinstance(said, Acceptance)
    assert said.channel == "unattended"
    assert {item.id: item.given for item in said.affirmations} == dict.fromkeys(
        ("agreement", *NEEDED), "flag"
    )
    assert said.presentation.button == ""


def test_who_names_no_text_has_accepted_nothing(site: Site) -> None:
    result = refused(replace(request(site), edition=""), Code.NOT_ACCEPTED, Outcome.NOT_ACCEPTED)
    assert result.error is not None
    assert result.error.facts["flag"] == f"--accept-eula {ACCEPT}"
    assert result.error.facts["affirmations"] == f"agreement {' '.join(NEEDED)}"


def test_an_environment_that_says_ci_accepts_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "ACCEPT_EULA", "ASSENT_ACCEPT_EULA", "DEBIAN_FRONTEND"):
        monkeypatch.setenv(name, "true")
    refused(replace(request(site), edition=""), Code.NOT_ACCEPTED, Outcome.NOT_ACCEPTED)


@pytest.mark.parametrize(
    "named",
    [f"{EDITION}@{'0' * 64}", f"milestone-xprotect/2024-01-01@{DIGEST}", f"{EDITION}@sha256:{'a' * 64}"],
)
def test_another_text_is_stale(site: Site, named: str) -> None:
    result = refused(replace(request(site), edition=named), Code.EDITION_STALE, Outcome.ACCEPTANCE_STALE)
    assert result.error is not None
    assert result.error.facts["expected"] == ACCEPT


@pytest.mark.parametrize(
    "named",
    [DIGEST, EDITION, f"{EDITION}@{DIGEST[:12]}", f"{EDITION}@{DIGEST}0", f"{EDITION}@md5:{DIGEST}", "yes"],
)
def test_a_text_is_named_by_edition_and_whole_digest(site: Site, named: str) -> None:
    refused(replace(request(site), edition=named), Code.FLAG_UNKNOWN, Outcome.USAGE)


@pytest.mark.parametrize("named", [f"{EDITION}@sha256:{DIGEST}", f"{EDITION}@{DIGEST.upper()}"])
def test_the_digest_may_be_written_in_other_common_ways(site: Site, named: str) -> None:
    assert Run(replace(request(site), edition=named)).go().outcome is Outcome.SUCCESS


def test_all_missing_affirmations_are_named_at_once_with_their_clauses(site: Site) -> None:
    result = refused(replace(request(site), affirm=()), Code.AFFIRMATION_MISSING, Outcome.NOT_ACCEPTED)
    assert result.error is not None
    assert result.error.facts["affirmation"] == " ".join(NEEDED)
    assert result.error.facts["flags"] == " ".join(f"--affirm {name}" for name in NEEDED)
    assert "third-party-licenses/p1" in result.error.cite


def test_an_affirmation_that_is_not_asked_is_refused(site: Site) -> None:
    result = refused(
        replace(request(site), affirm=(*NEEDED, "everything")), Code.AFFIRMATION_UNKNOWN, Outcome.USAGE
    )
    assert result.error is not None
    assert result.error.facts["affirmation"] == "everything"


def test_the_agreement_itself_may_also_be_affirmed_by_name(site: Site) -> None:
    assert Run(replace(request(site), affirm=("agreement", *NEEDED))).go().outcome is Outcome.SUCCESS


def test_reading_in_hungarian_asks_for_english_prevails(site: Site) -> None:
    site.write(top='language = "hu"\n')
    result = refused(request(site), Code.AFFIRMATION_MISSING, Outcome.NOT_ACCEPTED)
    assert result.error is not None
    assert result.error.facts["affirmation"] == "english-prevails"
    assert Run(replace(request(site), language="en")).go().outcome is Outcome.SUCCESS


@pytest.mark.parametrize("products", ["[]", '["spoon"]'])
def test_a_selection_that_names_nothing_known_is_refused(site: Site, products: str) -> None:
    site.write(selection=f"products = {products}\n")
    result = Run(request(site)).go()
    assert result.outcome is Outcome.USAGE
    assert not site.target.exists()


def test_products_on_the_command_line_go_before_those_in_the_file(site: Site) -> None:
    made = replace(request(site), products=("xprotect-smart-client",), affirm=("third-party-terms",))
    site.write(selection='products = ["spoon"]\nhost = "xprotect-corporate"\n')
    result = Run(made).go()
    assert result.error is None
    assert [found.id for found in result.components] == ["smart-client"]


def test_an_incomplete_party_is_named(site: Site) -> None:
    site.write(actor='name = "Kiss Éva"\n')
    result = refused(request(site), Code.PARTY_INCOMPLETE, Outcome.USAGE)
    assert result.error is not None
    assert result.error.facts["field"] == "actor.email"


def test_a_selection_that_the_text_forbids_is_a_conflict(site: Site) -> None:
    site.write(
        selection='products = ["xprotect-access", "xprotect-essential-plus"]\n'
        'host = "xprotect-essential-plus"\n'
    )
    asked = check_answers(site.answers).asked
    made = replace(request(site), affirm=tuple(needed.id for needed in asked.affirmations))
    result = refused(made, Code.TERMS_CONFLICT, Outcome.TERMS_CONFLICT)
    assert result.error is not None
    assert "xprotect-access/1" in result.error.cite


def test_every_conflict_of_a_selection_is_named_at_once(site: Site) -> None:
    site.write(selection='products = ["xprotect-essential-plus", "xprotect-access", "xprotect-lpr"]\n')
    result = refused(request(site), Code.TERMS_CONFLICT, Outcome.TERMS_CONFLICT)
    assert result.error is not None
    assert result.error.facts["conflicts"] == "C06, C08"
    assert {"xprotect-access/1", "xprotect-lpr/1"} <= set(result.error.cite)


def test_answered_consents_are_recorded_as_answers_of_the_file(site: Site, state_folder: Path) -> None:
    site.write(consents="end-user-registration = true\n")
    result = Run(request(site)).go()
    assert len(result.issued) == 2
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        said = log.statements()[1].statement.predicate
    assert isinstance(said, Consent)
    assert (said.state, said.given) == ("given", "answer-file")


def test_a_consent_that_is_not_offered_is_refused(site: Site) -> None:
    site.write(consents="newsletter = true\n")
    refused(request(site), Code.CONSENT_UNKNOWN, Outcome.USAGE)


def test_a_delegate_is_not_offered_consents(site: Site) -> None:
    site.write(top='capacity = "delegate"\n', consents="end-user-registration = true\n")
    refused(replace(request(site), affirm=()), Code.CONSENT_UNKNOWN, Outcome.USAGE)


def test_a_delegate_without_an_earlier_acceptance_has_no_authority(site: Site) -> None:
    site.write(top='capacity = "delegate"\n', principal='name = "Vevő Zrt."\n')
    made = replace(request(site), affirm=("administrator",))
    result = refused(made, Code.AUTHORITY_MISSING, Outcome.AUTHORITY_MISSING)
    assert result.error is not None
    assert result.error.facts["check"] == "in-log"
    assert not site.target.exists()
