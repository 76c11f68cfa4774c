"""What a run without a screen ends with: installed, accepted, declined, shown, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.bundles import write_files
from helpers.externals import runs, script
from helpers.journeys import sample_key, small_bundle
from helpers.runs import refused, request
from helpers.sites import ACCEPT, NEEDED, Site
from msgspec.structs import replace

from installer.errors import Code, Outcome
from installer.evidence.keys import MachineKey
from installer.evidence.log import Log
from installer.evidence.predicates import Acceptance, Coverage
from installer.install.build import ComponentSource, build_bundle
from installer.install.external.spec import Meaning
from installer.install.restart import Restart
from installer.unattended import status
from installer.unattended.check import check_answers
from installer.unattended.run import Intent, Request, Run

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_folder_nothing_is_accepted(site: Site, state_folder: Path) -> None:
    refused(replace(request(site), target=None), Code.TARGET_MISSING, Outcome.USAGE)
    assert list(state_folder.iterdir()) == []


def test_the_folder_may_stand_in_the_file(site: Site) -> None:
    site.write(top=f"target = '{site.target}'\n")
    assert Run(replace(request(site), target=None)).go().outcome is Outcome.SUCCESS
    assert site.target.exists()


def test_the_folder_on_the_command_line_goes_before_that_in_the_file(site: Site, tmp_path: Path) -> None:
    site.write(top=f"target = '{tmp_path / 'other'}'\n")
    Run(request(site)).go()
    assert site.target.exists()
    assert not (tmp_path / "other").exists()


def test_what_is_installed_already_is_not_installed_or_accepted_again(site: Site) -> None:
    Run(request(site)).go()
    result = Run(request(site)).go()
    assert result.outcome is Outcome.ALREADY_INSTALLED
    assert result.issued == ()
    assert {found["state"] for found in status.document(result, None)["components"]} == {"kept"}


def test_a_restart_that_an_installer_asks_for_is_how_the_run_ends(site: Site, tmp_path: Path) -> None:
    system = tmp_path / "system"
    system.mkdir()
    part = script(system, "server", status=194, exit_codes={"194": Meaning.REBOOT})
    source = tmp_path / "source"
    write_files(source, part.files)
    server = ComponentSource(
        source, "management-server", "1.0", ("xprotect-corporate",), (), external=part.external
    )
    build_bundle(tmp_path / "restarts", "sample/1.0", "Sample", (server,), sample_key())
    result = Run(replace(request(site), bundle=tmp_path / "restarts")).go()
    assert (result.outcome, result.error) == (Outcome.REBOOT_REQUIRED, None)
    assert [component.state for component in result.components] == ["installed"]
    assert result.restart == Restart(asked_by=("management-server",))
    assert len(result.issued) == 1
    assert runs(system) == ["install server"]


def test_accepting_without_installing(site: Site) -> None:
    result = Run(replace(request(site), intent=Intent.ACCEPT, target=None, bundle=None)).go()
    assert result.outcome is Outcome.SUCCESS
    assert len(result.issued) == 1
    assert not site.target.exists()


def test_declining_needs_no_flag_and_no_complete_answers(site: Site) -> None:
    site.write(actor="", selection="products = []\n")
    result = Run(replace(request(site), intent=Intent.DECLINE, edition="", affirm=())).go()
    assert (result.outcome, result.error) == (Outcome.DECLINED, None)
    assert result.declined is not None
    assert result.issued == (result.declined.issued,)
    assert not site.target.exists()


def test_declining_is_possible_without_any_answers() -> None:
    assert Run(Request(Intent.DECLINE)).go().outcome is Outcome.DECLINED


def test_saying_what_would_be_asked_leaves_no_trace(site: Site, state_folder: Path) -> None:
    result = refused(replace(request(site), intent=Intent.SHOW), Code.NOT_ACCEPTED, Outcome.NOT_ACCEPTED)
    assert result.asked is not None
    assert [needed.id for needed in result.asked.affirmations] == ["agreement", *NEEDED]
    assert list(state_folder.iterdir()) == []


def test_a_stop_before_the_acceptance_leaves_no_acceptance(site: Site) -> None:
    run = Run(request(site))
    run.cancel.request()
    result = run.go()
    assert result.outcome is Outcome.CANCELLED
    assert result.issued == ()
    assert status.document(result, None)["rollback"] is None


def test_a_stop_during_the_install_puts_everything_back(site: Site) -> None:
    run = Run(request(site))
    run.report = lambda _: run.cancel.request()
    result = run.go()
    assert result.outcome is Outcome.CANCELLED
    assert len(result.issued) == 1
    assert not site.target.exists()
    document = status.document(result, None)
    assert document["rollback"] == "proven"
    assert {found["state"] for found in document["components"]} == {"not-installed"}


def test_checking_answers_finds_every_mistake_at_once(site: Site) -> None:
    site.write(actor="", selection="products = []\n", consents="newsletter = true\n")
    checked = check_answers(site.answers)
    assert [problem.field for problem in checked.problems] == [
        "actor.name",
        "actor.email",
        "selection",
        "consents",
    ]


def test_complete_answers_have_no_problem_and_name_what_is_asked(site: Site) -> None:
    checked = check_answers(site.answers)
    assert checked.problems == ()
    assert checked.asked.edition == ACCEPT


def test_saying_what_would_be_asked_names_what_a_consent_brings_with_it(site: Site) -> None:
    site.write(
        top='capacity = "on-behalf"\n',
        principal='name = "Vevő Zrt."\ncontact = "it@vevo.example"\n',
        consents="end-user-registration = true\n",
    )
    asked = check_answers(site.answers).asked
    assert "principal-consents-to-data" in {needed.id for needed in asked.affirmations}
    shown = Run(replace(request(site), intent=Intent.SHOW)).go()
    assert shown.asked is not None
    assert shown.asked.affirmations == asked.affirmations


def test_a_selection_that_means_nothing_asks_nothing(site: Site) -> None:
    site.write(selection='products = ["spoon"]\n')
    result = refused(replace(request(site), intent=Intent.SHOW), Code.PRODUCT_UNKNOWN, Outcome.USAGE)
    assert result.asked is None


def test_a_dealer_installs_for_a_customer_and_the_administrator_updates(
    site: Site, tmp_path: Path, state_folder: Path
) -> None:
    (tmp_path / "order.pdf").write_bytes(b"order 17")
    customer = 'type = "organisation"\nname = "Vevő Zrt."\ncontact = "it@vevo.example"\n'
    authority = (
        'basis = "order 17"\naccepted_how = "signed"\naccepted_on = 2026-01-02\nevidence_file = "order.pdf"\n'
    )
    site.write(top='capacity = "on-behalf"\n', principal=customer, authority=authority)
    first = Run(replace(request(site), affirm=("principal-identified", *NEEDED))).go()
    assert first.error is None
    names = ("management-server", "recording-server")
    newer = small_bundle(tmp_path / "newer", *names, version="2.0")
    site.write(top='capacity = "delegate"\n', principal=customer)
    second = Run(replace(request(site), affirm=("administrator",), bundle=newer)).go()
    assert second.error is None
    assert {found.state for found in second.components} == {"replaced"}
    with Log.open(state_folder, MachineKey.load_or_create(state_folder)) as log:
        dealer, administrator = (logged.statement.predicate for logged in log.statements())
        sealed = log.personal(0)
    assert isinstance(dealer, Acceptance)
    assert dealer.authority is not None
    assert sealed is not None
    assert sealed.fields.authority is not None
    assert sealed.fields.authority.evidence_name == "order.pdf"
    assert isinstance(administrator, Coverage)
    assert administrator.of == administrator.grant == first.issued[0].statement


def test_products_that_the_bundle_has_nothing_of_are_named(site: Site) -> None:
    """“Already installed” would be a lie."""
    made = replace(request(site), products=("xprotect-access",), affirm=("third-party-terms",))
    result = refused(made, Code.PRODUCT_ABSENT, Outcome.USAGE)
    assert result.error is not None
    assert result.error.facts == {"product": "xprotect-access"}
