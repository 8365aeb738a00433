"""Passphrases of demo accounts: made again from a key whenever the list is printed."""

import hashlib
import hmac
from base64 import b64decode

from django.conf import settings

_DAFTAR = """
anyaman bakul bambu batang bayam belida beras bintang bubu bukit burung cempedak cendawan
dahan danau daun durian embun gabus gambir gandum gerimis hujan hutan ikan jagung jambu
jembatan kabut kacang kangkung kapas kayu kebun kelapa keladi kemiri kenari kerang ketan kolam
kopi kulit kumbang kunyit ladang lada lampu langsat lebah lembah lesung lilin lumbung madu
malam mangga melati menara merpati nanas nangka nelayan nyiur obor ombak padi pakis palung
pandan pantai papaya parit pelangi perahu pinang pisang pohon pondok pucuk pulau rambutan
ranting rotan rumah rumput sagu salak sampan sawah senja serai siput subuh sumur sungai tampah
tangga tebing teduh telaga terung tikar timun tungku ubi ulin warung
"""
_KATA = _DAFTAR.split()


def make_passphrase(username: str) -> str:
    """Four words and four digits, always the same for one account under one key file."""
    digest = hmac.new(
        b64decode(settings.KEYS["code"]), f"latihan|{username}".encode(), hashlib.sha256
    ).digest()
    kata = [_KATA[int.from_bytes(digest[i : i + 4], "big") % len(_KATA)] for i in range(0, 16, 4)]
    angka = int.from_bytes(digest[16:20], "big") % 10_000
    return f"{'-'.join(kata)} {angka:04d}"
