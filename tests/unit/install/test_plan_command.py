"""`assent plan` and `assent bundle rotate-key`: what a person and a machine are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from helpers.agreements import SAMPLE_KEY
from helpers.bundles import KEY, OTHER_KEY, write_files
from helpers.externals import Part, bundle_of, script
from helpers.proofs import Covered
from helpers.publishers import pem, pub
from helpers.systems import starts_scripts

from installer.cli.plan_text import lines_of
from installer.errors import Outcome
from installer.host import exit_status
from installer.install.external.spec import Meaning
from installer.install.plan import make_plan
from installer.install.plan_document import PlanDocument
from installer.install.recovery import Ending, Recovery
from installer.install.registration.spec import Registration
from installer.install.signing import PURPOSE
from installer.install.transaction import run
from installer.progress import Cancel, ignore
from installer.signatures.keys import load_trust
from installer.signatures.signing import sign, verify
from installer.signatures.trusted import public_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from installer.install.bundle import Bundle

Assent = "Callable[..., tuple[int, str, str]]"
VIEWER = Registration(name={"en": "Viewer"}, exec="bin/viewer")


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program ships the test publisher's key and the editions'; menu entries go beside the test."""
    folder = tmp_path / "program/installer/install/trust"
    write_files(folder, {"test.pub": pub(KEY, "test publisher"), "edition.pub": pub(SAMPLE_KEY)})
    monkeypatch.setattr("installer.signatures.keys.program_root", lambda: tmp_path / "program")
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "share"))


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    system = tmp_path / "system"
    system.mkdir()
    parts = {
        "viewer": Part({"bin/viewer": b"1"}, registration=VIEWER),
        "tool": script(system, "tool", privileged=True, requires=("viewer",)),
        "bare": script(system, "bare", undo=False, detect=False),
    }
    return bundle_of(tmp_path / "bundle", parts)


@starts_scripts
def test_a_person_is_told_of_programs_entries_disks_and_rights(
    bundle: Bundle, tmp_path: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    target = tmp_path / "target"
    status, out, _ = assent("plan", "--target", target, "--bundle", bundle.folder, "--lang", "en")
    assert status == 0
    assert f"starts for tool: {target}/.assent/run/tool/bin/setup.sh {tmp_path}/system tool 0" in out
    assert f"undone by: {tmp_path}/system/opt/tool/uninstall" in out
    assert "cannot be undone if a later step fails" in out
    assert f"menu entry made: {tmp_path}/share/applications/assent-viewer-" in out
    assert f"on the disk of {target}: " in out
    assert "needs an administrator: tool: " in out
    assert "product-tool: this edition has no terms for it" in out


def test_a_machine_gets_the_published_document_with_the_terms(
    bundle: Bundle, tmp_path: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, _ = assent("plan", "--target", tmp_path / "t", "--bundle", bundle.folder, "--json", "viewer")
    assert status == 0
    found = msgspec.convert(json.loads(out), PlanDocument)
    assert found.terms is not None
    assert found.terms.unknown == ["product-viewer"]
    assert found.terms.sections == []


def test_the_terms_that_bind_are_named_with_their_clauses_and_the_language_of_reading(
    tmp_path: Path, assent: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from installer.session import open_session

    catalogue = open_session().catalogue
    one, other = (product.id for product in catalogue.products[:2])
    monkeypatch.setattr("helpers.externals.product_of", lambda name: {"a": (one,), "b": (one, other)}[name])
    made = bundle_of(tmp_path / "b", {"a": Part({"a": b"a"}), "b": Part({"b": b"b"})})
    plan = ("plan", "--target", tmp_path / "t", "--bundle", made.folder)
    _, out, _ = assent(*plan, "--json", "--lang", "hu")
    terms = msgspec.convert(json.loads(out), PlanDocument).terms
    assert terms is not None
    assert (terms.language, terms.prevailing, terms.products) == ("hu", "en", [one])
    bound = {section.id: section.cite for section in terms.sections}
    assert bound[one]
    assert [choice.component for choice in terms.to_choose] == ["b"]
    _, out, _ = assent(*plan, "--lang", "en")
    assert f"  binds: {one}: " in out
    assert f"b: which terms bind depends on the product; name it with --product: {one}, {other}" in out
    _, out, _ = assent(*plan, "--json", "--product", other)
    document = msgspec.convert(json.loads(out), PlanDocument)
    assert [component.id for component in document.components] == ["b"]
    assert document.terms is not None
    assert document.terms.to_choose == []
    assert document.terms.products == [other]
    status, _, err = assent(*plan, "--product", "no-such-product", "--lang", "en")
    assert status == exit_status(Outcome.USAGE)
    assert "no-such-product" in err


def test_a_downgrade_is_refused_and_taken_when_asked_for(
    tmp_path: Path, assent: Callable[..., tuple[int, str, str]]
) -> None:
    old = bundle_of(tmp_path / "old", {"a": Part({"a": b"1"})})
    new = bundle_of(tmp_path / "new", {"a": Part({"a": b"2"})}, "2.0")
    target = tmp_path / "target"
    run(new, make_plan(new, ("a",), target), Covered(), ignore, Cancel())
    plan = ("plan", "--target", target, "--bundle", old.folder, "--lang", "en")
    status, _, err = assent(*plan)
    assert status == exit_status(Outcome.USAGE)
    assert "install.downgrade" in err
    status, out, _ = assent(*plan, "--allow-downgrade")
    assert status == 0
    assert "downgrade, as you asked: a from 2.0 to 1.0" in out


@starts_scripts
def test_what_waits_for_a_restart_and_what_was_left_behind_is_said(tmp_path: Path) -> None:
    from msgspec.structs import replace

    from installer.i18n import load_translator
    from installer.paths import translations_root

    system, target = tmp_path / "system", tmp_path / "target"
    system.mkdir()
    first = script(system, "one", status=194, exit_codes={"194": Meaning.REBOOT_FIRST})
    made = bundle_of(tmp_path / "b", {"one": first, "two": script(system, "two")})
    run(made, make_plan(made, ("one", "two"), target), Covered(), ignore, Cancel())
    plan = make_plan(made, ("one", "two"), target)
    plan = replace(plan, recovery=Recovery(Ending.ROLLED_BACK, left=("old",)))
    said = "\n".join(lines_of(plan, load_translator("en", translations_root())))
    assert "Waiting for a restart of the computer: two" in said
    assert "Nothing is installed before that restart." in said
    assert "left behind what it could not undo: old" in said


def test_a_bundle_says_which_components_bring_their_own_installer(
    bundle: Bundle, assent: Callable[..., tuple[int, str, str]]
) -> None:
    status, out, _ = assent("bundle", "check", bundle.folder, "--lang", "en")
    assert status == 0
    assert "installed by its own program: program" in out
    assert "appears in menus as: Viewer" in out
    _, out, _ = assent("bundle", "check", bundle.folder, "--json")
    assert {item["id"]: item["external"] for item in json.loads(out)["components"]} == {
        "viewer": None,
        "tool": "program",
        "bare": "program",
    }


@pytest.mark.parametrize("flags", [("--lang", "en"), ("--json", "--retire")])
def test_an_old_key_names_the_new_one(
    tmp_path: Path, assent: Callable[..., tuple[int, str, str]], flags: tuple[str, ...]
) -> None:
    pem(tmp_path / "old.pem", KEY)
    write_files(tmp_path, {"new.pub": pub(OTHER_KEY), "trust/old.pub": pub(KEY)})
    rotate = (
        "bundle",
        "rotate-key",
        "--key",
        tmp_path / "old.pem",
        "--new",
        tmp_path / "new.pub",
        "--output",
    )
    status, out, _ = assent(*rotate, tmp_path / "trust/1.rotation", *flags)
    assert status == 0
    assert "1.rotation" in out
    trust = load_trust(tmp_path / "trust", PURPOSE.code)
    made = sign(PURPOSE, b"x", OTHER_KEY)
    assert verify(PURPOSE, b"x", made, trust).raw == public_key(OTHER_KEY).raw
    assert len(trust.retired) == ("--retire" in flags)
    status, _, err = assent(*rotate, tmp_path / "none/1.rotation", "--lang", "en")
    assert status == exit_status(Outcome.USAGE)
    assert "usage.file-unwritable" in err
