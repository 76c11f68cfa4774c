"""RFC 3161 timestamps by a real authority (`openssl ts`), pinned by its certificate."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import pytest
from helpers.authorities import Authority
from helpers.paper_log import WITNESS_KEY, WITNESS_NAME, whole_log

from installer.cli import boundary
from installer.cli.main import assent
from installer.errors import Code, UntrustedData
from installer.evidence.additions import add_timestamp
from installer.evidence.canonical import document_bytes
from installer.evidence.timestamp import request_for, stamped_at
from installer.evidence.trust import read_authority

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
pytest.importorskip("rfc3161_client")

LOG = whole_log()
DOCUMENT = LOG.receipt(3, 5)
RECEIPT = document_bytes(DOCUMENT)
NOTE = DOCUMENT.checkpoint.encode()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture(scope="module")
def rogue(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Another authority of the same name."""
    return Authority(tmp_path_factory.mktemp("tsa") / "rogue")


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.answer(request_for(NOTE))


def pinned(authority: Authority) -> tuple[tuple[bytes, ...], ...]:
    return (read_authority(authority.certificate),)


def refused(answer: bytes, note: bytes, authorities: tuple[tuple[bytes, ...], ...]) -> str:
    with pytest.raises(UntrustedData) as caught:
        stamped_at(answer, note, authorities)
    assert caught.value.code is Code.TIMESTAMP_INVALID
    return str(caught.value.facts["detail"])


def test_a_pinned_authority_s_token_dates_the_note(authority: Authority, answer: bytes) -> None:
    moment = stamped_at(answer, NOTE, pinned(authority))
    assert len(moment) == 20
    assert moment.endswith("Z")


def test_an_authority_of_the_same_name_is_refused(
    authority: Authority, rogue: Authority, answer: bytes
) -> None:
    refused(answer, NOTE, pinned(rogue))
    refused(rogue.answer(request_for(NOTE)), NOTE, pinned(authority))
    # Among several pinned ones the right one counts.
    assert stamped_at(answer, NOTE, (*pinned(rogue), *pinned(authority)))


def test_a_token_over_another_note_is_refused(authority: Authority, answer: bytes) -> None:
    assert refused(answer, NOTE + b"\n", pinned(authority)) == "Mismatch between messages"


def test_the_issuer_s_certificate_is_no_authority(authority: Authority, answer: bytes) -> None:
    refused(answer, NOTE, (read_authority(authority.issuer),))


def test_an_answer_with_its_chain_inside_is_refused(authority: Authority) -> None:
    """As documented: the library reads one certificate, so try an authority out beforehand."""
    chained = authority.answer(request_for(NOTE), chain=True)
    assert refused(chained, NOTE, pinned(authority)) == "not-a-response"


def test_what_is_no_certificate_is_named(answer: bytes) -> None:
    with pytest.raises(UntrustedData) as caught:
        stamped_at(answer, NOTE, ((b"no certificate",),))
    assert caught.value.code is Code.TRUST_MALFORMED


def test_nobody_pinned_means_nobody_trusted(answer: bytes) -> None:
    assert refused(answer, NOTE, ()) == "no-authority"


def test_no_flipped_byte_of_a_token_becomes_another_time(authority: Authority, answer: bytes) -> None:
    """Some bytes of a token are bound by nothing in it; whatever still verifies says the same time."""
    moment = stamped_at(answer, NOTE, pinned(authority))
    positions = range(0, len(answer), 7)
    verified = 0
    for position in positions:
        bad = bytearray(answer)
        bad[position] ^= 1 << position % 8
        with contextlib.suppress(UntrustedData):
            assert stamped_at(bytes(bad), NOTE, pinned(authority)) == moment
            verified += 1
    assert verified < len(positions) / 2


def test_a_stamped_receipt_meets_the_policy_that_asks_for_it(
    authority: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way by the command line: request, answer, import, verify."""

    def run(*arguments: object) -> int:
        return boundary.run(assent, [str(argument) for argument in arguments])

    from installer.evidence.witness import WitnessKey

    witness = WitnessKey(WITNESS_NAME, WITNESS_KEY.public).text
    file, request, reply, note = (tmp_path / name for name in ("r.assent.json", "r.tsq", "r.tsr", "note.txt"))
    file.write_bytes(RECEIPT)
    note.write_text(LOG.countersigned(5), "utf-8")
    assert run("receipt", "request", file, "--output", request) == 0
    reply.write_bytes(authority.answer(request.read_bytes()))
    asked = ("verify", file, "--policy", "timestamped", "--key", LOG.keys[3].id, "--witness", witness)
    trusted = (*asked, "--tsa", authority.certificate)
    assert run(*trusted) == 2
    assert run("receipt", "anchor", file, note, "--witness", witness) == 0
    assert run("receipt", "timestamp", file, reply, "--tsa", authority.certificate) == 0
    capsys.readouterr()
    assert run(*trusted, "--lang", "en") == 0
    assert "An authority that you trust has dated" in capsys.readouterr().out
    stamped = file.read_bytes()
    assert run("receipt", "timestamp", file, reply, "--tsa", authority.certificate) == 0
    assert file.read_bytes() == stamped


def test_a_token_that_does_not_fit_changes_nothing(authority: Authority, rogue: Authority) -> None:
    answer = authority.answer(request_for(b"another note"))
    for bad in (answer, rogue.answer(request_for(NOTE))):
        with pytest.raises(UntrustedData):
            add_timestamp(RECEIPT, bad, pinned(authority))
