"""Commitments bind personal fields without showing them."""

from __future__ import annotations

import hashlib

import pytest
from helpers.statements import FIELDS, SEALED

from installer.errors import BadInput, Code
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, Sealed, seal


def test_the_commitment_is_a_digest_over_salt_and_canonical_fields() -> None:
    fields = (
        '{"actor":{"email":"eva@example.test","name":"Kovács Éva","organisation":"Próba",'
        '"position":"igazgató"},"authority":null,"delegate":null,'
        '"principal":{"contact":"+36 1 000 0000","name":"Próba Kft."},"remarks":""}'
    )
    assert SEALED.commitment == hashlib.sha256(bytes(range(32)) + fields.encode()).hexdigest()


def test_each_seal_has_a_salt_of_its_own() -> None:
    first, second = seal(FIELDS), seal(FIELDS)
    assert len(first.salt) == 32
    assert first.commitment != second.commitment
    assert first.opens(first.commitment)
    assert not first.opens(second.commitment)


def test_a_salt_that_took_bytes_from_the_fields_opens_nothing() -> None:
    shifted = Sealed(SEALED.salt[:31], FIELDS)
    assert not shifted.opens(shifted.commitment)


def test_a_name_without_an_exact_form_is_refused() -> None:
    fields = PersonalFields(actor=ActorFields(name="\udcff"), principal=PrincipalFields(name="x"))
    with pytest.raises(BadInput) as caught:
        seal(fields)
    assert caught.value.code is Code.NOT_REPRESENTABLE
