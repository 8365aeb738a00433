"""Field encryption: one data key a subject, wrapped by a master key outside the database.

AES-256-GCM with table, column, row and key id as associated data; lookups go by
HMAC-SHA-256 under a key of their own. Never a plain hash: a NIK can be guessed.
"""

import hashlib
import hmac
import os
from base64 import b64decode
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Unreadable(Exception):
    """A sealed value was moved, changed, or its key is gone."""


def _key(name: str) -> bytes:
    return b64decode(settings.KEYS[name])


def master_id() -> str:
    """The id of the master key in use; older ones stay in the key file until re-wrapped."""
    return settings.KEYS["master"]


def _wrap_aad(subjek_id: UUID, key_id: str) -> bytes:
    return f"kunci|{subjek_id}|{key_id}".encode()


def new_wrapped_key(subjek_id: UUID) -> tuple[bytes, bytes]:
    """(data key, wrapped data key) of a new subject."""
    data_key = AESGCM.generate_key(bit_length=256)
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key(f"master:{master_id()}")).encrypt(
        nonce, data_key, _wrap_aad(subjek_id, master_id())
    )
    return data_key, nonce + sealed


def unwrap_key(subjek_id: UUID, wrapped: bytes, key_id: str) -> bytes:
    """The data key of a subject. Raises Unreadable."""
    try:
        return AESGCM(_key(f"master:{key_id}")).decrypt(
            wrapped[:_NONCE], wrapped[_NONCE:], _wrap_aad(subjek_id, key_id)
        )
    except (InvalidTag, KeyError, ValueError) as error:
        raise Unreadable(f"key of subject {subjek_id}") from error


def _aad(table: str, column: str, row_id: UUID, subjek_id: UUID) -> bytes:
    return f"{table}|{column}|{row_id}|{subjek_id}".encode()


def seal(
    text: str, *, data_key: bytes, table: str, column: str, row_id: UUID, subjek_id: UUID
) -> bytes:
    """Encrypt one value for one place: it opens nowhere else."""
    return seal_bytes(
        text.encode(),
        data_key=data_key, table=table, column=column, row_id=row_id, subjek_id=subjek_id,
    )  # fmt: skip


def seal_bytes(
    content: bytes, *, data_key: bytes, table: str, column: str, row_id: UUID, subjek_id: UUID
) -> bytes:
    """Encrypt a file's content for one place."""
    nonce = os.urandom(_NONCE)
    aad = _aad(table, column, row_id, subjek_id)
    return nonce + AESGCM(data_key).encrypt(nonce, content, aad)


def unseal(
    sealed: bytes, *, data_key: bytes, table: str, column: str, row_id: UUID, subjek_id: UUID
) -> str:
    """Decrypt one value. Raises Unreadable when it stood elsewhere or was changed."""
    content = unseal_bytes(
        sealed,
        data_key=data_key, table=table, column=column, row_id=row_id, subjek_id=subjek_id,
    )  # fmt: skip
    try:
        return content.decode()
    except ValueError as error:
        raise Unreadable(f"{table}.{column} of row {row_id}") from error


def unseal_bytes(
    sealed: bytes, *, data_key: bytes, table: str, column: str, row_id: UUID, subjek_id: UUID
) -> bytes:
    """Decrypt a file's content. Raises Unreadable."""
    sealed = bytes(sealed)
    aad = _aad(table, column, row_id, subjek_id)
    try:
        return AESGCM(data_key).decrypt(sealed[:_NONCE], sealed[_NONCE:], aad)
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{table}.{column} of row {row_id}") from error


def blind_index(purpose: str, value: str) -> bytes:
    """Keyed lookup value of `value` (e.g. purpose "nik"); versioned by its first byte."""
    key = hmac.new(_key("index:1"), purpose.encode(), hashlib.sha256).digest()
    return b"\x01" + hmac.new(key, value.encode(), hashlib.sha256).digest()


def keyed_digest(value: str) -> str:
    """A digest for the trail that can be compared but not guessed."""
    return hmac.new(_key("trail"), value.encode(), hashlib.sha256).hexdigest()[:32]


def chain_key() -> bytes:
    """The key under which the trail's seals are made (32 bytes); for nothing else."""
    return hmac.new(_key("trail"), b"chain", hashlib.sha256).digest()


def pseudonym(row_id: UUID) -> str:
    """R-7KQ2-M0XD: what an auditor calls a record. Always the same, and leads back to nothing."""
    text = b"pseudonim|" + row_id.bytes
    number = int.from_bytes(hmac.new(_key("trail"), text, hashlib.sha256).digest()[:5])
    letters = "".join(_CROCKFORD[number >> 5 * place & 31] for place in range(8))
    return f"R-{letters[:4]}-{letters[4:]}"


def seal_parcel(text: str, owner: str) -> bytes:
    """Seal words typed after a session ended, for the same account to take up again."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key("parcel")).encrypt(nonce, text.encode(), owner.encode())


def open_parcel(sealed: bytes, owner: str) -> str:
    """Open a parcel. Raises Unreadable for another account."""
    try:
        return (
            AESGCM(_key("parcel"))
            .decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.encode())
            .decode()
        )
    except (InvalidTag, ValueError) as error:
        raise Unreadable("parcel") from error
