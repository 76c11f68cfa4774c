"""Whatever the bytes, only our own results and errors come out."""

from __future__ import annotations

import contextlib
import json

import pytest
from helpers.forging import WHOLE, rewritten
from helpers.statements import AUTHORITY, DELEGATED, acceptance
from hypothesis import given
from hypothesis import strategies as st

from installer.errors import AssentError, UntrustedData
from installer.evidence import tree
from installer.evidence.canonical import canonical, decode64, encode64, parse
from installer.evidence.checkpoint import open_checkpoint
from installer.evidence.envelope import decode_statement
from installer.evidence.keys import MachineKey, PublicKey
from installer.evidence.personal import ActorFields, PersonalFields, PrincipalFields, Sealed, seal
from installer.evidence.predicates import AuthorityStated, Delegated, contradiction
from installer.evidence.record import decode_record
from installer.evidence.verify import Result, verify

GOLDEN = WHOLE
KEY = MachineKey.from_seed(bytes(32)).public
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)


def paths_of(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every member of a document."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(found for key, item in inner for found in paths_of(item, (*path, key)))]


MEMBERS = [path for path in paths_of(json.loads(GOLDEN.read_bytes())) if path]


@given(st.binary())
def test_verify_answers_arbitrary_bytes(data: bytes) -> None:
    assert verify(data).result is Result.TAMPERED


@given(DOCUMENTS)
def test_verify_answers_arbitrary_documents(document: object) -> None:
    assert not verify(json.dumps(document).encode()).valid
    try:
        data = canonical(document)
    except AssentError:
        return
    assert not verify(data).valid


@given(st.sampled_from(MEMBERS), DOCUMENTS)
def test_no_member_of_a_receipt_can_be_anything_else(path: tuple[str | int, ...], value: object) -> None:
    original = json.loads(GOLDEN.read_bytes())

    def change(document: dict[str, object]) -> None:
        at: object = document
        for key in path[:-1]:
            at = at[key]  # type: ignore[index]
        at[path[-1]] = value  # type: ignore[index]

    changed = json.loads(GOLDEN.read_bytes())
    change(changed)
    try:
        data = rewritten(GOLDEN.read_bytes(), change)
    except AssentError:
        return
    # Taking the person out is erasure, and leaves a receipt that names nobody. What others added can be
    # left out again; the receipt then proves that much less.
    left_out = {("personal",): None, ("countersignatures",): [], ("timestamps",): []}
    erased = path in left_out and value == left_out[path]
    assert verify(data).valid is (changed == original or erased)


@given(st.binary() | DOCUMENTS.map(lambda document: json.dumps(document).encode()))
def test_readers_let_only_our_errors_out(data: bytes) -> None:
    for read in (parse, decode_record, decode_statement, PublicKey.from_der):
        with contextlib.suppress(UntrustedData):
            read(data)


@given(st.text())
def test_readers_of_text_let_only_our_errors_out(text: str) -> None:
    with pytest.raises(UntrustedData):
        open_checkpoint(text, KEY)
    try:
        assert encode64(decode64(text)) == text
    except UntrustedData:
        return


@given(DOCUMENTS)
def test_what_is_written_reads_back(document: object) -> None:
    try:
        data = canonical(document)
    except AssentError:
        return
    assert parse(data) == document
    assert canonical(parse(data)) == data


@given(st.binary())
def test_base64_has_one_spelling(data: bytes) -> None:
    assert decode64(encode64(data)) == data


NAMES = st.text(st.characters(exclude_categories=["Cs"]))
FIELDS = st.builds(
    PersonalFields,
    actor=st.builds(ActorFields, name=NAMES, email=NAMES, position=NAMES, organisation=NAMES),
    principal=st.builds(PrincipalFields, name=NAMES, contact=NAMES),
)


@given(FIELDS, FIELDS)
def test_a_commitment_opens_with_its_own_fields_only(fields: PersonalFields, others: PersonalFields) -> None:
    sealed = seal(fields)
    assert sealed.opens(sealed.commitment)
    assert Sealed(sealed.salt, others).opens(sealed.commitment) is (fields == others)


@given(st.lists(st.binary(), min_size=1, max_size=70), st.data())
def test_every_leaf_is_proven_and_no_other_in_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    nodes = tree.build(hashes)

    def node(level: int, position: int) -> bytes:
        return nodes[level, position]

    size = len(leaves)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion_proof(index, size, node), tree.root(size, node)
    assert tree.root_from_proof(hashes[index], index, size, proof) == root
    if leaves[other] != leaves[index]:
        assert tree.root_from_proof(hashes[other], index, size, proof) != root


@pytest.mark.parametrize("capacity", ["self", "on-behalf", "delegate"])
@given(authority=st.sampled_from([None, AUTHORITY]), delegated=st.sampled_from([None, DELEGATED]))
def test_capacity_decides_what_authority_must_stand_there(
    capacity: str, authority: AuthorityStated | None, delegated: Delegated | None
) -> None:
    said = acceptance(capacity=capacity, authority=authority, delegated=delegated)
    fits = (authority is not None) is (capacity == "on-behalf") and (delegated is not None) is (
        capacity == "delegate"
    )
    assert (contradiction(said) == "") is fits


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.binary(max_size=40))
def test_no_made_up_signature_verifies_and_none_raises(
    point: bytes, signature: bytes, message: bytes
) -> None:
    assert not PublicKey(KEY.der[:12] + point).verifies(signature, message)
