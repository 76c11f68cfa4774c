"""What comes is accepted first, what goes is not asked about, and nothing else is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.bundles import picture
from helpers.holding import Holding
from helpers.journeys import small_bundle
from helpers.runs import request
from helpers.sites import ACCEPT, NEEDED, Site
from msgspec.structs import replace

from installer.errors import Code, Outcome
from installer.evidence.predicates import Acceptance
from installer.install.planned import Action
from installer.session import open_session
from installer.unattended.modifying import Modification
from installer.unattended.run import Intent, Request, Result, Run
from installer.unattended.status import document

if TYPE_CHECKING:
    from pathlib import Path

    from installer.install.plan import Plan
    from installer.progress import Progress

PARTS = ("management-server", "recording-server", "access", "smart-client")
NEEDS = {"access": ("management-server",)}
ACCESS = ("xprotect-access",)
THIRD_PARTIES = ("third-party-terms",)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Both servers are installed under an acceptance; what the bundle holds beside them is not."""
    site = Site(tmp_path, small_bundle(tmp_path / "bundle", *PARTS, requires=NEEDS))
    assert Run(request(site)).go().error is None
    return site


def change(site: Site, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> Request:
    """The change, with everything named and affirmed that it asks."""
    made = request(site)
    return replace(made, products=add, leaving=remove, affirm=THIRD_PARTIES if add else ())


def done(made: Request) -> Result:
    return Modification(made).go()


def refusal(site: Site, made: Request) -> Result:
    before = picture(site.target)
    result = done(made)
    assert result.error is not None
    assert picture(site.target) == before
    return result


def states(result: Result) -> dict[str, str]:
    return {found.id: found.state for found in result.components}


def test_what_comes_is_accepted_and_what_goes_is_not_asked_about(site: Site) -> None:
    result = done(change(site, ACCESS, ("recording-server",)))
    assert result.error is None
    assert states(result) == {
        "recording-server": "removed",
        "management-server": "kept",
        "access": "installed",
    }
    (issued,) = result.issued
    entry = open_session().acts.desk.read().find(issued.statement)
    assert entry is not None
    assert isinstance(entry.said, Acceptance)
    assert tuple(entry.said.products) == ACCESS
    assert not (site.target / "bin/recording-server").exists()
    assert (site.target / "bin/access").exists()
    # The selection of the answer file has no say in what comes.
    assert not (site.target / "bin/smart-client").exists()


def test_without_an_acceptance_nothing_comes(site: Site) -> None:
    made = change(site, ACCESS, ("recording-server",))
    assert refusal(site, replace(made, edition="", affirm=())).outcome is Outcome.NOT_ACCEPTED
    unaffirmed = refusal(site, replace(made, affirm=()))
    assert unaffirmed.error is not None
    assert unaffirmed.error.code is Code.AFFIRMATION_MISSING
    assert unaffirmed.issued == ()


def test_what_was_accepted_before_needs_no_second_acceptance(site: Site) -> None:
    assert done(change(site, ACCESS)).error is None
    assert done(change(site, remove=("access",))).error is None
    result = done(replace(change(site, ACCESS), edition="", affirm=()))
    assert result.error is None
    assert result.covering is not None
    assert states(result)["access"] == "installed"


def test_what_goes_needs_neither_an_acceptance_nor_the_answer_file(site: Site) -> None:
    bare = Request(Intent.INSTALL, target=site.target, bundle=site.bundle, leaving=("recording-server",))
    result = done(bare)
    assert result.error is None
    assert result.issued == ()
    assert states(result) == {"recording-server": "removed"}


def test_what_goes_and_still_runs_ends_with_the_restart_that_it_needs(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    Holding(running=True).stand_in(monkeypatch)
    bare = Request(Intent.INSTALL, target=site.target, bundle=site.bundle, leaving=("recording-server",))
    result = done(bare)
    assert (result.outcome, result.error) == (Outcome.REBOOT_REQUIRED, None)
    assert result.restart.in_use


def test_what_others_need_does_not_go(site: Site) -> None:
    result = refusal(site, change(site, ACCESS, ("management-server",)))
    assert result.error is not None
    assert result.error.code is Code.COMPONENT_NEEDED
    assert result.error.facts == {"component": "management-server", "needed_by": "access"}
    assert result.issued == ()


@pytest.mark.parametrize(
    ("add", "remove", "code"),
    [
        (("xprotect-acess",), (), Code.PRODUCT_UNKNOWN),
        ((), ("no-such",), Code.NOT_INSTALLED),
        (("xprotect-corporate",), (), Code.ALREADY_INSTALLED),
        (("xprotect-lpr",), ("recording-server",), Code.PRODUCT_ABSENT),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    site: Site, add: tuple[str, ...], remove: tuple[str, ...], code: Code
) -> None:
    result = refusal(site, replace(change(site, add, remove), affirm=NEEDED))
    assert result.error is not None
    assert result.error.code is code


def test_the_target_may_stand_in_the_answer_file_and_must_stand_somewhere(site: Site) -> None:
    made = replace(change(site, remove=("recording-server",)), target=None)
    result = refusal(site, made)
    assert result.error is not None
    assert result.error.code is Code.TARGET_MISSING
    site.write(top=f"target = '{site.target}'\n")
    assert states(done(made)) == {"recording-server": "removed"}


def test_the_plan_is_told_before_anything_is_accepted(site: Site) -> None:
    told: list[Plan] = []
    made = Modification(replace(change(site, ACCESS), edition="", affirm=()))
    made.planned = told.append
    assert made.go().outcome is Outcome.NOT_ACCEPTED
    assert [(item.id, item.action) for item in told[0].components] == [
        ("management-server", Action.KEEP),
        ("access", Action.INSTALL),
    ]


@pytest.mark.parametrize("add", [ACCESS, ()])
def test_a_look_ahead_says_what_would_be_asked_and_changes_nothing(site: Site, add: tuple[str, ...]) -> None:
    before = picture(site.target)
    made = replace(change(site, add, ("recording-server",)), intent=Intent.SHOW)
    result = done(made)
    assert (result.outcome, result.error, result.issued, result.components) == (Outcome.SUCCESS, None, (), ())
    assert result.plan is not None
    assert result.plan.leaving == ("recording-server",)
    asked = () if result.asked is None else tuple(needed.id for needed in result.asked.affirmations)
    assert asked == (("agreement", *THIRD_PARTIES) if add else ())
    assert picture(site.target) == before


def test_what_has_to_be_renewed_for_it_is_accepted_with_it(site: Site, tmp_path: Path) -> None:
    """A newer bundle: the server comes along in its new version, and with it the terms it came under."""
    newer = small_bundle(tmp_path / "newer", *PARTS, version="2.0", requires=NEEDS)
    made = replace(change(site, ACCESS), bundle=newer, affirm=NEEDED)
    result = done(made)
    assert result.error is None
    assert states(result) == {"management-server": "replaced", "access": "installed"}
    # Another part of the same product is not brought up to date by the way.
    assert (site.target / "bin/recording-server").read_text().endswith("recording-server 1.0\n")
    entry = open_session().acts.desk.read().find(result.issued[0].statement)
    assert entry is not None
    assert isinstance(entry.said, Acceptance)
    assert set(entry.said.products) == {"xprotect-access", "xprotect-corporate"}


def test_an_older_version_comes_only_when_that_is_asked_for(site: Site, tmp_path: Path) -> None:
    older = small_bundle(tmp_path / "older", *PARTS, version="0.9", requires=NEEDS)
    made = replace(change(site, ACCESS), bundle=older, affirm=NEEDED)
    result = refusal(site, made)
    assert result.error is not None
    assert result.error.code is Code.DOWNGRADE
    assert states(done(replace(made, allow_downgrade=True)))["management-server"] == "replaced"


def test_the_named_edition_is_what_is_accepted(site: Site) -> None:
    other = f"{ACCEPT.partition('@')[0]}@{'0' * 64}"
    assert refusal(site, replace(change(site, ACCESS), edition=other)).outcome is Outcome.ACCEPTANCE_STALE


def test_a_removal_that_is_stopped_is_put_back_and_says_so(site: Site) -> None:
    before = picture(site.target)
    run = Modification(change(site, remove=("recording-server",)))

    def stop(progress: Progress) -> None:
        if progress.phase == "commit" and progress.done_files == 2:
            run.cancel.request()

    run.report = stop
    result = run.go()
    assert result.outcome is Outcome.CANCELLED
    assert document(result, None)["rollback"] == "proven"
    assert [found["state"] for found in document(result, None)["components"]] == ["kept"]
    assert picture(site.target) == before
