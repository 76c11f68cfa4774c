"""Runs that rest on what was accepted before, and on other roles and occasions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.records import recorded
from helpers.runs import refused, request, upgrade
from helpers.sites import NEEDED, Site
from msgspec.structs import replace

from installer.errors import Code, Outcome
from installer.evidence.predicates import Acceptance, Coverage
from installer.unattended.check import check_answers
from installer.unattended.flags import PartyFlags
from installer.unattended.run import Intent, Run

if TYPE_CHECKING:
    from pathlib import Path


def test_an_update_of_the_same_text_needs_no_new_acceptance(
    site: Site, tmp_path: Path, state_folder: Path
) -> None:
    first = Run(request(site)).go()
    silent = replace(request(site), edition="", affirm=(), bundle=upgrade(tmp_path))
    result = Run(silent).go()
    assert (result.outcome, result.error) == (Outcome.SUCCESS, None)
    assert result.covering is not None
    assert {found.state for found in result.components} == {"replaced"}
    (_, said) = recorded(state_folder)
    assert isinstance(said, Coverage)
    assert (said.of, said.given, said.channel) == (first.issued[0].statement, "flag", "unattended")


def test_who_names_the_text_accepts_it_again(site: Site, tmp_path: Path, state_folder: Path) -> None:
    Run(request(site)).go()
    assert Run(replace(request(site), bundle=upgrade(tmp_path))).go().outcome is Outcome.SUCCESS
    assert [type(said) for said in recorded(state_folder)] == [Acceptance, Acceptance]


def test_somebody_else_is_not_covered(site: Site, tmp_path: Path) -> None:
    Run(request(site)).go()
    site.write(actor='name = "Nagy Pál"\nemail = "pal@example.com"\n')
    silent = replace(request(site), edition="", affirm=(), bundle=upgrade(tmp_path))
    refused(silent, Code.NOT_ACCEPTED, Outcome.NOT_ACCEPTED)


def test_showing_says_what_covers_and_records_nothing(site: Site, state_folder: Path) -> None:
    Run(request(site)).go()
    shown = Run(replace(request(site), intent=Intent.SHOW, edition="", affirm=())).go()
    assert shown.outcome is Outcome.SUCCESS
    assert shown.covering is not None
    assert shown.asked is not None
    assert len(recorded(state_folder)) == 1


def test_accepting_alone_is_covered_too(site: Site, state_folder: Path) -> None:
    Run(request(site)).go()
    accept = replace(request(site), intent=Intent.ACCEPT, edition="", affirm=(), target=None, bundle=None)
    assert Run(accept).go().outcome is Outcome.SUCCESS
    assert isinstance(recorded(state_folder)[-1], Coverage)


def test_a_delegate_needs_no_flags_where_nothing_changed(
    site: Site, tmp_path: Path, state_folder: Path
) -> None:
    director = (
        'name = "Nagy Pál"\nemail = "pal@vevo.example"\nposition = "igazgató"\norganisation = "Vevő Zrt."\n'
    )
    site.write(actor=director, principal='type = "organisation"\n')
    first = Run(replace(request(site), affirm=("entitled-to-bind", *NEEDED))).go()
    assert first.error is None
    site.write(top='capacity = "delegate"\n', principal='name = "Vevő Zrt."\n')
    silent = replace(request(site), edition="", affirm=(), bundle=upgrade(tmp_path))
    assert Run(silent).go().error is None
    said = recorded(state_folder)[-1]
    assert isinstance(said, Coverage)
    assert (said.grant, said.given) == (first.issued[0].statement, "grant")
    newer = replace(silent, bundle=upgrade(tmp_path, "3.0"))
    result = refused(
        replace(newer, parties=PartyFlags(grant="f" * 64)),
        Code.AUTHORITY_MISSING,
        Outcome.AUTHORITY_MISSING,
    )
    assert result.error is not None
    assert (result.error.facts["check"], result.error.facts["number"]) == ("in-log", 2)
    assert result.error.cite == ("acceptance-of-unattended-remote-updating/p1",)


def test_installing_on_other_computers_leaves_a_notice_and_says_where(site: Site) -> None:
    remote = replace(request(site), affirm=("remote-users", *NEEDED), parties=PartyFlags(remote_computers=40))
    result = Run(remote).go()
    assert result.error is None
    assert result.issued[0].notice is not None
    assert result.issued[0].notice.exists()
    missing = refused(replace(remote, affirm=NEEDED), Code.AFFIRMATION_MISSING, Outcome.NOT_ACCEPTED)
    assert missing.error is not None
    assert missing.error.cite == ("xprotect-update-manager/3",)


def test_the_answer_file_says_role_and_occasion_too(site: Site) -> None:
    site.write(
        top='occasion = "before-purchase"\n',
        selection='products = ["husky-m-series"]\n',
    )
    asked = check_answers(site.answers).asked
    assert "before-purchase" in {needed.id for needed in asked.affirmations}
    site.write(top='role = "affiliate"\n', selection='products = ["xprotect-express-plus"]\n')
    (problem,) = check_answers(site.answers).problems
    assert (problem.field, problem.error.code) == ("role", Code.ROLE_CONFLICT)
    refused(replace(request(site), affirm=()), Code.ROLE_CONFLICT, Outcome.TERMS_CONFLICT)
