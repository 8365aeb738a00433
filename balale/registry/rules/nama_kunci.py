"""Keys under which names are searched, sorted and compared. Never shown, never stored as the name.

The spelling of 1972 is applied to old spellings (SOEPARDI, TJAN, DJONI) and doubled letters are
folded, so that SOEHARTO meets SUHARTO and MUHAMMAD meets MUHAMAD.
"""

import re
import unicodedata

from balale.registry.rules.nama import APOSTROF
from balale.registry.rules.nama_data import SETARA, SETARA_INISIAL

# Order matters: the digraphs with j before anything that touches a lone letter.
_EJAAN = (("tj", "c"), ("dj", "j"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"), ("oe", "u"))
_GANDA = re.compile(r"([^\W\d_])\1+")


def nama_kunci(text: str) -> str:
    """Key of a name: lower case, without accents, apostrophes and punctuation, present spelling.

    Tokens keep their order, one space between. Applying it twice changes nothing.
    """
    return " ".join(_respell(token) for token in _plain(text).split())


def list_nama_kunci(text: str) -> tuple[str, ...]:
    """The key, and a second one with lone j read as y when the name has one (JUSUF, JULIANA).

    Both are needed, since JONI and JAKARIA must also stay as they are.
    """
    kunci = nama_kunci(text)
    if "j" not in kunci:
        return (kunci,)
    return (kunci, nama_kunci(kunci.replace("j", "y")))


def tokens_kunci(text: str) -> tuple[str, ...]:
    """Tokens of the key with well-known variants made one: MOH. -> muhammad, YOH. -> yohanes."""
    tokens = nama_kunci(text).split()
    return tuple(_canonical(token, index, len(tokens)) for index, token in enumerate(tokens))


def _canonical(token: str, index: int, count: int) -> str:
    if index == 0 and count > 1 and token in SETARA_INISIAL:
        return SETARA_INISIAL[token]
    return _KANON.get(token, token)


def _plain(text: str) -> str:
    visible = (char for char in text if char not in APOSTROF and unicodedata.category(char) != "Cf")
    folded = unicodedata.normalize("NFKD", "".join(visible)).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(
        char if char.isalnum() else " "
        for char in decomposed
        if unicodedata.category(char) not in {"Mn", "Cf"} and char not in APOSTROF
    )


def _respell(token: str) -> str:
    """Repeated until nothing changes, because one change can uncover another (ttj -> tj -> c)."""
    while True:
        before = token
        for lama, baru in _EJAAN:
            token = token.replace(lama, baru)
        token = _GANDA.sub(r"\1", token)
        if token == before:
            return token


def _build_kanon() -> dict[str, str]:
    return {
        nama_kunci(variant): kanon
        for kanon, variants in SETARA.items()
        for variant in (kanon, *variants.split())
    }


_KANON = _build_kanon()
