"""The form of a receipt file, version 1."""

from typing import Final, Literal

from installer.evidence.personal import PersonalFields
from installer.evidence.predicates import Document, Hex
from installer.evidence.record import RecordDocument

RECEIPT_TYPE: Final = "assent/receipt"
RECEIPT_VERSION: Final = 1


class KeyDocument(Document, frozen=True, kw_only=True):
    """The public key that signed: SubjectPublicKeyInfo in base64; `id` is SHA-256 over it."""

    algorithm: Literal["ed25519"]
    id: Hex
    public: str


class TextDocument(Document, frozen=True, kw_only=True):
    """The exact text in one language; `sha256` is over `content` in UTF-8."""

    language: str
    name: str
    sha256: Hex
    content: str


class PersonalDocument(Document, frozen=True, kw_only=True):
    """The personal fields and the salt (base64) that open the commitment in the statement."""

    salt: str
    fields: PersonalFields


class ReceiptDocument(Document, frozen=True, kw_only=True):
    """The whole file. `personal` is null once the person was erased.

    `proof` leads from the record to the root in `checkpoint`, nearest hash first. `type` and `version`
    are plain here, so that a file of this shape under another label is told from another format.
    """

    type: str
    version: int
    record: RecordDocument
    key: KeyDocument
    texts: list[TextDocument]
    personal: PersonalDocument | None
    proof: list[Hex]
    checkpoint: str
