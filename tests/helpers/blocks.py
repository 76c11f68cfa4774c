"""Where the blocks of a zstandard frame lie (RFC 8878, 3.1.1): for damage at chosen places."""

from __future__ import annotations

_HEADER = 3
_RLE = 1


def blocks(frame: bytes) -> list[tuple[int, int]]:
    """Start and length of each block of the first frame, its three bytes of header included."""
    place = _after_frame_header(frame)
    found = []
    is_last = False
    while not is_last:
        header = int.from_bytes(frame[place : place + _HEADER], "little")
        is_last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        length = _HEADER + (1 if kind == _RLE else size)
        found.append((place, length))
        place += length
    return found


def _after_frame_header(frame: bytes) -> int:
    assert frame[:4] == bytes.fromhex("28b52ffd")
    descriptor = frame[4]
    is_single = descriptor >> 5 & 1
    dictionary = (0, 1, 2, 4)[descriptor & 3]
    content = (1 if is_single else 0, 2, 4, 8)[descriptor >> 6]
    return 5 + (0 if is_single else 1) + dictionary + content
