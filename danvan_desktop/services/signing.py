"""The office's Ed25519 key: make, sign, verify, and show it over the telephone.

The only module that uses `cryptography`; it is imported when a key is first used, never at
start-up. Must not store keys, read files or decide whom to trust.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

KEY_BYTES = 32
SIGNATURE_BYTES = 64
_FINGERPRINT_BYTES = 16


@dataclass(frozen=True)
class KeyPair:
    """Raw 32-byte Ed25519 keys. The private one is never printed, logged or exported."""

    private: bytes = field(repr=False)
    public: bytes


def generate() -> KeyPair:
    """Make a new key pair from the system's own random source."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return KeyPair(key.private_bytes_raw(), key.public_key().public_bytes_raw())


def sign(private_key: bytes, message: bytes) -> bytes:
    """Return the 64-byte signature of `message`; `ValueError` for a key that is not 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` over `message` was made with the private half of `public_key`.

    Never raises for bad bytes: a key or signature of the wrong length is simply not valid.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(public_key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: bytes) -> str:
    """The key as eight groups of five decimal digits, to be read out over the telephone.

    The first 16 bytes of SHA-256 of the raw key, two bytes (00000-65535) to a group: digits are
    said without spelling, and 128 bits cannot be matched by chance or on purpose.
    """
    digest = hashlib.sha256(public_key).digest()[:_FINGERPRINT_BYTES]
    words = (int.from_bytes(digest[at : at + 2], "big") for at in range(0, len(digest), 2))
    return " ".join(f"{word:05d}" for word in words)


def matches_fingerprint(public_key: bytes, typed: str) -> bool:
    """Whether `typed` is the whole fingerprint of the key; spaces, dots and dashes are free."""
    digits = "".join(sign for sign in typed if sign not in " .-\t\n\u00a0")
    return digits == fingerprint(public_key).replace(" ", "")
