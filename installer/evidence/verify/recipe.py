"""Verifying a receipt: a numbered recipe over the file alone, without clock, network or log."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, TypeAlias

from installer.errors import AssentError, Code
from installer.evidence.predicates import NotProven
from installer.evidence.trust import NOBODY
from installer.evidence.verify import heads, steps
from installer.evidence.verify.case import Case, Memory
from installer.evidence.verify.outcome import Check, Claim, Result, Status, Verification
from installer.evidence.verify.policies import Policy, asked
from installer.evidence.verify.reading import known_texts
from installer.evidence.verify.trusted import TRUST_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from installer.evidence.trust import Trust

Step: TypeAlias = "Callable[[Case], str | None]"

CONSISTENCY: Final[tuple[tuple[str, Step], ...]] = (
    ("document", steps.document),
    ("format", steps.form),
    ("key", steps.key),
    ("signature", steps.signature),
    ("statement", steps.statement),
    ("texts", steps.texts),
    ("personal", steps.personal),
    ("rotations", heads.rotations),
    ("checkpoint", heads.checkpoint),
    ("inclusion", heads.inclusion),
    ("chain", steps.chain),
    ("countersignatures", heads.countersignatures),
    ("timestamps", heads.timestamps),
)
"""Steps 1 to 13: what the receipt says by itself."""

RECIPE: Final = (*(name for name, _ in CONSISTENCY), *(name for name, _ in TRUST_CHECKS))
"""The ids of all checks, in their order."""

_PASSED: Final = Status.PASSED
_SKIPPED: Final = {name: Check(name, Status.SKIPPED) for name in RECIPE}
_PERSONAL: Final = Claim.PERSONAL.value
_ALWAYS: Final = tuple(item.value for item in NotProven)
_NOTHING: Final = (*(claim.value for claim in Claim), *_ALWAYS)


def verify(receipt: bytes, policy: Policy = Policy.CONSISTENT, trust: Trust = NOBODY) -> Verification:
    """Check a receipt file. Never raises for any bytes.

     1. `document`    the bytes are canonical JSON (RFC 8785), no doubled key, not too large
     2. `format`      type `assent/receipt`, version 1, exactly its members
     3. `key`         the key is Ed25519 in its one spelling, and its id is SHA-256 over it
     4. `signature`   the envelope has one signature, the key's, over DSSE's PAE of the payload
     5. `statement`   the payload is a known statement that does not contradict itself
     6. `texts`       every text has the digest that the statement names, all of them, in its order
     7. `personal`    salt and fields open the statement's commitment (skipped: erased)
     8. `rotations`   from the log's first key, each handed over to the next, down to the record's own
     9. `checkpoint`  the signed note is by the log's key at that size, under the first key's name
    10. `inclusion`   the record's bytes and the proof lead to the checkpoint's root; so do the rotations
    11. `chain`       the record names a record before it, and only the first names none
    12. `countersignatures` each is by the key beside it, over a head of this log that holds the record
    13. `timestamps`  each token is whole
    14. `enrolled`    the key, or one that handed over to it, is known; asked from policy `enrolled` on
    15. `anchored`    a known witness signed one of the heads of step 12; asked from `anchored` on
    16. `timestamped` a known authority dated the checkpoint's note (RFC 3161); asked by `timestamped`

    Steps 1–13 stop at the first failure. Each policy asks for all those before it. Never proven: that
    the person read it or sat there; that the clock was right; before a head of the log is held
    elsewhere, that a local administrator who holds the key did not write everything anew; and the key
    is a machine's, not a person's. Without step 14 anybody may have made the key.
    """
    return Verifier(policy, trust).judge(Case(receipt, Memory()))


def examine(receipt: bytes) -> tuple[Case | None, Verification]:
    """As `verify` by the first policy, with what the steps learnt; None for a receipt that does not hold."""
    verifier = Verifier()
    case = Case(receipt, verifier.memory)
    verification = verifier.judge(case)
    return (case if verification.valid else None), verification


class Verifier:
    """Checks many receipts by the recipe of `verify`, with the same outcome for each.

    It remembers the texts of receipts that held: where the next file has the same bytes in the same
    member, they are not hashed again. Not for several threads at once.
    """

    def __init__(self, policy: Policy = Policy.CONSISTENT, trust: Trust = NOBODY) -> None:
        self._asked = asked(policy)
        self._trust = trust
        self.memory = Memory()

    def verify(self, receipt: bytes) -> Verification:
        """See the function `verify`. Never raises for any bytes."""
        case = Case(receipt, self.memory)
        verification = self.judge(case)
        if verification.valid and case.known is None and case.receipt.texts:
            self.memory.learn(known_texts(case.data, case.receipt))
        return verification

    def judge(self, case: Case) -> Verification:
        """The outcome for a receipt, whose case then holds what the steps learnt."""
        checks: list[Check] = []
        name = ""
        try:
            for name, step in CONSISTENCY:
                detail = step(case)
                checks.append(_SKIPPED[name] if detail is None else Check(name, _PASSED, detail))
        except AssentError as exc:
            return _refused(checks, name, exc)
        return self._judged(case, checks)

    def _judged(self, case: Case, checks: list[Check]) -> Verification:
        missed = [] if case.receipt.personal is not None else [_PERSONAL]
        below = False
        for name, look in TRUST_CHECKS:
            met, detail = look(case, self._trust)
            if met:
                checks.append(Check(name, _PASSED, detail))
                continue
            missed.append(name)
            wanted = name in self._asked
            below = below or wanted
            checks.append(Check(name, Status.FAILED if wanted else Status.SKIPPED, detail))
        result = Result.BELOW_POLICY if below else Result.VALID
        proven, not_proven = _claims(tuple(missed))
        return Verification(result, tuple(checks), proven, not_proven, case.statement, case.receipt)


@functools.cache
def _claims(missed: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is proven, and what not, when these claims are not."""
    met = tuple(claim.value for claim in Claim if claim.value not in missed)
    return met, (*(claim.value for claim in Claim if claim.value in missed), *_ALWAYS)


def _refused(checks: list[Check], name: str, why: AssentError) -> Verification:
    unknown = why.code is Code.STATEMENT_UNKNOWN
    status = Status.UNKNOWN if unknown else Status.FAILED
    failed = Check(name, status, f"{why.code.value}: {why.facts.get('detail', '')}")
    skipped = [_SKIPPED[left] for left in RECIPE[len(checks) + 1 :]]
    result = Result.UNKNOWN if unknown else Result.TAMPERED
    return Verification(result, (*checks, failed, *skipped), (), _NOTHING)
