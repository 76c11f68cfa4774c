"""The tree of RFC 6962, against known answers and against the definition."""

from __future__ import annotations

import hashlib

import pytest

from installer.evidence import tree

# The leaves and roots that implementations of RFC 6962 are checked with.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (index, size) to the inclusion proof, from the same set of known answers.
PROOFS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
# (old size, new size) to the consistency proof, from the same set.
CONSISTENCY = {
    (1, 1): [],
    (1, 8): PROOFS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
NODES = tree.build(HASHES)


def node(level: int, position: int) -> bytes:
    return NODES[level, position]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, written as the text defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + defined_root(leaves[:split]) + defined_root(leaves[split:])).digest()


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS)))
def test_roots_are_the_known_answers(size: int, expected: str) -> None:
    assert tree.root(size, node).hex() == expected


@pytest.mark.parametrize(("place", "expected"), PROOFS.items())
def test_inclusion_proofs_are_the_known_answers(place: tuple[int, int], expected: list[str]) -> None:
    assert [value.hex() for value in tree.inclusion_proof(*place, node)] == expected


@pytest.mark.parametrize(("sizes", "expected"), CONSISTENCY.items())
def test_consistency_proofs_are_the_known_answers(sizes: tuple[int, int], expected: list[str]) -> None:
    assert [value.hex() for value in tree.consistency_proof(*sizes, node)] == expected


def test_consistency_proofs_lead_to_both_roots_and_no_others_at_every_size() -> None:
    leaves = [bytes([number]) for number in range(33)]
    nodes = tree.build(tree.leaf_hash(leaf) for leaf in leaves)
    roots = [tree.root(size, lambda at, of: nodes[at, of]) for size in range(len(leaves) + 1)]
    for new in range(1, len(leaves) + 1):
        for old in range(1, new + 1):
            proof = tree.consistency_proof(old, new, lambda at, of: nodes[at, of])
            both = (roots[old], roots[new])
            assert tree.roots_from_consistency(old, new, roots[old], proof) == both
            assert tree.roots_from_consistency(old, new, roots[old], [*proof, roots[0]]) != both
            if proof:
                assert tree.roots_from_consistency(old, new, roots[old], proof[:-1]) != both
                other = [roots[0], *proof[1:]]
                assert tree.roots_from_consistency(old, new, roots[old], other) != both


def test_consistency_of_no_log_or_with_a_shorter_one_is_no_question() -> None:
    assert tree.roots_from_consistency(0, 3, tree.EMPTY, []) is None
    assert tree.roots_from_consistency(3, 2, tree.EMPTY, []) is None
    assert tree.roots_from_consistency(3, 5, tree.EMPTY, []) is None


def test_the_edge_gives_the_root_and_grows_as_the_tree_does() -> None:
    edge: tuple[bytes, ...] = ()
    assert tree.edge_root(edge) == tree.EMPTY
    for size, value in enumerate(HASHES):
        assert edge == tree.edge(size, node)
        edge, grown = tree.extend(edge, size, value)
        assert grown == [node(level, ((size + 1) >> level) - 1) for level in range(len(grown))]
        assert tree.edge_root(edge) == tree.root(size + 1, node)


def test_roots_and_proofs_follow_the_definition_at_every_size() -> None:
    leaves = [bytes([number]) for number in range(40)]
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    nodes = tree.build(hashes)
    for size in range(1, len(leaves) + 1):
        root = tree.root(size, lambda level, position: nodes[level, position])
        assert root == defined_root(leaves[:size])
        for index in range(size):
            proof = tree.inclusion_proof(index, size, lambda level, position: nodes[level, position])
            assert tree.root_from_proof(hashes[index], index, size, proof) == root


def test_a_proof_for_another_place_or_of_another_length_leads_elsewhere() -> None:
    root, proof = tree.root(8, node), tree.inclusion_proof(5, 8, node)
    assert tree.root_from_proof(HASHES[5], 5, 8, proof) == root
    assert tree.root_from_proof(HASHES[5], 4, 8, proof) != root
    assert tree.root_from_proof(HASHES[4], 5, 8, proof) != root
    assert tree.root_from_proof(HASHES[5], 5, 8, proof[:-1]) is None
    assert tree.root_from_proof(HASHES[5], 5, 8, [*proof, proof[0]]) is None
    assert tree.root_from_proof(HASHES[5], 8, 8, proof) is None
    assert tree.root_from_proof(HASHES[5], -1, 8, proof) is None


def test_a_node_is_no_leaf() -> None:
    left, right = HASHES[:2]
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)
