"""The publisher's signature: without one the program shows no text."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers import agreements

from installer import signatures
from installer.agreement.load import load_edition
from installer.agreement.seal import seal_edition
from installer.agreement.signed import PURPOSE, SIGNATURE_FILE, load_signed, open_edition, shipped_keys
from installer.agreement.signing import check_sealed, sign_edition, sign_sealed, signed_by
from installer.errors import AssentError, BadInput, Code, Outcome, Unavailable, UntrustedData

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))
TRUSTED = (signatures.TrustedKey("a publisher", signatures.public_key(KEY).raw),)


@pytest.fixture
def signed(folder: Path) -> Path:
    """The edition in three languages, signed."""
    seal_edition(folder)
    sign_sealed(folder, KEY)
    return folder


def refusal(folder: Path, keys: tuple[signatures.TrustedKey, ...] = TRUSTED) -> tuple[object, object]:
    with pytest.raises(UntrustedData) as caught:
        load_signed(folder, keys)
    assert caught.value.outcome is Outcome.TEXT_INTEGRITY
    return caught.value.code, caught.value.facts.get("reason")


def test_a_signed_edition_loads(signed: Path) -> None:
    assert load_signed(signed, TRUSTED) == load_edition(signed)


def test_without_any_trusted_key_nothing_is_demanded(folder: Path) -> None:
    assert load_signed(folder, ()) == load_edition(folder)


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


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda found: found.update(version=2), "malformed"),
        (lambda found: found.update(note="x"), "malformed"),
        (lambda found: found.update(type="assent-bundle-signatures"), "malformed"),
        (lambda found: found["signatures"][0].update(note="x"), "malformed"),
        (lambda found: found["signatures"].append("x"), "malformed"),
        (lambda found: found["signatures"].clear(), "unknown-key"),
        (lambda found: found["signatures"][0].update(signature="?"), "wrong-signature"),
        (
            lambda found: found["signatures"][0].update(signature=base64.b64encode(bytes(64)).decode()),
            "wrong-signature",
        ),
    ],
)
def test_each_way_to_be_untrusted_has_its_reason(
    signed: Path, change: Callable[[dict[str, object]], None], reason: str
) -> None:
    path = signed / SIGNATURE_FILE
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, reason)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b'{"type": 1, "type": 2}', b"[" * 100_000])
def test_a_signature_file_of_another_form_is_refused(signed: Path, content: bytes) -> None:
    (signed / SIGNATURE_FILE).write_bytes(content)
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "malformed")


def test_a_signature_over_a_bundle_is_none_over_an_edition(signed: Path) -> None:
    other = signatures.Purpose(PURPOSE.type, PURPOSE.file, b"assent-bundle-v1\n", PURPOSE.code)
    made = signatures.sign(other, (signed / "edition.toml").read_bytes(), KEY)
    (signed / SIGNATURE_FILE).write_bytes(made)
    assert refusal(signed) == (Code.EDITION_UNTRUSTED, "wrong-signature")


def test_either_of_two_signatures_is_enough_for_a_change_of_key(signed: Path) -> None:
    path = signed / SIGNATURE_FILE
    first = json.loads(path.read_text())
    sign_sealed(signed, OTHER)
    second = json.loads(path.read_text())
    second["signatures"] += first["signatures"]
    path.write_text(json.dumps(second))
    assert load_signed(signed, TRUSTED)


def pem(path: Path, private: bytes | None = None) -> Path:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = (
        generate_private_key(SECP256R1())
        if private is None
        else Ed25519PrivateKey.from_private_bytes(private)
    )
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def test_a_publisher_signs_with_a_key_of_their_own(folder: Path, tmp_path: Path) -> None:
    seal_edition(folder)
    made = sign_edition(folder, pem(tmp_path / "key.pem", KEY))
    assert made.edition == "geraetemiete/2024-03-01"
    assert made.key == TRUSTED[0].id
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
    assert [found.key] == [key.id for key in shipped_keys()]


def test_without_a_trust_root_nobody_has_signed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("installer.signatures.trust_root", lambda: tmp_path)
    assert shipped_keys() == ()
    with pytest.raises(UntrustedData) as caught:
        signed_by(agreements.SHIPPED)
    assert caught.value.facts["reason"] == "trust-root-empty"


@pytest.mark.parametrize("text", ["", "ed25519 AAAA name", "rsa " + "A" * 44 + " n", "ed25519 %%% n"])
def test_a_trusted_key_that_cannot_be_read_is_an_error_and_not_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.pub").write_text(text)
    with pytest.raises(Unavailable) as caught:
        signatures.load_keys(tmp_path, Code.EDITION_UNTRUSTED)
    assert caught.value.facts["reason"] == "trust-root-malformed"


def test_a_trust_root_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pub").mkdir()
    with pytest.raises(Unavailable) as caught:
        signatures.load_keys(tmp_path, Code.EDITION_UNTRUSTED)
    assert caught.value.facts["reason"] == "trust-root-unreadable"


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
        "print('cryptography' in sys.modules)"
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
