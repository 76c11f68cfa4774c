"""The publisher's signature: without one the program shows no text."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers import agreements
from helpers.bundles import write_files
from helpers.publishers import pem, pub, statement

from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.agreement.signed import PURPOSE, SIGNATURE_FILE, load_signed, open_edition
from installer.agreement.signing import check_sealed, sign_edition, sign_sealed, signed_by
from installer.errors import AssentError, BadInput, Code, Outcome, Unavailable, UntrustedData
from installer.signatures.keys import load_trust
from installer.signatures.trusted import Trust, public_key

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
TRUSTED = Trust((public_key(KEY, "a publisher"),))


@pytest.fixture
def signed(folder: Path) -> Path:
    """The edition in three languages, signed."""
    seal_edition(folder)
    sign_sealed(folder, KEY)
    return folder


def refusal(folder: Path, trust: Trust = TRUSTED) -> tuple[object, object]:
    with pytest.raises(UntrustedData) as caught:
        load_signed(folder, trust)
    assert caught.value.outcome is Outcome.TEXT_INTEGRITY
    return caught.value.code, caught.value.facts.get("reason")


def test_a_signed_edition_loads(signed: Path) -> None:
    assert load_signed(signed, TRUSTED) == load_edition(signed)


def test_an_unsigned_edition_is_refused(signed: Path) -> None:
    (signed / SIGNATURE_FILE).unlink()
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "unsigned")


def test_another_publishers_signature_is_refused(signed: Path) -> None:
    sign_sealed(signed, OTHER)
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "unknown-key")


def test_whoever_can_write_to_the_folder_cannot_seal_another_text(signed: Path) -> None:
    signature = (signed / SIGNATURE_FILE).read_bytes()
    agreements.replace(signed / "de.md", "Es bleibt ihr", "Es wird sein")
    seal_edition(signed)
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "unsigned")
    (signed / SIGNATURE_FILE).write_bytes(signature)
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "wrong-signature")


def test_a_document_cannot_be_slipped_in(signed: Path) -> None:
    (signed / "rules.toml").write_text("type = 'assent/rules'\n")
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "not-sealed")


def test_a_signature_does_not_excuse_another_text(signed: Path) -> None:
    agreements.replace(signed / "de.md", "Es bleibt ihr", "Es wird sein")
    assert refusal(signed)[0] is Code.CLAUSE_DIGEST


def test_sealing_what_is_sealed_keeps_the_signature(signed: Path) -> None:
    seal_edition(signed)
    assert load_signed(signed, TRUSTED)


def test_either_of_two_signatures_is_enough_for_a_change_of_key(signed: Path) -> None:
    path = signed / SIGNATURE_FILE
    first = json.loads(path.read_text())
    sign_sealed(signed, OTHER)
    second = json.loads(path.read_text())
    second["signatures"] += first["signatures"]
    path.write_text(json.dumps(second))
    assert load_signed(signed, TRUSTED)


def test_a_publisher_signs_with_a_key_of_their_own(folder: Path, tmp_path: Path) -> None:
    seal_edition(folder)
    made = sign_edition(folder, pem(tmp_path / "key.pem", KEY))
    assert made.edition == "geraetemiete/2024-03-01"
    assert made.key == TRUSTED.keys[0].id
    assert made.name == ""
    assert load_signed(folder, TRUSTED).digest == made.digest


def test_a_key_that_is_none_signs_nothing(folder: Path, tmp_path: Path) -> None:
    seal_edition(folder)
    (tmp_path / "text.pem").write_text("no key")
    rules = {
        "missing.pem": "unreadable",
        "text.pem": "not-a-key",
        pem(tmp_path / "ec.pem").name: "not-ed25519",
    }
    for name, rule in rules.items():
        with pytest.raises(BadInput) as caught:
            sign_edition(folder, tmp_path / name)
        assert caught.value.code is Code.PUBLISHER_KEY
        assert caught.value.facts["rule"] == rule
    assert not (folder / SIGNATURE_FILE).exists()


def test_nothing_is_signed_that_was_not_sealed(signed: Path) -> None:
    (signed / SIGNATURE_FILE).unlink()
    (signed / "rules.toml").write_text("x = 1\n")
    for name, code in (("rules.toml", Code.EDITION_UNTRUSTED), ("divergences.toml", Code.TEXT_DIGEST)):
        with pytest.raises(UntrustedData) as caught:
            sign_sealed(signed, KEY)
        assert caught.value.code is code
        if name == "rules.toml":
            (signed / name).unlink()
            path = signed / "divergences.toml"
            path.write_bytes(path.read_bytes() + b"# x\n")
    assert not (signed / SIGNATURE_FILE).exists()


def test_a_changed_printed_document_is_not_signed(tmp_path: Path) -> None:
    folder = agreements.copy_of(agreements.SHIPPED, tmp_path)
    check_sealed(folder, load_edition(folder))
    source = folder / "source" / "milestone-eula-2025-02-12.txt"
    source.write_bytes(source.read_bytes() + b"\n")
    with pytest.raises(UntrustedData) as caught:
        sign_sealed(folder, KEY)
    assert caught.value.facts["path"] == str(source)


def test_the_shipped_edition_is_signed_by_the_sample_publisher() -> None:
    found = signed_by(agreements.SHIPPED)
    assert found.edition == "milestone-xprotect/2025-02-12"
    assert "sample" in found.name
    assert found.key == public_key(agreements.SAMPLE_KEY).id


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the keys that the program ships with; empty."""
    monkeypatch.setattr("installer.signatures.keys.program_root", lambda: tmp_path / "program")
    folder = tmp_path / "program" / "installer" / "install" / "trust"
    folder.mkdir(parents=True)
    return folder


def test_under_an_empty_trust_root_no_edition_is_shown(signed: Path, root: Path) -> None:
    for load in (load_signed, signed_by):
        with pytest.raises(Unavailable) as caught:
            load(signed)
        assert caught.value.code is Code.EDITION_UNTRUSTED
        assert caught.value.outcome is Outcome.TEXT_INTEGRITY
        assert caught.value.facts == {"path": str(root), "reason": "trust-root-empty"}
    assert refusal(signed, Trust(())) == (Code.EDITION_UNTRUSTED, "unknown-key")


def test_an_edition_signed_by_a_retired_key_is_refused(signed: Path, root: Path) -> None:
    write_files(root, {"old.pub": pub(KEY)})
    assert load_signed(signed)
    write_files(root, {"1.rotation": statement(KEY, OTHER, retires_old=True)})
    with pytest.raises(UntrustedData) as caught:
        load_signed(signed)
    assert caught.value.facts["reason"] == "retired-key"
    assert refusal(signed, load_trust(root, PURPOSE.code)) == (Code.EDITION_UNTRUSTED, "retired-key")


@pytest.mark.parametrize("retires_old", [False, True])
def test_an_edition_signed_by_a_successor_is_shown(signed: Path, root: Path, *, retires_old: bool) -> None:
    write_files(root, {"old.pub": pub(KEY), "1.rotation": statement(KEY, OTHER, retires_old=retires_old)})
    assert sign_sealed(signed, OTHER).name == "new"
    assert load_signed(signed) == load_edition(signed)
    assert signed_by(signed).name == "new"
    assert sign_sealed(signed, KEY).name == ("" if retires_old else "old")


def test_a_change_of_key_that_does_not_verify_closes_the_program(signed: Path, root: Path) -> None:
    write_files(root, {"old.pub": pub(KEY), "1.rotation": statement(OTHER, KEY)})
    with pytest.raises(Unavailable) as caught:
        load_signed(signed)
    assert caught.value.facts == {"path": str(root), "reason": "trust-root-malformed"}


def test_a_publisher_may_sign_before_anybody_trusts_the_key(signed: Path, root: Path) -> None:
    made = sign_sealed(signed, KEY)
    assert (made.key, made.name) == (public_key(KEY).id, "")
    write_files(root, {"a.pub": pub(KEY, "a publisher")})
    assert signed_by(signed).name == "a publisher"


def signed_copy(edition: Path, target: Path) -> Path:
    folder = agreements.copy_of(edition, target)
    agreements.sign(folder)
    return folder


def test_without_an_id_the_newest_edition_of_the_one_agreement_opens(tmp_path: Path) -> None:
    signed_copy(agreements.THREE_LANGUAGES, tmp_path)
    later = agreements.copy_of(agreements.THREE_LANGUAGES, tmp_path / "x")
    newer = later.rename(tmp_path / "geraetemiete" / "2025-01-01")
    agreements.replace(newer / "edition.toml", 'id = "geraetemiete/2024', 'id = "geraetemiete/2025')
    agreements.sign(newer)
    with pytest.raises(UntrustedData) as caught:
        open_edition(tmp_path)
    assert caught.value.code is Code.EDITION_MALFORMED
    assert caught.value.facts["detail"] == "id: geraetemiete/2025-03-01"
    agreements.replace(newer / "edition.toml", 'id = "geraetemiete/2025-03', 'id = "geraetemiete/2025-01')
    agreements.sign(newer)
    assert open_edition(tmp_path).id == "geraetemiete/2025-01-01"
    assert open_edition(tmp_path, "geraetemiete/2024-03-01").id == "geraetemiete/2024-03-01"


def test_without_an_id_nothing_opens_where_there_are_several_agreements_or_none(tmp_path: Path) -> None:
    for root in (agreements.DATA, tmp_path):
        with pytest.raises(AssentError) as caught:
            open_edition(root)
        assert caught.value.code is Code.EDITION_UNKNOWN


@pytest.mark.parametrize(
    ("later", "wakes"), [(True, False), (False, True)], ids=["the-first-page", "the-text"]
)
def test_only_the_text_wakes_what_checks_signatures(*, later: bool, wakes: bool) -> None:
    code = (
        "import sys; from installer.session import open_session\n"
        f"open_session(later={later})\n"
        "print('nacl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == str(wakes)


def test_a_signature_that_cannot_be_taken_away_is_named(folder: Path) -> None:
    (folder / SIGNATURE_FILE).mkdir()
    agreements.replace(folder / "de.md", "Es bleibt ihr", "Es wird sein")
    with pytest.raises(Unavailable) as caught:
        seal_edition(folder)
    assert caught.value.code is Code.TARGET_UNWRITABLE
    assert caught.value.facts["path"] == str(folder / SIGNATURE_FILE)
