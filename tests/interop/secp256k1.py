"""ECDSA on secp256k1, enough to sign a test's transactions. Not constant in time: for tests only."""

import hashlib
import hmac

FIELD = 2**256 - 2**32 - 977
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
GENERATOR = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
             0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)


def add(a, b):
    """The sum of two points; None is the point at infinity."""
    if a is None or b is None:
        return a or b
    (ax, ay), (bx, by) = a, b
    if ax == bx and (ay + by) % FIELD == 0:
        return None
    slope = 3 * ax * ax * pow(2 * ay, -1, FIELD) if a == b else (by - ay) * pow(bx - ax, -1, FIELD)
    x = (slope * slope - ax - bx) % FIELD
    return x, (slope * (ax - x) - ay) % FIELD


def multiply(point, scalar):
    result = None
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def public_key(secret):
    """Compressed, 33 bytes."""
    x, y = multiply(GENERATOR, secret)
    return bytes([2 + (y & 1)]) + x.to_bytes(32, "big")


def nonce(secret, digest):
    """The first candidate of RFC 6979; a second is needed about once in 2^128."""
    start = secret.to_bytes(32, "big") + (int.from_bytes(digest, "big") % ORDER).to_bytes(32, "big")
    v, k = b"\x01" * 32, b"\x00" * 32
    for separator in (b"\x00", b"\x01"):
        k = hmac.digest(k, v + separator + start, hashlib.sha256)
        v = hmac.digest(k, v, hashlib.sha256)
    return int.from_bytes(hmac.digest(k, v, hashlib.sha256), "big")


def sign(secret, digest):
    """(r, s) in DER, s in the lower half of the order, as relay policy demands."""
    k = nonce(secret, digest)
    r = multiply(GENERATOR, k)[0] % ORDER
    s = pow(k, -1, ORDER) * (int.from_bytes(digest, "big") + r * secret) % ORDER
    return der(0x30, der(0x02, positive(r)) + der(0x02, positive(min(s, ORDER - s))))


def der(tag, content):
    return bytes([tag, len(content)]) + content


def positive(number):
    return number.to_bytes(number.bit_length() // 8 + 1, "big")
