"""Typed text: what may be stored, what is tidied in silence, what must be refused."""

import re
import unicodedata

from balale.kit.errors import DomainError

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
UNSTORABLE = "Ada tanda yang tidak dapat disimpan. Hapus tanda itu, lalu ketik ulang."

# Left by phone keyboards, chat apps and word processors; nobody types or sees them.
# The joiners U+200C and U+200D stay: some scripts and emoji need them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029|\u0085")
_CODE_NOISE = re.compile(r"[\s.\-\u2010-\u2015\u2212\u00b7_/\u200c\u200d]")


def encode_safely(value: str) -> str:
    """Replace lone surrogates, which can be neither sent as UTF-8 nor stored."""
    return _SURROGATE.sub(REPLACEMENT, value)


def tidy_text(value: str, *, multiline: bool = False) -> str:
    """Compose letters and drop what nobody sees; a pasted tab or line break becomes a space."""
    value = _UNSEEN.sub("", unicodedata.normalize("NFC", encode_safely(value)))
    value = _NEWLINE.sub("\n", value)
    return value if multiline else re.sub("[\t\n]", " ", value)


def get_text_problem(value: str, *, multiline: bool = False, max_length: int | None = None) -> str:
    """Return an Indonesian message saying why `value` cannot be kept, or "" when it can."""
    allowed = "\n\t" if multiline else ""
    for character in value:
        if character == REPLACEMENT or (
            unicodedata.category(character) in ("Cc", "Cs") and character not in allowed
        ):
            return UNSTORABLE
    if max_length is not None and len(value) > max_length:
        typed, limit = _thousands(len(value)), _thousands(max_length)
        return f"Terlalu panjang: {typed} huruf. Paling banyak {limit}."
    return ""


def clean_text(value: str, *, multiline: bool = False, max_length: int | None = None) -> str:
    """Return `value` tidied, stripped and fit for PostgreSQL.

    Raises DomainError (code "text") for null bytes, control characters, broken characters
    and text longer than `max_length`.
    """
    cleaned = tidy_text(value, multiline=multiline).strip()
    if problem := get_text_problem(cleaned, multiline=multiline, max_length=max_length):
        raise DomainError(problem, code="text")
    return cleaned


def clean_code(value: str) -> str:
    """Return a code (NIK, KK, NIP, receipt) without spaces, dots, hyphens or unseen marks.

    Digits of any script become 0-9, since some phones type full-width ones.
    """
    composed = unicodedata.normalize("NFKC", encode_safely(value))
    kept = unicodedata.normalize("NFC", _CODE_NOISE.sub("", _UNSEEN.sub("", composed)))
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in kept
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
