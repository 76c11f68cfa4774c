"""Write the JSON Schemas of all documents that the program stores or hands out, under `docs/schemas/`.

`python scripts/make_schemas.py` writes them; a test runs `documents()` and compares, and another looks
for a document in the code that has none. A schema says the shape; what the parts must agree on is said
beside each document's reader (for statements in `installer/evidence/predicates/contradictions.py`, for
receipts in `installer/evidence/verify/`).
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_KeyId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of the raw key, hex")]


class SignatureEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One signature: by which key, and the 64 bytes of Ed25519 in base64."""

    key: _KeyId
    signature: str


class SignatureFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Signatures of a publisher over the file beside it; `installer.signatures.signing` reads it by hand."""

    type: Literal["assent/edition-signatures", "assent-bundle-signatures"]
    version: Literal[1]
    algorithm: Literal["ed25519"]
    signatures: list[SignatureEntry]


class ImportDecision(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What the importer decided, and at which line of the document; 0 where it is none of one line."""

    kind: str
    language: str
    line: int
    text: str


class ImportReport(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`import-report.json`: every decision of an import, in the order of the document."""

    type: Literal["assent/import-report"]
    version: Literal[1]
    decisions: list[ImportDecision]


def documents() -> dict[str, str]:
    """File name to the schema's text."""
    schemas = {**_evidence(), **_editions(), **_installs(), **_people()}
    return {f"{name}.schema.json": _text(schema) for name, schema in schemas.items()}


def _evidence() -> dict[str, dict[str, Any]]:
    """What is signed or bound: every member stands there."""
    from installer.evidence.document import RECEIPT_TYPE, RECEIPT_VERSION, ReceiptDocument
    from installer.evidence.export import ExportEntry, ExportHead
    from installer.evidence.predicates import MODELS
    from installer.evidence.proofs import ConsistencyProof, InclusionProof
    from installer.evidence.record import RecordDocument

    models: dict[str, type[Any]] = {"receipt-v1": ReceiptDocument, "record-v1": RecordDocument}
    models |= {"log-export-v1": ExportHead, "log-export-entry-v1": ExportEntry}
    models |= {"inclusion-proof-v1": InclusionProof, "consistency-proof-v1": ConsistencyProof}
    for kind, model in MODELS.items():
        name, _, version = kind.value.partition(":")[2].partition("/")
        models[f"{name}-{version}"] = model
    schemas = {name: _whole(msgspec.json.schema(model)) for name, model in models.items()}
    # The reader tells another label from another shape, so its own type leaves the label open.
    label = schemas["receipt-v1"]["$defs"]["ReceiptDocument"]["properties"]
    label |= {"type": {"enum": [RECEIPT_TYPE]}, "version": {"enum": [RECEIPT_VERSION]}}
    return schemas


def _editions() -> dict[str, dict[str, Any]]:
    """What an edition of an agreement is made of."""
    from installer.acceptance.schema import AcceptanceDocument
    from installer.agreement.changes import ChangesDocument
    from installer.agreement.compiled import CoverCopy
    from installer.agreement.divergences import DivergencesDocument
    from installer.agreement.document import EditionDocument
    from installer.agreement.documents import Compiled
    from installer.agreement.importing.recipe import Recipe
    from installer.agreement.lint.answers import AnswersDocument
    from installer.terms.schema import ProductsDocument, RulesDocument

    models: dict[str, type[Any]] = {
        "edition-v1": EditionDocument,
        "edition-acceptance-v1": AcceptanceDocument,
        "edition-changes-v1": ChangesDocument,
        "edition-compiled-v1": Compiled,
        "edition-cover-v1": CoverCopy,
        "edition-divergences-v1": DivergencesDocument,
        "edition-import-v1": Recipe,
        "edition-import-report-v1": ImportReport,
        "edition-lint-v1": AnswersDocument,
        "edition-products-v1": ProductsDocument,
        "edition-rules-v1": RulesDocument,
        "signatures-v1": SignatureFile,
    }
    return _schemas(models)


def _installs() -> dict[str, dict[str, Any]]:
    """Bundles, plans, and what an install leaves in its target. A journal is one entry a line."""
    from installer.install.inventory import _Inventory
    from installer.install.manifest import ManifestDocument
    from installer.install.pending import Pending
    from installer.install.plan_document import PlanDocument
    from installer.install.records import Entry
    from installer.install.source import SourceDocument
    from installer.signatures.rotation import Rotation

    models: dict[str, Any] = {
        "bundle-v1": ManifestDocument,
        "bundle-source-v1": SourceDocument,
        "inventory-v1": _Inventory,
        "journal-entry-v1": Entry,
        "pending-restart-v1": Pending,
        "plan-v1": PlanDocument,
        "publisher-key-rotation-v1": Rotation,
    }
    return _schemas(models)


def _people() -> dict[str, dict[str, Any]]:
    """What people fill in, and what is kept for them."""
    from installer.acceptance.notice import Notice
    from installer.session.owed_document import OwedDocument
    from installer.unattended.answers import AnswersDocument
    from ui.resume import Kept

    models: dict[str, type[Any]] = {
        "answers-v1": AnswersDocument,
        "pending-notice-v1": Notice,
        "re-acceptance-v1": OwedDocument,
        "resume-v1": Kept,
    }
    return _schemas(models)


def _schemas(models: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: msgspec.json.schema(model) for name, model in models.items()}


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """What is signed spells out every member, also one that has its usual value."""
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["required"] = sorted(definition["properties"])
    return schema


def _text(schema: dict[str, Any]) -> str:
    schema = {"$schema": DIALECT, **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write every schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, "utf-8")
        print(FOLDER.relative_to(ROOT) / name)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
