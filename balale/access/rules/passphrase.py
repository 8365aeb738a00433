"""What a passphrase must be: long, and not what everybody would try. No composition rules."""

import re

MIN_LENGTH = 15
MAX_LENGTH = 256
# Words that stand on every office wall; a passphrase made of them alone is guessed first.
_LOCAL = {
    "bengkayang", "balale", "kalbar", "kalimantan", "barat", "dinas", "sosial", "dsp3a", "desa",
    "kantor", "operator", "kepala", "kecamatan", "kabupaten", "indonesia", "merdeka", "pancasila",
    "selamat", "pagi", "siang", "rahasia", "sandi", "kata", "frasa", "password", "admin", "qwerty",
    "qwertyuiop", "asdfghjkl", "sayang", "bismillah", "tuhan", "yesus", "allah", "aku", "cinta",
    "kamu", "saya", "pass", "word", "abc", "ini",
}  # fmt: skip
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def passphrase_problem(text: str, *, username: str, nama: str = "") -> str:
    """What is wrong with the passphrase, in words for its owner; "" when it may stand."""
    if len(text) < MIN_LENGTH:
        return f"Frasa sandi minimal {MIN_LENGTH} huruf. Baru {len(text)} yang terisi."
    if len(text) > MAX_LENGTH:
        return f"Frasa sandi paling panjang {MAX_LENGTH} huruf."
    folded = text.casefold()
    if len(set(folded.replace(" ", ""))) < 6:
        return "Frasa sandi ini mudah ditebak. Pakai beberapa kata yang berlainan."
    own = {part for part in re.split(r"[\W_\d]+", f"{username} {nama}".casefold()) if part}
    rest = re.sub(r"[\W_\d]+", " ", folded)
    words = [word for word in rest.split() if word not in _LOCAL and word not in own]
    if not words or any(folded.replace(" ", "") in run for run in _RUNS):
        return "Frasa sandi ini mudah ditebak. Tambahkan kata yang hanya Anda tahu."
    return ""
