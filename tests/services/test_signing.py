"""Keys are real; the known answer is the first test vector of RFC 8032, section 7.1."""

from __future__ import annotations

import pytest

from danvan_desktop.services import signing

RFC_PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RFC_PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
RFC_SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215"
    "90a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)


def test_generate_makes_two_raw_keys_that_fit() -> None:
    pair = signing.generate()
    signature = signing.sign(pair.private, b"x")
    assert (len(pair.private), len(pair.public), len(signature)) == (32, 32, 64)
    assert signing.verify(pair.public, b"x", signature)


def test_generate_never_repeats_itself() -> None:
    assert signing.generate().private != signing.generate().private


def test_sign_agrees_with_the_standard() -> None:
    assert signing.sign(RFC_PRIVATE, b"") == RFC_SIGNATURE
    assert signing.verify(RFC_PUBLIC, b"", RFC_SIGNATURE)


@pytest.mark.parametrize(
    ("key", "message", "signature"),
    [
        (RFC_PUBLIC, b"x", RFC_SIGNATURE),
        (RFC_PUBLIC, b"", bytes(64)),
        (RFC_PUBLIC, b"", RFC_SIGNATURE[:-1]),
        (bytes(32), b"", RFC_SIGNATURE),
        (b"", b"", RFC_SIGNATURE),
        (b"\xff" * 32, b"", RFC_SIGNATURE),
    ],
)
def test_verify_of_anything_else_is_false(key: bytes, message: bytes, signature: bytes) -> None:
    assert not signing.verify(key, message, signature)


def test_fingerprint_is_eight_groups_of_five_digits() -> None:
    groups = signing.fingerprint(RFC_PUBLIC).split(" ")
    assert [len(group) for group in groups] == [5] * 8
    assert all(group.isdecimal() and int(group) < 65_536 for group in groups)


def test_fingerprint_typed_with_other_separators_matches() -> None:
    shown = signing.fingerprint(RFC_PUBLIC)
    assert signing.matches_fingerprint(RFC_PUBLIC, shown.replace(" ", "-"))
    assert signing.matches_fingerprint(RFC_PUBLIC, f" {shown.replace(' ', '')}\n")
    assert not signing.matches_fingerprint(RFC_PUBLIC, shown[:-1])
    assert not signing.matches_fingerprint(RFC_PUBLIC, "")


def test_key_pair_hides_its_private_half() -> None:
    assert RFC_PRIVATE.hex() not in repr(signing.KeyPair(RFC_PRIVATE, RFC_PUBLIC))
    assert repr(RFC_PRIVATE) not in repr(signing.KeyPair(RFC_PRIVATE, RFC_PUBLIC))
