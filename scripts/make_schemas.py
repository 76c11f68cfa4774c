"""Write the JSON Schemas of the documents that the evidence stores, under `docs/schemas/`.

`python scripts/make_schemas.py` writes them; a test runs `documents()` and compares. A schema says the
shape; what the parts must agree on is said in `installer/evidence/predicates/contradictions.py` and in
`installer/evidence/verify/`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def documents() -> dict[str, str]:
    """File name to the schema's text."""
    from installer.acceptance.notice import Notice
    from installer.evidence.document import ReceiptDocument
    from installer.evidence.export import ExportEntry, ExportHead
    from installer.evidence.predicates import MODELS
    from installer.evidence.record import RecordDocument
    from installer.install.manifest import ManifestDocument
    from installer.install.plan_document import PlanDocument
    from installer.install.source import SourceDocument
    from installer.signatures.rotation import Rotation

    models: dict[str, type[Any]] = {"receipt-v1": ReceiptDocument, "record-v1": RecordDocument}
    models |= {"log-export-v1": ExportHead, "log-export-entry-v1": ExportEntry}
    for kind, model in MODELS.items():
        name, _, version = kind.value.partition(":")[2].partition("/")
        models[f"{name}-{version}"] = model
    schemas = {name: _whole(msgspec.json.schema(model)) for name, model in models.items()}
    schemas["pending-notice-v1"] = msgspec.json.schema(Notice)
    installed: dict[str, type[Any]] = {
        "bundle-v1": ManifestDocument,
        "bundle-source-v1": SourceDocument,
        "publisher-key-rotation-v1": Rotation,
        "plan-v1": PlanDocument,
    }
    schemas |= {name: msgspec.json.schema(model) for name, model in installed.items()}
    return {f"{name}.schema.json": _text(schema) for name, schema in schemas.items()}


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
