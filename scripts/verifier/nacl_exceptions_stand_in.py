"""A stand-in for `nacl.exceptions`."""


class BadSignatureError(Exception):
    """A signature that is not the key's."""
