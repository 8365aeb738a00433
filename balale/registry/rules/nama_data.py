"""Word lists about names. Sources: indonesian-names research file, sections 2 and 4."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMA_KOSONG = frozenset(
    {
        "",
        "NN",
        "TIDAK DIKETAHUI",
        "TDK DIKETAHUI",
        "TIDAK TAHU",
        "TIDAK ADA",
        "TANPA NAMA",
        "BELUM ADA",
        "BELUM ADA NAMA",
        "BELUM BERNAMA",
        "TIDAK BERNAMA",
        "NO NAME",
        "NONAME",
        "UNKNOWN",
        "ANONIM",
        "MR X",
        "MRS X",
        "MISTER X",
        "BAYI",
        "BAYI X",
    }
)

# Forms of address; with one word after them a nickname from the first child (teknonym).
SAPAAN = _words(
    "PAK MAK BAPAK BPK BU IBU INDO NEK AKI WAK NENEK KAKEK MAMAK MAMA BAPA PAKCIK MAKCIK"
)

GELAR_DEPAN = _words(
    "H HJ HAJI HAJJAH KH UST USTAD USTADZ USTADZAH DRS DRA IR DR PROF RADEN PASTOR PDT PENDETA "
    "BAPAK BPK PAK IBU BU TN NY TUAN NYONYA SDR SDRI ALM ALMH"
)
# Without a dot these may be a name or an initial.
GELAR_DEPAN_BERTITIK = _words("R RD SR BR APT NERS")

GELAR_BELAKANG = _words(
    "SPD SPDI SPDK SPDSD SSOS SSOSI SE SEI SH SHI ST STP SP SPT SKOM SAG SIP SIKOM SAP SAK SAB "
    "SKEP SKM SPSI SSI SS SSN SHUT SFARM STH SFIL SGZ SKED STRKEB STRKEP STRSOS SST SIPEM "
    "AMD AMDKEB AMDKEP AMDKOM AMK AMA AMAPD BA BSC LC NERS NS "
    "MPD MPDI MSI MKOM MM MH MT MA MAP MKES MKEB MKEP MSOS MTH MAG ME MAK PHD ALM ALMH"
)
# Never a word of a name, so a comma or dots are not needed.
GELAR_BELAKANG_TANPA_TITIK = _words(
    "SPD SPDI SSOS SKOM SKEP SKM SPSI AMD AMDKEB AMDKEP MPD MSI MKOM MKES NERS ALM ALMH"
)

# Canonical token and what counts as the same; compared through the spelling key.
SETARA = {
    "muhammad": "muhamad mohammad mohamad mohamed muhammed moh moch mochamad mochammad muh mhd md "
    "mohd",
    "ahmad": "achmad akhmad amad ahmed",
    "abdul": "abd abdoel abdur abdus abdun abdu",
    "siti": "st sitti sti",
    "nur": "noor noer nuur",
    "syahrul": "sahrul",
    "syarif": "sarif syarip",
    "syamsul": "samsul",
    "rizki": "rizky riski risky rizqi rezki",
    "yusuf": "jusuf yusup",
    "yosef": "yosep yoseph joseph josef",
    "fatimah": "fatima fatimach",
    "aisyah": "aisah aisya aisjah",
    "khadijah": "hadijah kadijah chadijah khodijah",
    "zainal": "zaenal jainal",
    "zainab": "jainab sainab zaenab",
    "yohanes": "johanes yohannes johannes yohanis yoanes yoannes yan hanes yoh",
    "fransiskus": "franciscus fransiscus frans frs",
    "maria": "marya mariya",
    "petrus": "",
    "paulus": "paul",
    "yakobus": "jakobus yacobus jacobus",
    "markus": "marcus mark",
    "lukas": "lucas",
    "matius": "matheus mateus mathius",
    "stefanus": "stephanus stevanus stepanus stefan",
    "andreas": "andrias",
    "antonius": "anton ant",
    "agustinus": "augustinus agus",
    "hendrikus": "hendricus henrikus hendrik",
    "florentinus": "plorentinus",
    "siprianus": "cyprianus ciprianus",
    "mikael": "michael mikhael",
    "gabriel": "",
    "theresia": "teresia teresa theresa",
    "elisabeth": "elisabet elizabeth",
    "katarina": "catharina katharina",
    "veronika": "veronica",
    "kristina": "christina cristina",
    "yuliana": "juliana",
    "margareta": "margaretha margaret",
}
# One letter says something only as the first of several tokens.
SETARA_INISIAL = {"m": "muhammad", "y": "yohanes", "f": "fransiskus"}
