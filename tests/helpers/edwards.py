"""The group of Ed25519 in plain arithmetic (RFC 8032, 5.1), for signatures that no signer makes."""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

FIELD: Final = 2**255 - 19
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, -1, FIELD) % FIELD
_ROOT_OF_MINUS_ONE: Final = pow(2, (FIELD - 1) // 4, FIELD)


class Point(NamedTuple):
    """A point in extended coordinates."""

    x: int
    y: int
    z: int
    t: int

    def plus(self, other: Point) -> Point:
        a = (self.y - self.x) * (other.y - other.x) % FIELD
        b = (self.y + self.x) * (other.y + other.x) % FIELD
        c = 2 * self.t * other.t * _D % FIELD
        d = 2 * self.z * other.z % FIELD
        e, f, g, h = b - a, d - c, d + c, b + a
        return Point(e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD)

    def times(self, factor: int) -> Point:
        found, power = ZERO, self
        while factor:
            if factor & 1:
                found = found.plus(power)
            power = power.plus(power)
            factor >>= 1
        return found

    @property
    def data(self) -> bytes:
        inverse = pow(self.z, -1, FIELD)
        x, y = self.x * inverse % FIELD, self.y * inverse % FIELD
        return (y | (x & 1) << 255).to_bytes(32, "little")


ZERO: Final = Point(0, 1, 1, 0)


def point(y: int, sign: int = 0) -> Point | None:
    """The point with this y, if there is one."""
    square = (y * y - 1) * pow(_D * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * _ROOT_OF_MINUS_ONE % FIELD
    if (x * x - square) % FIELD:
        return None
    if x & 1 != sign:
        x = -x % FIELD
    return Point(x, y % FIELD, 1, x * y % FIELD)


def _base() -> Point:
    found = point(4 * pow(5, -1, FIELD) % FIELD)
    assert found is not None
    return found


def _of_order_8() -> Point:
    for y in range(2, 100):
        found = point(y)
        if found is not None and found.times(ORDER).times(4).data != ZERO.data:
            return found.times(ORDER)
    raise AssertionError


BASE: Final = _base()
TORSION: Final = _of_order_8()
"""A point of order 8: with its multiples all eight points of small order."""


class Signed(NamedTuple):
    """A key, a message and a signature. `fits`: S·B = R + h·A, not only eight times it."""

    public: bytes
    message: bytes
    signature: bytes
    fits: bool


def made(secret: int, nonce: int, twists: tuple[int, int], *, fits: bool, beyond: int = 0) -> Signed:
    """A signature whose key and R are twisted by multiples of `TORSION`, that holds or only times eight.

    `beyond` adds so many orders of the group to S, which the equation does not notice.
    """
    of_key, of_r = twists
    public = BASE.times(secret).plus(TORSION.times(of_key)).data
    r = BASE.times(nonce).plus(TORSION.times(of_r)).data
    for number in range(500):
        message = b"message %d" % number
        h = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % ORDER
        if ((of_r + h * of_key) % 8 == 0) == fits:
            s = (nonce + h * secret) % ORDER + beyond * ORDER
            return Signed(public, message, r + s.to_bytes(32, "little"), fits)
    raise AssertionError
