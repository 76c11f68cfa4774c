"""Personal data outside the signed body, bound to it by a salted commitment.

The statement holds only SHA-256(salt ‖ canonical bytes of the fields). Deleting the salt and the
fields erases the person; the statement, its signature and the log still verify.
"""

import hashlib
import hmac
import os
from functools import cached_property
from typing import Final

import msgspec

from installer.evidence.canonical import document_bytes

SALT_BYTES: Final = 32


class ActorFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Who acts, as they stated it. Empty means not stated."""

    name: str
    email: str = ""
    position: str = ""
    organisation: str = ""


class PrincipalFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Who is bound, as the actor stated it."""

    name: str
    contact: str = ""


class AuthorityFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """On what authority the actor acts, in their own words: free text that may name people."""

    basis: str
    accepted_how: str
    evidence_name: str = ""


class DelegateFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Whom a grant names: a person (`name`), or whoever has the `role`."""

    name: str
    email: str = ""
    role: str = ""


class PersonalFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """Everything about people that belongs to one statement.

    `authority` stands with capacity `on-behalf`, `delegate` with a grant. `remarks` are the person's own
    words, as those to an objection.
    """

    actor: ActorFields
    principal: PrincipalFields
    authority: AuthorityFields | None = None
    delegate: DelegateFields | None = None
    remarks: str = ""


class Sealed(msgspec.Struct, frozen=True, dict=True):
    """Fields with the salt that binds them. `commitment` goes into the signed predicate."""

    salt: bytes
    fields: PersonalFields

    @cached_property
    def data(self) -> bytes:
        """The canonical bytes of the fields. Raises BadInput(NOT_REPRESENTABLE)."""
        return fields_bytes(self.fields)

    @property
    def commitment(self) -> str:
        """SHA-256(salt ‖ canonical bytes of `fields`), hex."""
        return hashlib.sha256(self.salt + self.data).hexdigest()

    def opens(self, commitment: str) -> bool:
        """Whether these fields are the ones that `commitment` binds."""
        return opens(commitment, self.salt, self.data)


def seal(fields: PersonalFields) -> Sealed:
    """Fields with a fresh random salt. Raises BadInput(NOT_REPRESENTABLE), see `canonical`."""
    fields_bytes(fields)
    return Sealed(os.urandom(SALT_BYTES), fields)


def opens(commitment: str, salt: bytes, data: bytes) -> bool:
    """Whether `commitment` is over this salt, whole, and these bytes of fields."""
    found = hashlib.sha256(salt + data).hexdigest()
    return len(salt) == SALT_BYTES and hmac.compare_digest(found, commitment)


def fields_bytes(fields: PersonalFields) -> bytes:
    """The canonical bytes of the fields. Raises BadInput(NOT_REPRESENTABLE)."""
    return document_bytes(fields)
