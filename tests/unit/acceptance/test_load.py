from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.agreements import SHIPPED
from msgspec.structs import replace

from installer.acceptance.load import FILE, load_acceptance
from installer.acceptance.parties import Capacity
from installer.errors import Code, UntrustedData

if TYPE_CHECKING:
    from pathlib import Path

    from installer.acceptance.rules import AcceptanceRules
    from installer.agreement.edition import Edition

ORIGINAL = (SHIPPED / FILE).read_text("utf-8")


def edited(folder: Path, old: str, new: str, count: int = 1) -> Path:
    assert old in ORIGINAL
    (folder / FILE).write_text(ORIGINAL.replace(old, new, count), "utf-8")
    return folder


def unsealed(edition: Edition) -> Edition:
    """The edition as its publisher has it before sealing: no digests of the documents beside the texts."""
    return replace(edition, files={})


def refusal(folder: Path, edition: Edition) -> UntrustedData:
    with pytest.raises(UntrustedData) as caught:
        load_acceptance(folder, unsealed(edition))
    assert caught.value.facts["path"] == str(folder / FILE)
    return caught.value


def test_the_shipped_rules_know_three_capacities_two_consents_and_two_exceptions(
    rules: AcceptanceRules,
) -> None:
    assert set(rules.capacities) == set(Capacity)
    assert [offer.id for offer in rules.consents] == ["end-user-registration", "dashboard-sharing"]
    assert rules.refund == ("introduction/p2",)
    assert [exception.id for exception in rules.refund_exceptions] == ["accepted-before-purchase", "husky"]
    assert rules.delegation_clause == "acceptance-of-unattended-remote-updating/p1"


def test_every_word_of_the_shipped_rules_is_there_in_every_language(
    rules: AcceptanceRules, edition: Edition
) -> None:
    assert rules.affirmations
    for rule in rules.affirmations:
        assert set(rule.affirmation.text) == set(edition.languages)
        assert rule.affirmation.text["hu"] != rule.affirmation.text["en"]


def test_a_missing_file_is_refused(tmp_path: Path, edition: Edition) -> None:
    assert refusal(tmp_path, edition).code is Code.ACCEPTANCE_MALFORMED


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"type = ",
        b"",
        b'type = "assent/acceptance"\nversion = 2\n',
        b"version = " + b"1" * 5_000,
        b"version = " + b"[" * 20_000,
    ],
    ids=["not UTF-8", "not TOML", "empty", "another version", "too many digits", "too deep"],
)
def test_a_file_that_is_not_this_format_is_refused(tmp_path: Path, edition: Edition, data: bytes) -> None:
    (tmp_path / FILE).write_bytes(data)
    assert refusal(tmp_path, edition).code is Code.ACCEPTANCE_MALFORMED


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ("version = 1", "version = 1\nextra = 1", "unknown field `extra`"),
        ('capacities = ["self"]', 'capacities = ["owner"]', "Invalid enum value 'owner'"),
        ('when = "always"', 'when = "never"', "Invalid enum value 'never'"),
        ('id = "english-prevails"', 'id = "agreement"', "affirmation agreement twice"),
        ('id = "dashboard-sharing"', 'id = "end-user-registration"', "consent end-user-registration twice"),
        ('id = "husky"', 'id = "accepted-before-purchase"', "exception accepted-before-purchase twice"),
        ('id = "delegate"', 'id = "self"', "capacity self twice"),
        ('en = "I accept the', 'de = "I accept the', "agreement.text has no words in en"),
        ("data = [{ en = ", "data = [{ de = ", "end-user-registration.data 1 has no words in en"),
        (
            ', hu = "a felhatalmazott',
            ', de = "a felhatalmazott',
            "dashboard-sharing.recipients 2 has no words in hu",
        ),
        ("names_edition = true\n", "", "capacity self needs exactly one affirmation"),
        (
            'when = "translation-shown"',
            'when = "translation-shown"\nnames_edition = true',
            "capacity self needs exactly one affirmation",
        ),
        (
            'capacities = ["self"]\nwhen = "always"',
            'capacities = ["self"]\nwhen = "organisation"',
            "capacity self needs exactly one affirmation",
        ),
        ('when = "consent"', 'when = "always"', "principal-consents-to-data: consents go with"),
        ('consents = ["end-user-registration", "dashboard-sharing"]', "", "consents go with"),
        ('consents = ["end-user-registration"', 'consents = ["newsletter"', "no consent newsletter"),
        ('cite = ["preface-english-prevails/p1"]', "cite = []", "english-prevails rests on no clause"),
        (
            ORIGINAL[ORIGINAL.index("[delegation]") : ORIGINAL.index("# ---- Capacities")],
            "",
            "delegates may accept, but no clause says so",
        ),
        (
            ORIGINAL[ORIGINAL.index("[[delegation.aff") : ORIGINAL.index("# ---- Capacities")],
            "affirmations = []\n",
            "delegation: whoever grants affirms nothing",
        ),
        (
            'id = "grant-updates"\ncite = ["acceptance-of-unattended-remote-updating/p1"]',
            'id = "grant-updates"\ncite = []',
            "grant-updates rests on no clause",
        ),
        (
            'id = "transferee"\ncite = ["miscellaneous/p1"]',
            'id = "transferee"\ncite = []',
            "rests on no clause",
        ),
        ('id = "transferee"\ncite', 'id = "affiliate"\ncite', "role affiliate twice"),
        ('id = "remote"\ncite', 'id = "hand-over"\ncite', "occasion hand-over twice"),
        ('id = "transferee"\ncite', 'id = "heir"\ncite', "Invalid enum value 'heir'"),
        ('roles = ["affiliate"]', 'roles = ["sister"]', "affiliate: no role sister"),
        ('occasions = ["remote"]', 'occasions = ["far-away"]', "remote-users: no occasion far-away"),
        (
            'products = ["xprotect-corporate", "xprotect-expert", "xprotect-professional-plus"]\n',
            "",
            "affiliate: extensions of no product",
        ),
        (
            'names_edition = true\ncite = ["introduction/p2"',
            'names_edition = true\nroles = ["affiliate"]\ncite = ["introduction/p2"',
            "capacity self needs exactly one affirmation",
        ),
        ('id = "grant-updates"', 'id = "agreement"', "affirmation agreement twice"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(
    tmp_path: Path, edition: Edition, old: str, new: str, detail: str
) -> None:
    error = refusal(edited(tmp_path, old, new), edition)
    assert error.code is Code.ACCEPTANCE_MALFORMED
    assert detail in str(error.facts["detail"])


def test_rules_without_a_capacity_are_refused(tmp_path: Path, edition: Edition) -> None:
    head = 'type = "assent/acceptance"\nversion = 1\ncapacities = []\naffirmations = []\n'
    (tmp_path / FILE).write_text(head, "utf-8")
    assert refusal(tmp_path, edition).facts["detail"] == "no capacity"


@pytest.mark.parametrize(
    "cited",
    [
        'cite = ["introduction/p1"]',
        'cite = ["note-on-behalf/p1"]',
        '"preface-english-prevails/p1"',
        '"milestone-customer-dashboard/4"',
        'sections = ["milestone-customer-dashboard"]',
        'refund = ["introduction/p2"]',
        'cite = ["introduction/p2"]',
        'clause = "acceptance-of-unattended-remote-updating/p1"',
        'cite = ["affiliated-companies/p1"]',
        'products = ["husky-m-series"]',
        'extensions = [\n  "xprotect-access"',
        'id = "grant-updates"\ncite = ["acceptance-of-unattended-remote-updating/p1"]',
    ],
)
def test_a_clause_that_the_edition_does_not_have_is_refused(
    tmp_path: Path, edition: Edition, cited: str
) -> None:
    made_up = cited.rstrip('"]') + "9" + cited[len(cited.rstrip('"]')) :]
    error = refusal(edited(tmp_path, cited, made_up), edition)
    assert error.code is Code.CITATION_UNKNOWN
    assert str(error.facts["clause"]).endswith("9")


def test_an_edition_may_do_without_delegates_consents_and_refunds(tmp_path: Path, edition: Edition) -> None:
    words = '{ en = "I accept.", hu = "Elfogadom." }'
    (tmp_path / FILE).write_text(
        'type = "assent/acceptance"\nversion = 1\n'
        f'[[capacities]]\nid = "self"\ncite = []\ntitle = {words}\ntext = {words}\n'
        '[[affirmations]]\nid = "yes"\ncapacities = ["self"]\nwhen = "always"\nnames_edition = true\n'
        f'cite = ["introduction/p2"]\ntext = {words}\n',
        "utf-8",
    )
    rules = load_acceptance(tmp_path, unsealed(edition))
    assert rules.delegation_clause is None
    assert rules.roles == rules.occasions == {}
    assert not rules.consents
    assert not rules.refund
