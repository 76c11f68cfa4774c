"""Putting a certificate together: verify, gather, typeset. The same bytes for the same receipt."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from installer.errors import BadInput, Code, Unavailable
from installer.evidence import words as evidence_words
from installer.evidence.certificate.annex import annexes
from installer.evidence.certificate.commands import RECEIPT_NAME, SCRIPT_NAME, commands
from installer.evidence.certificate.facts import Facts
from installer.evidence.certificate.speech import Speech
from installer.evidence.certificate.words import titles
from installer.evidence.verify import Verification, examine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Translator

STANDARDS: Final = ("a-3a", "ua-1")
"""PDF/A-3, level A (tagged, with attachments), and PDF/UA-1."""

FONT: Final = "Assent Sans"
"""The family that the template asks for; digests and commands are in the fixed-width one of typst."""

_TEMPLATE: Final = Path(__file__).with_name("certificate.typ")


def make_certificate(receipt: bytes, translators: Sequence[Translator], fonts: Path) -> bytes:
    """The PDF of a receipt that holds, in the languages of `translators`, the first one leading.

    `fonts` is the folder of the program's own font files. Nothing of the machine goes in: no clock, no
    system font. Raises BadInput(RECEIPT_MALFORMED, detail) for a receipt that does not hold, and
    Unavailable(CERTIFICATE_UNAVAILABLE, detail) where it cannot be typeset.
    """
    case, verification = examine(receipt)
    if case is None or verification.statement is None:
        raise BadInput(Code.RECEIPT_MALFORMED, detail=verification.failed)
    speech = Speech(translators)
    parts = annexes(case.receipt.texts)
    facts = Facts(speech, case.receipt, verification.statement, parts)
    script = commands(case.receipt, case.keys[-1], case.keys[0])
    data: dict[str, Any] = {
        "titles": {name: speech.title(name) for name in titles(translators[0])},
        "languages": [tr.language for tr in translators],
        "kind": facts.kind(),
        "at": verification.statement.predicate.time.at,
        "groups": [
            {"title": speech.title("parties"), "rows": list(facts.parties())},
            {"title": speech.title("subject"), "rows": [*facts.subject(), *facts.earlier()]},
            {"title": speech.title("time"), "rows": list(facts.time())},
            {"title": speech.title("shown"), "rows": [*facts.shown(), *facts.key()]},
        ],
        "affirmations": list(facts.affirmations()),
        **_judgement(speech, verification),
        "script": script,
        "names": {"receipt": RECEIPT_NAME, "script": SCRIPT_NAME},
        "head": case.receipt.checkpoint.split("\n")[:3],
        "annex": [part.plain for part in parts],
    }
    return _typeset(receipt, data, fonts)


def _judgement(speech: Speech, verification: Verification) -> dict[str, Any]:
    """The checks, and what they prove and do not prove."""
    return {
        "checks": [
            {
                "name": speech.say(evidence_words.checks, check.id),
                "status": speech.value("status", evidence_words.mark(check)),
            }
            for check in verification.checks
        ],
        "proven": [speech.say(evidence_words.proven, name) for name in verification.proven],
        "not_proven": [speech.say(evidence_words.not_proven, name) for name in verification.not_proven],
    }


def _typeset(receipt: bytes, data: dict[str, Any], fonts: Path) -> bytes:
    moment = datetime.fromisoformat(data["at"]).astimezone(UTC)
    try:
        import typst

        found = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])
        if FONT not in found.families():
            # Typst would take another font and say nothing.
            raise FileNotFoundError(str(fonts / FONT))
        compiler = typst.Compiler(
            root=_TEMPLATE.parent,
            font_paths=found,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False), "receipt": receipt.decode()},
        )
        pdf = compiler.compile(
            input=_TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards=list(STANDARDS),
            timestamp=int(moment.timestamp()),
        )
    except (ImportError, OSError, RuntimeError) as exc:
        raise Unavailable(Code.CERTIFICATE_UNAVAILABLE, detail=str(exc).partition("\n")[0]) from exc
    assert isinstance(pdf, bytes)  # noqa: S101 - one PDF, not a list of pages
    return pdf
