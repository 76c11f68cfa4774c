"""Verifying a receipt: a numbered recipe over the file alone, without clock, network or log."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Final

from installer.errors import AssentError, Code, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import canonical, decode64, parse, sha256_hex
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.document import RECEIPT_TYPE, RECEIPT_VERSION, ReceiptDocument
from installer.evidence.envelope import Statement, convert, decode_statement, open_envelope
from installer.evidence.keys import PublicKey
from installer.evidence.personal import Sealed
from installer.evidence.predicates import NotProven
from installer.evidence.record import FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


class Policy(StrEnum):
    """How much is asked of a receipt."""

    CONSISTENT = "consistent"
    """It agrees with itself: nothing changed since its key signed it."""
    ENROLLED = "enrolled"
    """And the key is one that the verifier knows."""


class Status(StrEnum):
    """What came of one check."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class Result(Enum):
    """The whole outcome; the value is the exit status of `assent verify`."""

    VALID = 0
    TAMPERED = 1
    BELOW_POLICY = 2
    UNKNOWN = 3


class Claim(StrEnum):
    """What a valid receipt proves, or does not (with `NotProven`, which no receipt proves)."""

    TEXTS = "texts"
    STATEMENT = "statement"
    LOG = "log"
    PERSONAL = "personal"
    ENROLLED = "enrolled"


@dataclass(frozen=True)
class Check:
    """One step of the recipe. `detail` holds facts (digests, places, reasons), not a sentence."""

    id: str
    status: Status
    detail: str = ""


@dataclass(frozen=True)
class Verification:
    """The outcome. `installer.evidence.words` turns ids into sentences.

    `proven` and `not_proven` are ids; a receipt that is not valid proves nothing (`not_proven` then
    holds every id). `statement` and `receipt` are set only when it is valid.
    """

    result: Result
    checks: tuple[Check, ...]
    proven: tuple[str, ...]
    not_proven: tuple[str, ...]
    statement: Statement | None = None
    receipt: ReceiptDocument | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing was changed, whatever the asked policy."""
        return self.result in (Result.VALID, Result.BELOW_POLICY)

    @property
    def failed(self) -> str:
        """The id of the check that failed; empty when none did."""
        bad = (check.id for check in self.checks if check.status in (Status.FAILED, Status.UNKNOWN))
        return next(bad, "")


@dataclass
class _Case:
    """What the steps learn, in their order."""

    data: bytes
    trusted: frozenset[str]
    raw: Any = None
    receipt: ReceiptDocument = field(init=False)
    key: PublicKey = field(init=False)
    statement: Statement = field(init=False)
    checkpoint_root: bytes = b""
    checkpoint_size: int = 0


def verify(receipt: bytes, policy: Policy = Policy.CONSISTENT, trusted: Collection[str] = ()) -> Verification:
    """Check a receipt file. Never raises for any bytes.

     1. `document`   the bytes are canonical JSON (RFC 8785), no doubled key, not too large
     2. `format`     type `assent/receipt`, version 1, exactly its members
     3. `key`        the key is Ed25519 in its one spelling, and its id is SHA-256 over it
     4. `signature`  the envelope has one signature, the key's, over DSSE's PAE of the payload
     5. `statement`  the payload is a known statement that does not contradict itself
     6. `texts`      every text has the digest that the statement names, all of them, in its order
     7. `personal`   salt and fields open the statement's commitment (skipped: erased)
     8. `checkpoint` the signed note is the key's, byte for byte
     9. `inclusion`  the record's bytes and the proof lead to the checkpoint's root
    10. `chain`      the record names a record before it, and only the first names none
    11. `enrolled`   the key is among `trusted` (ids); asked by policy `enrolled`, else informative

    Steps 1–10 stop at the first failure. Never proven: that the person read it or sat there; that the
    clock was right; before a checkpoint is held elsewhere, that a local administrator who holds the
    key did not write everything anew; and the key is a machine's, not a person's. Without step 11
    anybody may have made the key.
    """
    case = _Case(receipt, frozenset(trusted))
    checks: list[Check] = []
    stopped = False
    for name, step in _RECIPE:
        check = Check(name, Status.SKIPPED) if stopped else _run(name, step, case)
        stopped = stopped or check.status in (Status.FAILED, Status.UNKNOWN)
        checks.append(check)
    if stopped:
        checks.append(Check("enrolled", Status.SKIPPED))
        return _refused(checks)
    enrolled = case.key.id in case.trusted
    asked = policy is Policy.ENROLLED
    missing = Status.FAILED if asked else Status.SKIPPED
    checks.append(Check("enrolled", Status.PASSED if enrolled else missing, case.key.id))
    erased = case.receipt.personal is None
    result = Result.BELOW_POLICY if asked and not enrolled else Result.VALID
    missed = {Claim.PERSONAL: erased, Claim.ENROLLED: not enrolled}
    return Verification(
        result,
        tuple(checks),
        tuple(claim.value for claim in Claim if not missed.get(claim)),
        (*(claim.value for claim in Claim if missed.get(claim)), *(item.value for item in NotProven)),
        case.statement,
        case.receipt,
    )


def _refused(checks: list[Check]) -> Verification:
    unknown = any(check.status is Status.UNKNOWN for check in checks)
    nothing = (*(claim.value for claim in Claim), *(item.value for item in NotProven))
    return Verification(Result.UNKNOWN if unknown else Result.TAMPERED, tuple(checks), (), nothing)


def _run(name: str, step: Callable[[_Case], str | None], case: _Case) -> Check:
    try:
        detail = step(case)
    except AssentError as exc:
        status = Status.UNKNOWN if exc.code is Code.STATEMENT_UNKNOWN else Status.FAILED
        return Check(name, status, f"{exc.code.value}: {exc.facts.get('detail', '')}")
    return Check(name, Status.SKIPPED) if detail is None else Check(name, Status.PASSED, detail)


def _document(case: _Case) -> str:
    case.raw = parse(case.data)
    return sha256_hex(case.data)


def _format(case: _Case) -> str:
    label = _label(case.raw)
    known = (RECEIPT_TYPE, RECEIPT_VERSION)
    try:
        case.receipt = convert(case.raw, ReceiptDocument)
    except UntrustedData:
        # Another shape under a label that is not ours is another format; under ours it is damage.
        if label not in (None, known):
            raise UntrustedData(Code.STATEMENT_UNKNOWN, detail="{} {}".format(*label)) from None
        raise
    if label != known:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="label")
    return f"{RECEIPT_TYPE} {RECEIPT_VERSION}"


def _label(raw: Any) -> tuple[str, int] | None:  # noqa: ANN401 - any JSON
    if not isinstance(raw, dict):
        return None
    kind, version = raw.get("type"), raw.get("version")
    return (kind, version) if isinstance(kind, str) and type(version) is int else None


def _key(case: _Case) -> str:
    case.key = PublicKey.from_text(case.receipt.key.public)
    if case.key.id != case.receipt.key.id:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="key-id")
    return case.key.id


def _signature(case: _Case) -> str:
    payload = open_envelope(case.receipt.record.envelope, case.key)
    return sha256_hex(payload)


def _statement(case: _Case) -> str:
    # The very bytes whose signature step 4 checked.
    case.statement = decode_statement(decode64(case.receipt.record.envelope.payload))
    return case.statement.predicate_type.value


def _texts(case: _Case) -> str:
    named = [(item.name, item.digest.sha256) for item in case.statement.subject]
    languages = [text.language for text in case.statement.predicate.texts]
    texts = case.receipt.texts
    if [(text.name, text.sha256) for text in texts] != named:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="other-texts-than-named")
    if [text.language for text in texts] != languages:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="other-languages-than-named")
    for text in texts:
        actual = sha256_hex(text.content.encode("utf-8"))
        if actual != text.sha256:
            raise UntrustedData(Code.RECEIPT_MALFORMED, detail=f"{text.name}: {actual} != {text.sha256}")
    return ", ".join(f"{text.name} {text.sha256}" for text in texts)


def _personal(case: _Case) -> str | None:
    personal = case.receipt.personal
    if personal is None:
        return None
    commitment = case.statement.predicate.personal.commitment
    if not Sealed(decode64(personal.salt), personal.fields).opens(commitment):
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="commitment")
    return commitment


def _checkpoint(case: _Case) -> str:
    found = open_checkpoint(case.receipt.checkpoint, case.key)
    case.checkpoint_root, case.checkpoint_size = found.root, found.size
    return found.origin


def _inclusion(case: _Case) -> str:
    # The file is canonical (step 1), so these bytes are the very ones that stand in it.
    record = canonical(case.raw["record"])
    proof = [bytes.fromhex(value) for value in case.receipt.proof]
    index, size = case.receipt.record.index, case.checkpoint_size
    if tree.root_from_proof(tree.leaf_hash(record), index, size, proof) != case.checkpoint_root:
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="inclusion")
    return f"{index} / {size}"


def _chain(case: _Case) -> str:
    record = case.receipt.record
    if (record.index == 0) != (record.previous == FIRST):
        raise UntrustedData(Code.RECEIPT_MALFORMED, detail="chain")
    return record.previous


_RECIPE: Final[tuple[tuple[str, Callable[[_Case], str | None]], ...]] = (
    ("document", _document),
    ("format", _format),
    ("key", _key),
    ("signature", _signature),
    ("statement", _statement),
    ("texts", _texts),
    ("personal", _personal),
    ("checkpoint", _checkpoint),
    ("inclusion", _inclusion),
    ("chain", _chain),
)
