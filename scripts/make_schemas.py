"""Write the JSON Schemas of the documents that the evidence stores, under `docs/schemas/`.

`python scripts/make_schemas.py` writes them; a test runs `documents()` and compares. A schema says the
shape; what the parts must agree on is said in `installer/evidence/verify.py`.
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
    from installer.evidence.document import ReceiptDocument
    from installer.evidence.predicates import MODELS
    from installer.evidence.record import RecordDocument

    models: dict[str, type[Any]] = {"receipt-v1": ReceiptDocument, "record-v1": RecordDocument}
    for kind, model in MODELS.items():
        name, _, version = kind.value.partition(":")[2].partition("/")
        models[f"{name}-{version}"] = model
    return {f"{name}.schema.json": _text(model) for name, model in models.items()}


def _text(model: type[Any]) -> str:
    schema = {"$schema": DIALECT, **msgspec.json.schema(model)}
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
