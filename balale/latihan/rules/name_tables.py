"""Which names may be used: the reference lists, sorted into pools, and invented syllables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


# No open list of Dayak names exists (data/nama, README). These names are invented: every pair
# of syllables below is a name that sounds at home and belongs to no one in particular.
_DAYAK_AWAL_L = ("A", "Ba", "Da", "Ga", "Jo", "Ka", "Lo", "Ma", "Nga", "Pa", "Ra", "Tu")
_DAYAK_AKHIR_L = ("kin", "lokng", "mbai", "ndin", "nyut", "pon", "ra’", "sit", "tapm", "ya’")
_DAYAK_AWAL_P = ("Be", "Da", "Ji", "Lu", "Mi", "Nya", "Ri", "Sa", "Ti", "U")
_DAYAK_AKHIR_P = ("eng", "kah", "lin", "meng", "nah", "nting", "pah", "rin", "se'", "tung")
DAYAK_L = tuple(awal + akhir for awal in _DAYAK_AWAL_L for akhir in _DAYAK_AKHIR_L)
DAYAK_P = tuple(awal + akhir for awal in _DAYAK_AWAL_P for akhir in _DAYAK_AKHIR_P)

# Given names to follow a Chinese surname; the lists hold surnames only. Invented likewise.
HAKKA_TENGAH = ("Jun", "Sin", "Khim", "Bui", "Fui", "Nyuk", "Sui", "Thai")
HAKKA_AKHIR_L = ("Fa", "Hin", "Kong", "Min", "Sen", "Vong")
HAKKA_AKHIR_P = ("Fong", "Jin", "Lan", "Moi", "Ngo", "Ha")

PARTIKEL = frozenset({"bin", "binti"})

# Surnames of Batak migrants inside the lists.
_MARGA = _split(
    "Damanik Daulay Ginting Harahap Hutapea Lubis Manurung Matondang Nasution Pane Panjaitan "
    "Purba Rangkuti Sembiring Simanjuntak Sinaga Siregar Sitepu Tambunan Tanjung Tarigan"
)
# Left out of every pool: Bali and Sunda names that nobody here bears, shortened forms that the
# namer makes itself, and names that would call heads of state to mind.
_DILUAR = _split(
    "Gede Made Nyoman Ketut Komang Putu Eluh Aep Cecep Dadang Encep Engkos Entis Jajang Otong "
    "Tatang Ujang Asep Neng Euis Iis Enok Popon Dedeh Butet Togar Moch Moh Suharto Sukarno "
    "Prabowo Widodo Habibi Megawati Joko"
)
_JAWA_L = re.compile(r"(?:^Su\w+|^Tuki\w+|^Wagi\w+|^Pai\w+|\w+(?:yanto|yono|arto|arno|tono))$")
_JAWA_P = re.compile(
    r"(?:^Su\w+|\w+(?:iyem|inem|inah|arni|armi|ini|yati|wati|yani|ningsih|asih|tuti|sari))$"
)


@dataclass(frozen=True, slots=True)
class NameTables:
    """Pools of single words, by sex where a name has one."""

    kristen_l: tuple[str, ...]
    kristen_p: tuple[str, ...]
    islam_l: tuple[str, ...]
    islam_p: tuple[str, ...]
    jawa_l: tuple[str, ...]
    jawa_p: tuple[str, ...]
    umum_l: tuple[str, ...]
    umum_p: tuple[str, ...]
    belakang_l: tuple[str, ...]
    belakang_p: tuple[str, ...]
    marga: tuple[str, ...]
    marga_tionghoa: tuple[str, ...]


def build_name_tables(
    nama: Iterable[Mapping[str, str]], nama_kalbar: Iterable[Mapping[str, str]]
) -> NameTables:
    """Sort the rows of nama.csv and nama_kalbar.csv into pools; order is kept, repeats go."""
    rows = [row for row in nama if row["nama"] not in _DILUAR]
    kalbar = list(nama_kalbar)

    def of_kalbar(kelompok: str, jk: str) -> tuple[str, ...]:
        return _words(
            r for r in kalbar if r["kelompok"] == kelompok and r["jenis_kelamin"] in (jk, "N")
        )

    def of_list(posisi: str, jk: str) -> tuple[str, ...]:
        return _words(
            r
            for r in rows
            if r["posisi"] == posisi
            and r["jenis_kelamin"] == jk
            and r["sumber"] != "faker"
            and r["nama"] not in _MARGA
        )

    every_l = _words(r for r in rows if r["jenis_kelamin"] == "L" and r["nama"] not in _MARGA)
    every_p = _words(r for r in rows if r["jenis_kelamin"] == "P" and r["nama"] not in _MARGA)
    return NameTables(
        kristen_l=of_kalbar("kristen", "L"),
        kristen_p=of_kalbar("kristen", "P"),
        islam_l=of_kalbar("islam", "L"),
        islam_p=of_kalbar("islam", "P"),
        jawa_l=tuple(word for word in every_l if _JAWA_L.match(word)),
        jawa_p=tuple(word for word in every_p if _JAWA_P.match(word)),
        umum_l=of_list("depan", "L"),
        umum_p=of_list("depan", "P"),
        belakang_l=of_list("belakang", "L"),
        belakang_p=of_list("belakang", "P"),
        marga=_words(r for r in rows if r["nama"] in _MARGA),
        marga_tionghoa=of_kalbar("tionghoa", "N"),
    )


def _words(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["nama"] for row in rows))


def allowed_words(names: NameTables) -> frozenset[str]:
    """Every word that a made name may hold, old spellings and initials apart."""
    pools = (getattr(names, pool) for pool in NameTables.__slots__)
    listed = {word for pool in pools for word in pool}
    return frozenset(
        listed.union(DAYAK_L, DAYAK_P, HAKKA_TENGAH, HAKKA_AKHIR_L, HAKKA_AKHIR_P, PARTIKEL)
    )


_LAMA = {"ny": "nj", "sy": "sj", "kh": "ch", "u": "oe", "j": "dj", "c": "tj", "y": "j"}
_LAMA_POLA = re.compile("ny|sy|kh|u|j|c|y", re.IGNORECASE)


def to_old_spelling(nama: str) -> str:
    """The spelling in use before 1972: u is oe, j is dj, c is tj, y is j, and so on."""

    def replace(found: re.Match[str]) -> str:
        baru = found.group()
        lama = _LAMA[baru.lower()]
        return lama.capitalize() if baru[0].isupper() else lama

    return _LAMA_POLA.sub(replace, nama)
