"""How names go wrong between one list and the next. Rates: indonesian-names, section 9."""

import re
from random import Random

MUHAMMAD = ("MUHAMMAD", "MUHAMAD", "MOHAMMAD", "MOHAMAD", "MOCHAMAD", "MOCHAMMAD")
MUHAMMAD_TULIS = (*MUHAMMAD, "MUH.", "MOH.", "MOCH.", "MUH", "MOH", "MHD.", "MD.", "M.")
VARIAN = {
    "AHMAD": "ACHMAD AKHMAD",
    "ACHMAD": "AHMAD",
    "SITI": "ST. SITTI",
    "RIZKI": "RIZKY RISKI RIZQI",
    "YUSUF": "JUSUF YUSUP",
    "YOHANES": "JOHANES YOHANNES YOHANIS YOH. Y.",
    "JOHANNES": "YOHANES JOHANES",
    "FRANSISKUS": "FRANCISCUS FRANS FX. F.",
    "MARIA": "MARYA M.",
    "YOSEF": "YOSEP YOSEPH",
    "YOSEPH": "YOSEF YOSEP",
    "ANTONIUS": "ANTON ANT. ANTONIOS",
    "AGUSTINUS": "AGUSTINUS. AGUS AUGUSTINUS",
    "STEFANUS": "STEPANUS STEVANUS",
    "MATIUS": "MATHEUS MATEUS",
    "MARKUS": "MARCUS",
    "THERESIA": "TERESIA TERESA",
    "ELISABETH": "ELISABET ELIZABETH",
    "KRISTINA": "CHRISTINA KRISTIN",
    "CHRISTINA": "KRISTINA",
    "VERONIKA": "VERONICA PERONIKA",
    "YULIANA": "JULIANA YULIYANA",
    "FATIMAH": "FATIMA PATIMAH",
    "AISYAH": "AISAH SITI AISYAH",
    "ZAINAL": "ZAENAL JAINAL",
    "ZAINAB": "JAINAB JENAB",
    "KHADIJAH": "HADIJAH CHADIJAH",
    "SYAHRUL": "SAHRUL",
    "BENEDIKTUS": "BENEDICTUS BENE.",
}
AWALAN = ("SRI", "NUR", "ABDUL", "DWI", "TRI", "EKA", "SITI", "JUN", "SUI", "KHIM", "FUI")
GELAR_DEPAN = {"L": ("H.", "BPK.", "PAK", "DRS.", "HAJI"), "P": ("HJ.", "IBU", "NY.", "HAJJAH")}
GELAR_BELAKANG = ("S.PD", "S.SOS", "SE", "S.H", "A.MD", ", S.Pd.I", "(ALM)")
FONETIK = (
    ("F", "P"), ("P", "F"), ("V", "P"), ("V", "F"), ("Z", "S"), ("Z", "J"), ("SY", "S"),
    ("KH", "H"), ("KH", "K"), ("TH", "T"), ("DH", "D"), ("IY", "I"), ("Y", "I"), ("I", "Y"),
    ("OE", "U"), ("O", "U"), ("U", "O"), ("E", "I"), ("NG", "NK"), ("KNG", "NG"), ("PM", "M"),
    ("TN", "N"), ("Q", "K"), ("W", "V"), ("KS", "X"),
)  # fmt: skip
LAMA = (("NY", "NJ"), ("SY", "SJ"), ("KH", "CH"), ("J", "DJ"), ("C", "TJ"), ("U", "OE"), ("Y", "J"))
PAPAN = {
    "A": "SQ", "B": "VN", "C": "XV", "D": "SF", "E": "WR", "F": "DG", "G": "FH", "H": "GJ",
    "I": "UO", "J": "HK", "K": "JL", "L": "KO", "M": "N", "N": "BM", "O": "IP", "P": "OL",
    "R": "ET", "S": "AD", "T": "RY", "U": "YI", "V": "CB", "W": "QE", "Y": "TU", "Z": "X",
}  # fmt: skip


def misspell(text: str, rng: Random) -> str:
    """One slip on the keyboard: a neighbouring key, a letter lost, doubled, or two swapped."""
    spots = [i for i, char in enumerate(text) if char.isalpha()]
    if len(spots) < 3:
        return text
    i = rng.choice(spots)
    kind = rng.random()
    if kind < 0.35:
        return text[:i] + rng.choice(PAPAN.get(text[i], "AE")) + text[i + 1 :]
    if kind < 0.6:
        return text[:i] + text[i + 1 :]
    if kind < 0.8:
        return text[: i + 1] + text[i] + text[i + 1 :]
    return text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]


def respell(text: str, rng: Random, pairs: tuple[tuple[str, str], ...]) -> str:
    """One sound written another way; unchanged if none of them occurs."""
    usable = [(old, new) for old, new in pairs if old in text]
    if not usable:
        return text
    old, new = rng.choice(usable)
    at = rng.choice([found.start() for found in re.finditer(old, text)])
    return text[:at] + new + text[at + len(old) :]


def sound_alike(text: str, rng: Random) -> str:
    """Written by ear: letters doubled or single, h at the end, or one sound for another."""
    kind = rng.random()
    if kind < 0.2:
        found = re.search(r"([A-Z])\1", text)
        if found:
            return text[: found.start()] + text[found.start() + 1 :]
        spots = [i for i, char in enumerate(text) if char in "DLMNST" and i]
        i = rng.choice(spots) if spots else 0
        return text[:i] + text[i : i + 1] + text[i:]
    if kind < 0.35:
        return re.sub(r"H\b", "", text) if re.search(r"[AIU]H\b", text) else text + "H"
    return respell(text, rng, FONETIK)


def change_variant(words: list[str], rng: Random, rates: dict[str, float]) -> list[str]:
    """Muhammad and other well-known names in one of their usual spellings."""
    changed = []
    for word in words:
        if word in MUHAMMAD and rng.random() < rates["muhammad"]:
            changed.append(rng.choice(MUHAMMAD_TULIS))
        elif word in VARIAN and rng.random() < rates["varian"]:
            changed.append(rng.choice(VARIAN[word].split()))
        else:
            changed.append(word)
    return changed


def change_baptismal(words: list[str], rng: Random) -> list[str]:
    """The baptismal name missing, as an initial, or behind the own name."""
    kind = rng.random()
    if kind < 0.5:
        return words[1:]
    if kind < 0.75:
        return [f"{words[0][0]}.", *words[1:]]
    return [*words[1:], words[0]]


def join_or_split(words: list[str], rng: Random) -> list[str]:
    """SRI WAHYUNI as SRIWAHYUNI and the other way round."""
    for i, word in enumerate(words):
        for awal in AWALAN:
            if word.startswith(awal) and len(word) >= len(awal) + 4 and rng.random() < 0.5:
                return [*words[:i], awal, word[len(awal) :], *words[i + 1 :]]
    if len(words) > 1:
        i = rng.randrange(len(words) - 1)
        return [*words[:i], words[i] + words[i + 1], *words[i + 2 :]]
    return words


def reorder_or_cut(words: list[str], rng: Random) -> list[str]:
    """Words in another order, one of them dropped, or the end cut off."""
    if len(words) < 2:
        return words
    kind = rng.random()
    if kind < 0.4:
        return [*words[1:], words[0]]
    if kind < 0.8:
        i = rng.randrange(len(words))
        return words[:i] + words[i + 1 :]
    return " ".join(words)[: rng.randint(8, 20)].split()


def add_title(words: list[str], rng: Random, jk: str, ayah: str) -> list[str]:
    """A form of address, a degree, or bin and the father's name."""
    kind = rng.random()
    if kind < 0.45:
        return [rng.choice(GELAR_DEPAN[jk]), *words]
    if kind < 0.75 or not ayah:
        return [*words, rng.choice(GELAR_BELAKANG)]
    return [*words, "BIN" if jk == "L" else "BINTI", ayah.split()[0]]
