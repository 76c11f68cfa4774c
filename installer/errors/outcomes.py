"""How a run ends: the named results with their exit statuses, and the one that each code leads to."""

from __future__ import annotations

from enum import Enum

from installer.errors.codes import Code


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
    RECEIPT_MISSING = ("receipt-missing", 186, 186)

    def __init__(self, label: str, posix: int, windows: int) -> None:
        self.label = label
        self.posix = posix
        self.windows = windows


OUTCOMES: dict[Code, Outcome] = {
    Code.TEXT_MISSING: Outcome.TEXT_INTEGRITY,
    Code.TEXT_NOT_UTF8: Outcome.TEXT_INTEGRITY,
    Code.TEXT_MALFORMED: Outcome.TEXT_INTEGRITY,
    Code.TEXT_DIGEST: Outcome.TEXT_INTEGRITY,
    Code.TEXT_IN_BOXES: Outcome.TEXT_INTEGRITY,
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
    Code.IMPORT_FORMAT: Outcome.USAGE,
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
    Code.CHANGES_UNSEEN: Outcome.NOT_ACCEPTED,
    Code.TARGET_MISSING: Outcome.USAGE,
    Code.DECIDED: Outcome.USAGE,
    Code.ROLE_UNKNOWN: Outcome.USAGE,
    Code.ROLE_CONFLICT: Outcome.TERMS_CONFLICT,
    Code.EARLIER_MISSING: Outcome.AUTHORITY_MISSING,
    Code.RECEIPT_UNFIT: Outcome.AUTHORITY_MISSING,
    Code.GRANT_UNFIT: Outcome.AUTHORITY_MISSING,
    Code.RECORD_UNFIT: Outcome.USAGE,
    Code.NOT_PRINCIPAL: Outcome.AUTHORITY_MISSING,
    Code.NOTICE_UNREADABLE: Outcome.USAGE,
    Code.NOTICE_MALFORMED: Outcome.USAGE,
    Code.KEY_UNREADABLE: Outcome.LOG_UNWRITABLE,
    Code.KEY_EXPOSED: Outcome.LOG_UNWRITABLE,
    Code.LOG_UNWRITABLE: Outcome.LOG_UNWRITABLE,
    Code.LOG_BROKEN: Outcome.LOG_UNWRITABLE,
    Code.RECEIPT_UNWRITABLE: Outcome.RECEIPT_MISSING,
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
    Code.WITNESS_MISSING: Outcome.USAGE,
    Code.WITNESS_NAME: Outcome.USAGE,
    Code.WITNESS_NAMED: Outcome.USAGE,
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
    Code.FILE_IN_USE: Outcome.FAILED_ROLLED_BACK,
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
    Code.PRODUCT_ABSENT: Outcome.USAGE,
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
    Code.OPTION_UNKNOWN: Outcome.USAGE,
    Code.COMMAND_UNKNOWN: Outcome.USAGE,
    Code.COMMAND_MISSING: Outcome.USAGE,
    Code.PARAMETER_MISSING: Outcome.USAGE,
    Code.ARGUMENT_UNWANTED: Outcome.USAGE,
    Code.VALUE_MISSING: Outcome.USAGE,
    Code.VALUE_UNWANTED: Outcome.USAGE,
    Code.VALUE_REFUSED: Outcome.USAGE,
    Code.ANSWERS_MISSING: Outcome.USAGE,
    Code.ANSWERS_MALFORMED: Outcome.USAGE,
    Code.ANSWERS_UNKNOWN_KEY: Outcome.USAGE,
    Code.ANSWERS_DOUBLED_KEY: Outcome.USAGE,
    Code.NO_DISPLAY: Outcome.USAGE,
    Code.FILE_UNWRITABLE: Outcome.USAGE,
    Code.OUTPUT_UNWRITABLE: Outcome.USAGE,
}
