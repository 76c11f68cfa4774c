"""The form of a receipt file, version 1."""

from typing import Final, Literal, TypeAlias

from installer.evidence.personal import PersonalFields
from installer.evidence.predicates import Compared, Document, Hex
from installer.evidence.record import RecordDocument

RECEIPT_TYPE: Final = "assent/receipt"
RECEIPT_VERSION: Final = 1

Hash: TypeAlias = Compared
"""A hash of the tree. Whoever climbs the proof reads its digits (`verify.heads`)."""


class KeyDocument(Document, frozen=True, kw_only=True):
    """The public key that signed: SubjectPublicKeyInfo in base64; `id` is SHA-256 over it."""

    algorithm: Literal["ed25519"]
    id: Compared
    public: str


class RotationDocument(Document, frozen=True, kw_only=True):
    """A key rotation of the log: its record, and its proof up to the root in the receipt's `checkpoint`."""

    record: RecordDocument
    proof: list[Hash]


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


class CountersignatureDocument(Document, frozen=True, kw_only=True):
    """A head of the log that a witness signed: C2SP `tlog-cosignature/v1`.

    `key` is the witness's public key (SubjectPublicKeyInfo, base64), `note` the three lines of the head
    and the witness's one line, `proof` leads from the record to the root in `note`.
    """

    key: str
    note: str
    proof: list[Hash]


class TimestampDocument(Document, frozen=True, kw_only=True):
    """An RFC 3161 token (DER, base64) over the note in the receipt's `checkpoint`.

    `sha256` is over the DER: parts of a token are bound by nothing else, and no byte may change unseen.
    """

    sha256: Hex
    token: str


class ReceiptDocument(Document, frozen=True, kw_only=True):
    """The whole file. `personal` is null once the person was erased.

    `key` signed the record. `rotations` are the key rotations before the last record under `checkpoint`,
    oldest first: they lead from the key that the log is named after to the one that signed that head.
    `proof` leads from the record to the root in `checkpoint`, nearest hash first. `type` and `version`
    are plain here, so that a file of this shape under another label is told from another format.
    """

    type: str
    version: int
    record: RecordDocument
    key: KeyDocument
    rotations: list[RotationDocument]
    texts: list[TextDocument]
    personal: PersonalDocument | None
    proof: list[Hash]
    checkpoint: str
    countersignatures: list[CountersignatureDocument]
    timestamps: list[TimestampDocument]
