"""Verifying receipts offline: the recipe, its policies, and what comes out.

>>> verification = verify(data, Policy.ENROLLED, Trust(keys=frozenset({key_id})))
>>> verification.valid, verification.failed
"""

from installer.evidence.trust import NOBODY, Trust
from installer.evidence.verify.outcome import Check, Claim, Result, Status, Verification
from installer.evidence.verify.policies import LEVELS, Policy, asked
from installer.evidence.verify.recipe import RECIPE, Verifier, examine, verify

__all__ = [
    "LEVELS",
    "NOBODY",
    "RECIPE",
    "Check",
    "Claim",
    "Policy",
    "Result",
    "Status",
    "Trust",
    "Verification",
    "Verifier",
    "asked",
    "examine",
    "verify",
]
