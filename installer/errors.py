"""Everything that can go wrong, as facts: families by whose fault it is, a code, and where.

No sentence stands here. `installer.sentences` turns a code and its facts into Hungarian and
English; `OUTCOMES` turns a code into the exit status of design §11. Adding a code without adding
it to both tables fails a test.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import TypeAlias

Fact: TypeAlias = str | int


class Outcome(Enum):
    """The named results of a run and their exit statuses (POSIX, Windows)."""

    SUCCESS = ("success", 0, 0)
    REBOOT_REQUIRED = ("reboot-required", 194, 3010)
    CANCELLED = ("cancelled", 66, 1602)
    FAILED_ROLLED_BACK = ("failed-rolled-back", 67, 1603)
    BUSY = ("busy", 82, 1618)
    ALREADY_INSTALLED = ("already-installed", 102, 1638)
    USAGE = ("usage", 103, 1639)
    DISK_FULL = ("disk-full", 112, 112)
    NOT_ACCEPTED = ("not-accepted", 172, 172)
    DECLINED = ("declined", 175, 175)
    ACCEPTANCE_STALE = ("acceptance-stale", 176, 176)
    AUTHORITY_MISSING = ("authority-missing", 177, 177)
    TEXT_INTEGRITY = ("text-integrity", 178, 178)
    ROLLBACK_INCOMPLETE = ("rollback-incomplete", 179, 179)
    TERMS_CONFLICT = ("terms-conflict", 181, 181)
    LOG_UNWRITABLE = ("log-unwritable", 185, 185)

    def __init__(self, label: str, posix: int, windows: int) -> None:
        self.label = label
        self.posix = posix
        self.windows = windows


class Code(StrEnum):
    """One code per refusal. The prefix names the package that raises it."""

    # agreement: the text that is presented
    TEXT_MISSING = "agreement.text-missing"
    TEXT_NOT_UTF8 = "agreement.text-not-utf8"
    TEXT_MALFORMED = "agreement.text-malformed"
    TEXT_DIGEST = "agreement.text-digest"
    CLAUSE_DIGEST = "agreement.clause-digest"
    CLAUSE_UNPAIRED = "agreement.clause-unpaired"
    EDITION_MALFORMED = "agreement.edition-malformed"
    EDITION_UNKNOWN = "agreement.edition-unknown"
    CLAUSE_UNKNOWN = "agreement.clause-unknown"
    DIVERGENCE_PHRASE = "agreement.divergence-phrase"
    DIVERGENCES_MALFORMED = "agreement.divergences-malformed"
    LINT_MALFORMED = "agreement.lint-malformed"
    LANGUAGE_UNKNOWN = "agreement.language-unknown"
    CHANGES_MALFORMED = "agreement.changes-malformed"
    EDITIONS_UNRELATED = "agreement.editions-unrelated"
    EDITION_UNTRUSTED = "agreement.edition-untrusted"
    PUBLISHER_KEY = "agreement.publisher-key"
    IMPORT_REFUSED = "agreement.import-refused"
    RECIPE_MALFORMED = "agreement.recipe-malformed"
    # terms
    TERMS_MALFORMED = "terms.malformed"
    CITATION_UNKNOWN = "terms.citation-unknown"
    PRODUCT_UNKNOWN = "terms.product-unknown"
    COMPONENT_UNKNOWN = "terms.component-unknown"
    SELECTION_MALFORMED = "terms.selection-malformed"
    SELECTION_EMPTY = "terms.selection-empty"
    FACT_UNKNOWN = "terms.fact-unknown"
    QUANTITY_UNKNOWN = "terms.quantity-unknown"
    RELEASE_MALFORMED = "terms.release-malformed"
    TERMS_CONFLICT = "terms.conflict"
    DEVICES_MALFORMED = "terms.devices-malformed"
    COUNTING_ELSEWHERE = "terms.counting-elsewhere"
    # acceptance
    NOT_ACCEPTED = "acceptance.not-accepted"
    DECLINED = "acceptance.declined"
    AFFIRMATION_MISSING = "acceptance.affirmation-missing"
    AFFIRMATION_UNKNOWN = "acceptance.affirmation-unknown"
    PARTY_INCOMPLETE = "acceptance.party-incomplete"
    EVIDENCE_FILE_UNREADABLE = "acceptance.evidence-file-unreadable"
    EDITION_STALE = "acceptance.edition-stale"
    AUTHORITY_MISSING = "acceptance.authority-missing"
    ACCEPTANCE_MALFORMED = "acceptance.malformed"
    PARTY_INVALID = "acceptance.party-invalid"
    CONSENT_UNKNOWN = "acceptance.consent-unknown"
    SECTION_UNSEEN = "acceptance.section-unseen"
    TARGET_MISSING = "acceptance.target-missing"
    DECIDED = "acceptance.decided"
    ROLE_UNKNOWN = "acceptance.role-unknown"
    ROLE_CONFLICT = "acceptance.role-conflict"
    EARLIER_MISSING = "acceptance.earlier-missing"
    RECEIPT_UNFIT = "acceptance.receipt-unfit"
    RECORD_UNFIT = "acceptance.record-unfit"
    NOT_PRINCIPAL = "acceptance.not-principal"
    NOTICE_UNREADABLE = "acceptance.notice-unreadable"
    NOTICE_MALFORMED = "acceptance.notice-malformed"
    # evidence
    KEY_UNREADABLE = "evidence.key-unreadable"
    KEY_EXPOSED = "evidence.key-exposed"
    LOG_UNWRITABLE = "evidence.log-unwritable"
    LOG_BROKEN = "evidence.log-broken"
    RECEIPT_MALFORMED = "evidence.receipt-malformed"
    RECORD_UNKNOWN = "evidence.record-unknown"
    RECORD_ERASED = "evidence.record-erased"
    ERASURE_PENDING = "evidence.erasure-pending"
    READ_BACK_DIFFERS = "evidence.read-back-differs"
    NOT_REPRESENTABLE = "evidence.not-representable"
    STATEMENT_MALFORMED = "evidence.statement-malformed"
    STATEMENT_UNKNOWN = "evidence.statement-unknown"
    SIGNATURE_INVALID = "evidence.signature-invalid"
    CHECKPOINT_INVALID = "evidence.checkpoint-invalid"
    TRUST_MALFORMED = "evidence.trust-malformed"
    RECEIPT_UNREADABLE = "evidence.receipt-unreadable"
    COUNTERSIGNATURE_INVALID = "evidence.countersignature-invalid"
    TIMESTAMP_INVALID = "evidence.timestamp-invalid"
    TIMESTAMP_UNAVAILABLE = "evidence.timestamp-unavailable"
    CERTIFICATE_UNAVAILABLE = "evidence.certificate-unavailable"
    # install
    BUNDLE_MISSING = "install.bundle-missing"
    BUNDLE_MALFORMED = "install.bundle-malformed"
    BUNDLE_UNTRUSTED = "install.bundle-untrusted"
    PAYLOAD_DIGEST = "install.payload-digest"
    PAYLOAD_MALFORMED = "install.payload-malformed"
    NAME_REFUSED = "install.name-refused"
    TARGET_UNWRITABLE = "install.target-unwritable"
    TARGET_FOREIGN = "install.target-foreign"
    TARGET_NO_FILES = "install.target-no-files"
    DISK_FULL = "install.disk-full"
    BUSY = "install.busy"
    NOT_COVERED = "install.not-covered"
    COMPONENT_NEEDED = "install.component-needed"
    NOT_INSTALLED = "install.not-installed"
    ALREADY_INSTALLED = "install.already-installed"
    DOWNGRADE = "install.downgrade"
    PLAN_STALE = "install.plan-stale"
    REPAIR_MISMATCH = "install.repair-mismatch"
    MODIFY_EXTERNAL = "install.modify-external"
    INVENTORY_BROKEN = "install.inventory-broken"
    JOURNAL_BROKEN = "install.journal-broken"
    SOURCE_REFUSED = "install.source-refused"
    INSTALL_FAILED = "install.failed"
    ROLLBACK_INCOMPLETE = "install.rollback-incomplete"
    CANCELLED = "install.cancelled"
    EXTERNAL_UNSUPPORTED = "install.external-unsupported"
    EXTERNAL_EXPOSED = "install.external-exposed"
    EXTERNAL_NOT_STARTED = "install.external-not-started"
    EXTERNAL_FAILED = "install.external-failed"
    EXTERNAL_TIMEOUT = "install.external-timeout"
    EXTERNAL_BUSY = "install.external-busy"
    EXTERNAL_CANCELLED = "install.external-cancelled"
    EXTERNAL_LEFT = "install.external-left"
    EXTERNAL_PARTLY = "install.external-partly"
    PRIVILEGE_MISSING = "install.privilege-missing"
    RESTART_FIRST = "install.restart-first"
    # command line and answer file
    FLAG_UNKNOWN = "usage.flag-unknown"
    ANSWERS_MISSING = "usage.answers-missing"
    ANSWERS_MALFORMED = "usage.answers-malformed"
    ANSWERS_UNKNOWN_KEY = "usage.answers-unknown-key"
    ANSWERS_DOUBLED_KEY = "usage.answers-doubled-key"
    NO_DISPLAY = "usage.no-display"
    FILE_UNWRITABLE = "usage.file-unwritable"


OUTCOMES: dict[Code, Outcome] = {
    Code.TEXT_MISSING: Outcome.TEXT_INTEGRITY,
    Code.TEXT_NOT_UTF8: Outcome.TEXT_INTEGRITY,
    Code.TEXT_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.TEXT_DIGEST: Outcome.TEXT_INTEGRITY,
    Code.CLAUSE_DIGEST: Outcome.TEXT_INTEGRITY,
    Code.CLAUSE_UNPAIRED: Outcome.TEXT_INTEGRITY,
    Code.EDITION_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.EDITION_UNKNOWN: Outcome.USAGE,
    Code.CLAUSE_UNKNOWN: Outcome.USAGE,
    Code.DIVERGENCE_PHRASE: Outcome.TEXT_INTEGRITY,
    Code.DIVERGENCES_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.LINT_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.LANGUAGE_UNKNOWN: Outcome.USAGE,
    Code.CHANGES_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.EDITIONS_UNRELATED: Outcome.USAGE,
    Code.EDITION_UNTRUSTED: Outcome.TEXT_INTEGRITY,
    Code.PUBLISHER_KEY: Outcome.USAGE,
    Code.IMPORT_REFUSED: Outcome.USAGE,
    Code.RECIPE_MALFORMED: Outcome.USAGE,
    Code.TERMS_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.CITATION_UNKNOWN: Outcome.TEXT_INTEGRITY,
    Code.PRODUCT_UNKNOWN: Outcome.USAGE,
    Code.COMPONENT_UNKNOWN: Outcome.USAGE,
    Code.SELECTION_MALFORMED: Outcome.USAGE,
    Code.SELECTION_EMPTY: Outcome.USAGE,
    Code.FACT_UNKNOWN: Outcome.USAGE,
    Code.QUANTITY_UNKNOWN: Outcome.USAGE,
    Code.RELEASE_MALFORMED: Outcome.USAGE,
    Code.TERMS_CONFLICT: Outcome.TERMS_CONFLICT,
    Code.DEVICES_MALFORMED: Outcome.USAGE,
    Code.COUNTING_ELSEWHERE: Outcome.USAGE,
    Code.NOT_ACCEPTED: Outcome.NOT_ACCEPTED,
    Code.DECLINED: Outcome.DECLINED,
    Code.AFFIRMATION_MISSING: Outcome.NOT_ACCEPTED,
    Code.AFFIRMATION_UNKNOWN: Outcome.USAGE,
    Code.PARTY_INCOMPLETE: Outcome.USAGE,
    Code.EVIDENCE_FILE_UNREADABLE: Outcome.AUTHORITY_MISSING,
    Code.EDITION_STALE: Outcome.ACCEPTANCE_STALE,
    Code.AUTHORITY_MISSING: Outcome.AUTHORITY_MISSING,
    Code.ACCEPTANCE_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.PARTY_INVALID: Outcome.USAGE,
    Code.CONSENT_UNKNOWN: Outcome.USAGE,
    Code.SECTION_UNSEEN: Outcome.NOT_ACCEPTED,
    Code.TARGET_MISSING: Outcome.USAGE,
    Code.DECIDED: Outcome.USAGE,
    Code.ROLE_UNKNOWN: Outcome.USAGE,
    Code.ROLE_CONFLICT: Outcome.TERMS_CONFLICT,
    Code.EARLIER_MISSING: Outcome.AUTHORITY_MISSING,
    Code.RECEIPT_UNFIT: Outcome.AUTHORITY_MISSING,
    Code.RECORD_UNFIT: Outcome.USAGE,
    Code.NOT_PRINCIPAL: Outcome.AUTHORITY_MISSING,
    Code.NOTICE_UNREADABLE: Outcome.USAGE,
    Code.NOTICE_MALFORMED: Outcome.USAGE,
    Code.KEY_UNREADABLE: Outcome.LOG_UNWRITABLE,
    Code.KEY_EXPOSED: Outcome.LOG_UNWRITABLE,
    Code.LOG_UNWRITABLE: Outcome.LOG_UNWRITABLE,
    Code.LOG_BROKEN: Outcome.LOG_UNWRITABLE,
    Code.RECEIPT_MALFORMED: Outcome.USAGE,
    Code.RECORD_UNKNOWN: Outcome.USAGE,
    Code.RECORD_ERASED: Outcome.USAGE,
    Code.ERASURE_PENDING: Outcome.LOG_UNWRITABLE,
    Code.READ_BACK_DIFFERS: Outcome.TEXT_INTEGRITY,
    Code.NOT_REPRESENTABLE: Outcome.USAGE,
    Code.STATEMENT_MALFORMED: Outcome.USAGE,
    Code.STATEMENT_UNKNOWN: Outcome.LOG_UNWRITABLE,
    Code.SIGNATURE_INVALID: Outcome.LOG_UNWRITABLE,
    Code.CHECKPOINT_INVALID: Outcome.LOG_UNWRITABLE,
    Code.TRUST_MALFORMED: Outcome.USAGE,
    Code.RECEIPT_UNREADABLE: Outcome.USAGE,
    Code.COUNTERSIGNATURE_INVALID: Outcome.USAGE,
    Code.TIMESTAMP_INVALID: Outcome.USAGE,
    Code.TIMESTAMP_UNAVAILABLE: Outcome.USAGE,
    Code.CERTIFICATE_UNAVAILABLE: Outcome.USAGE,
    Code.BUNDLE_MISSING: Outcome.USAGE,
    Code.BUNDLE_MALFORMED: Outcome.FAILED_ROLLED_BACK,
    Code.BUNDLE_UNTRUSTED: Outcome.FAILED_ROLLED_BACK,
    Code.PAYLOAD_DIGEST: Outcome.FAILED_ROLLED_BACK,
    Code.PAYLOAD_MALFORMED: Outcome.FAILED_ROLLED_BACK,
    Code.NAME_REFUSED: Outcome.FAILED_ROLLED_BACK,
    Code.TARGET_UNWRITABLE: Outcome.FAILED_ROLLED_BACK,
    Code.TARGET_FOREIGN: Outcome.USAGE,
    Code.TARGET_NO_FILES: Outcome.FAILED_ROLLED_BACK,
    Code.DISK_FULL: Outcome.DISK_FULL,
    Code.BUSY: Outcome.BUSY,
    Code.NOT_COVERED: Outcome.NOT_ACCEPTED,
    Code.COMPONENT_NEEDED: Outcome.USAGE,
    Code.NOT_INSTALLED: Outcome.USAGE,
    Code.ALREADY_INSTALLED: Outcome.ALREADY_INSTALLED,
    Code.DOWNGRADE: Outcome.USAGE,
    Code.PLAN_STALE: Outcome.FAILED_ROLLED_BACK,
    Code.REPAIR_MISMATCH: Outcome.USAGE,
    Code.MODIFY_EXTERNAL: Outcome.USAGE,
    Code.INVENTORY_BROKEN: Outcome.FAILED_ROLLED_BACK,
    Code.JOURNAL_BROKEN: Outcome.ROLLBACK_INCOMPLETE,
    Code.SOURCE_REFUSED: Outcome.USAGE,
    Code.INSTALL_FAILED: Outcome.FAILED_ROLLED_BACK,
    Code.ROLLBACK_INCOMPLETE: Outcome.ROLLBACK_INCOMPLETE,
    Code.CANCELLED: Outcome.CANCELLED,
    Code.EXTERNAL_UNSUPPORTED: Outcome.USAGE,
    Code.EXTERNAL_EXPOSED: Outcome.FAILED_ROLLED_BACK,
    Code.EXTERNAL_NOT_STARTED: Outcome.FAILED_ROLLED_BACK,
    Code.EXTERNAL_FAILED: Outcome.FAILED_ROLLED_BACK,
    Code.EXTERNAL_TIMEOUT: Outcome.FAILED_ROLLED_BACK,
    Code.EXTERNAL_BUSY: Outcome.BUSY,
    Code.EXTERNAL_CANCELLED: Outcome.CANCELLED,
    Code.EXTERNAL_LEFT: Outcome.ROLLBACK_INCOMPLETE,
    Code.EXTERNAL_PARTLY: Outcome.ROLLBACK_INCOMPLETE,
    Code.PRIVILEGE_MISSING: Outcome.FAILED_ROLLED_BACK,
    Code.RESTART_FIRST: Outcome.REBOOT_REQUIRED,
    Code.FLAG_UNKNOWN: Outcome.USAGE,
    Code.ANSWERS_MISSING: Outcome.USAGE,
    Code.ANSWERS_MALFORMED: Outcome.USAGE,
    Code.ANSWERS_UNKNOWN_KEY: Outcome.USAGE,
    Code.ANSWERS_DOUBLED_KEY: Outcome.USAGE,
    Code.NO_DISPLAY: Outcome.USAGE,
    Code.FILE_UNWRITABLE: Outcome.USAGE,
}


class AssentError(Exception):
    """The root of all errors that a boundary of the core lets out.

    `facts` are the named values that the sentence for `code` needs (paths, ids, digests, counts);
    `cite` are ids of the clauses that the refusal rests on, empty where no clause is concerned.
    """

    def __init__(self, code: Code, *, cite: tuple[str, ...] = (), **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.cite = cite
        self.facts: dict[str, Fact] = dict(facts)

    def __str__(self) -> str:
        """For logs and tracebacks; people get `sentences.sentence(error, tr)`."""
        listed = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code.value}({listed})"

    @property
    def outcome(self) -> Outcome:
        """The exit status this error leads to."""
        return OUTCOMES[self.code]


class UntrustedData(AssentError):
    """Bytes from outside (text, bundle, log, receipt) are not what they claim to be."""


class BadInput(AssentError):
    """What the person or the script said is not well formed or names nothing known."""


class Refused(AssentError):
    """A rule, a missing acceptance or a missing authority says no."""


class Unavailable(AssentError):
    """The machine says no: disk, permissions, another install, no display."""


class Cancelled(AssentError):
    """The person asked to stop."""
