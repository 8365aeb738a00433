"""Signed slips that travel by the browser between the real site and the one for training.

Nothing of a citizen stands in one, and not who the account is: `akun` is a keyed hash that only
the real site can compute.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

BERLAKU_DETIK = 60
_TERPANJANG = 2000
_KUNCI_BYTE = 32


class Tujuan(StrEnum):
    """What a slip is for; one made for one way is worth nothing on the other."""

    MASUK = "masuk"
    HASIL = "hasil"


class KarcisError(ValueError):
    """The slip can't be used. The words are for the screen."""


@dataclass(frozen=True)
class Karcis:
    """`sampai` is the last second in which it is good; `selesai` when the tasks were done."""

    nomor: str
    tujuan: str
    akun: str
    peran: str
    wilayah: str
    sampai: int
    selesai: str = ""


def read_key(text: str) -> bytes:
    """The shared key from its file: 32 bytes or more in Base64; empty when it is no such key."""
    try:
        key = urlsafe_b64decode(text.strip().replace("+", "-").replace("/", "_"))
    except (NotBase64, ValueError):
        return b""
    return key if len(key) >= _KUNCI_BYTE else b""


def sign(karcis: Karcis, key: bytes) -> str:
    """The slip as text for a form or an address."""
    body = json.dumps(asdict(karcis), sort_keys=True, separators=(",", ":")).encode()
    return f"{_encode(body)}.{_encode(_seal(body, key))}"


def verify(text: str, key: bytes, *, tujuan: Tujuan, now: int) -> Karcis:
    """The slip inside a text. Raises KarcisError when forged, damaged, of another kind or late."""
    body = _open(text, key)
    try:
        karcis = Karcis(**_read(body))
        UUID(karcis.nomor)
    except (TypeError, ValueError) as error:
        raise KarcisError("Karcis latihan ini rusak. Mulai lagi dari beranda.") from error
    if karcis.tujuan != tujuan:
        raise KarcisError("Karcis ini bukan untuk halaman ini. Mulai lagi dari beranda.")
    if not now <= karcis.sampai <= now + BERLAKU_DETIK:
        raise KarcisError("Karcis latihan ini sudah lewat waktu. Mulai lagi dari beranda.")
    return karcis


def _open(text: str, key: bytes) -> bytes:
    body_text, _, seal_text = text[:_TERPANJANG].partition(".")
    try:
        body, seal = _decode(body_text), _decode(seal_text)
    except (NotBase64, ValueError) as error:
        raise KarcisError("Karcis latihan ini rusak. Mulai lagi dari beranda.") from error
    if not key or not hmac.compare_digest(seal, _seal(body, key)):
        raise KarcisError("Karcis latihan ini tidak sah. Mulai lagi dari beranda.")
    return body


def _read(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    if not isinstance(found, dict) or not isinstance(found.get("sampai"), int):
        raise ValueError("no slip")
    return found


def _seal(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"karcis latihan|" + body, hashlib.sha256).digest()


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
