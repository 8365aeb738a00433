"""Words for the 26 categories. Official names: Permensos 08/2012; older ones: its predecessors
(PMKS) and the lists that offices still use."""

NAMA = {
    1: "Anak Balita Terlantar",
    2: "Anak Terlantar",
    3: "Anak yang Berhadapan dengan Hukum",
    4: "Anak Jalanan",
    5: "Anak dengan Kedisabilitasan",
    6: "Anak yang Menjadi Korban Tindak Kekerasan",
    7: "Anak yang Memerlukan Perlindungan Khusus",
    8: "Lanjut Usia Terlantar",
    9: "Penyandang Disabilitas",
    10: "Tuna Susila",
    11: "Gelandangan",
    12: "Pengemis",
    13: "Pemulung",
    14: "Kelompok Minoritas",
    15: "Bekas Warga Binaan Lembaga Pemasyarakatan",
    16: "Orang dengan HIV/AIDS",
    17: "Korban Penyalahgunaan NAPZA",
    18: "Korban Trafficking",
    19: "Korban Tindak Kekerasan",
    20: "Pekerja Migran Bermasalah Sosial",
    21: "Korban Bencana Alam",
    22: "Korban Bencana Sosial",
    23: "Perempuan Rawan Sosial Ekonomi",
    24: "Fakir Miskin",
    25: "Keluarga Bermasalah Sosial Psikologis",
    26: "Komunitas Adat Terpencil",
}

_KODE = [
    "ABT", "AT", "ABH", "AJ", "ADK", "AKTK", "AMPK", "LUT", "PD", "TS", "GLD", "PGM", "PML", "KM",
    "BWBLP", "ODHIV", "NAPZA", "KTRF", "KTK", "PMBS", "KBA", "KBS", "PRSE", "FM", "KBSP", "KAT",
]  # fmt: skip
# Short codes that other lists use, each for one category only.
KODE = {kode: nomor for nomor, kode in enumerate(_KODE, start=1)} | {
    "ANJAL": 4, "LANSIA": 8, "LU": 8, "LANJUT USIA": 8, "PACA": 9, "PENCA": 9, "ODGJ": 9,
    "WTS": 10, "PSK": 10, "ODHA": 16, "ODHIV/AIDS": 16, "HIV": 16, "WRSE": 23, "KFM": 24,
    "KBS-P": 25, "TKIB": 20, "PMB": 20, "KPN": 17, "BWBP": 15, "ADHK": 5, "DISABILITAS": 9,
}  # fmt: skip

ISTILAH: dict[tuple[int, ...], str] = {
    (1,): "balita terlantar|anak balita telantar|balita telantar|anak usia balita terlantar",
    (2,): "anak telantar|anak-anak terlantar|anak yatim terlantar|anak terlantar usia 6-18",
    (3,): "anak berhadapan dengan hukum|anak berhadapan hukum|anak bermasalah hukum|anak nakal"
          "|anak yang berkonflik dengan hukum|anak berkonflik dengan hukum"
          "|anak yg berhadapan dgn hukum|anak yg berhadapan dengan hukum"
          "|anak bermasalah dengan hukum|anak berhadapan dgn hukum",
    (4,): "anak jalan|anak-anak jalanan",
    (5,): "anak dengan disabilitas|anak disabilitas|anak penyandang disabilitas|anak cacat"
          "|anak dengan kecacatan|anak penyandang cacat|anak berkebutuhan khusus|abk"
          "|anak dengan kedisabilitasan adk|anak dgn kedisabilitasan|anak dgn disabilitas",
    (6,): "anak korban tindak kekerasan|anak korban kekerasan|anak yang menjadi korban kekerasan"
          "|anak yang menjadi korban tindak kekerasan atau diperlakukan salah"
          "|anak korban tindak kekerasan atau diperlakukan salah|anak yg menjadi korban kekerasan"
          "|anak yang diperlakukan salah|anak yg menjadi korban tindak kekerasan"
          "|anak korban perlakuan salah",
    (7,): "anak perlu perlindungan khusus|anak memerlukan perlindungan khusus"
          "|anak yang membutuhkan perlindungan khusus|anak yg memerlukan perlindungan khusus"
          "|anak butuh perlindungan khusus",
    (8,): "lansia terlantar|lanjut usia telantar|lansia telantar|usia lanjut terlantar|jompo"
          "|lanjut usia|lansia|usia lanjut|orang jompo|jompo terlantar|manula|manula terlantar"
          "|lanjut usia terlantar lut|lansia tidak potensial|lansia miskin",
    (9,): "disabilitas|penyandang cacat|orang dengan disabilitas|penyandang kecacatan|difabel"
          "|orang cacat|cacat|penca|penyandang disabilitas fisik|penyandang disabilitas mental"
          "|penyandang disabilitas intelektual|penyandang disabilitas sensorik|disabilitas fisik"
          "|disabilitas mental|disabilitas intelektual|disabilitas sensorik|disabilitas ganda"
          "|tuna netra|tunanetra|tuna rungu|tunarungu|tuna wicara|tuna daksa|tunadaksa"
          "|tuna grahita|tunagrahita|cacat fisik|cacat mental|cacat ganda|cacat tubuh"
          "|orang dengan gangguan jiwa|penyandang cacat fisik|penyandang cacat mental"
          "|penyandang cacat ganda|eks psikotik|penyandang cacat eks penyakit jiwa"
          "|disabilitas netra|disabilitas rungu|disabilitas wicara|odgj",
    (10,): "tunasusila|wanita tuna susila|pekerja seks komersial|penyandang tuna susila",
    (11,): "gelandang|tuna wisma|tunawisma|gelandangan psikotik|orang terlantar di jalan",
    (12,): "peminta minta|peminta-minta|pengemis jalanan",
    (11, 12): "gepeng|gelandangan dan pengemis|gelandangan pengemis|gelandangan/pengemis"
              "|gelandangan & pengemis",
    (13,): "pemungut sampah|pemungut barang bekas",
    (14,): "minoritas|kelompok minoritas km",
    (15,): "bekas warga binaan|bekas warga binaan pemasyarakatan|eks narapidana|bekas narapidana"
           "|eks napi|mantan narapidana|bekas warga binaan lapas|eks warga binaan"
           "|bekas warga binaan lembaga kemasyarakatan|mantan napi|eks wbp"
           "|bekas narapidana terlantar|eks warga binaan pemasyarakatan",
    (16,): "orang dengan hiv aids|odha|orang dengan hiv|hiv/aids|penderita hiv/aids|hiv aids"
           "|penyandang hiv/aids|orang dgn hiv/aids|pengidap hiv/aids",
    (17,): "korban napza|penyalahgunaan napza|korban penyalahgunaan narkoba|korban narkoba"
           "|eks pengguna napza|bekas penyalahguna napza|korban penyalahgunaan narkotika"
           "|penyalahguna napza|eks korban napza|eks penyalahguna napza|korban narkotika"
           "|korban penyalahgunaan narkotika psikotropika dan zat adiktif lainnya",
    (18,): "korban perdagangan orang|korban tppo|trafficking|korban perdagangan manusia"
           "|korban traficking|korban human trafficking|tppo",
    (19,): "korban kekerasan|korban kdrt|kdrt|korban tindak kekerasan atau diperlakukan salah"
           "|wanita korban tindak kekerasan|perempuan korban kekerasan"
           "|perempuan korban tindak kekerasan|korban kekerasan dalam rumah tangga"
           "|lanjut usia korban tindak kekerasan|wanita korban kekerasan",
    (20,): "pekerja migran bermasalah|tki bermasalah|pmi bermasalah"
           "|tenaga kerja indonesia bermasalah"
           "|pekerja migran terlantar|tki terlantar|buruh migran bermasalah|pmi bermasalah sosial"
           "|pekerja migran indonesia bermasalah|deportan|pekerja migran bermasalah sosial pmbs"
           "|tki bermasalah sosial|tki deportasi",
    (21,): "bencana alam|korban bencana|korban banjir|korban longsor|korban tanah longsor"
           "|korban angin puting beliung|korban gempa",
    (22,): "bencana sosial|korban konflik sosial|pengungsi konflik|korban kerusuhan"
           "|korban bencana sosial atau pengungsi|korban bencana sosial/pengungsi",
    (23,): "wanita rawan sosial ekonomi|perempuan rawan sosial ekonomi prse|janda miskin"
           "|perempuan rawan sosial|wanita rawan sosial|perempuan rawan ekonomi|prse wrse"
           "|wanita rawan ekonomi|perempuan rentan sosial ekonomi",
    (24,): "keluarga fakir miskin|keluarga miskin|miskin|orang miskin|fakir|rumah tangga miskin"
           "|rtm|masyarakat miskin|warga miskin|gakin|fakir miskin fm|kpm miskin",
    (25,): "keluarga bermasalah sosial|keluarga bermasalah psikologis|keluarga bermasalah"
           "|keluarga bermasalah sosial dan psikologis|keluarga bermasalah sosial/psikologis"
           "|keluarga bermasalah psikososial|keluarga bermasalah sosial psikologi",
    (26,): "masyarakat terasing|adat terpencil|warga kat|suku terasing"
           "|masyarakat adat terpencil|komunitas adat|kelompok adat terpencil",
}  # fmt: skip

# Kinds of before 2012, and of other programmes, that are none of the 26.
TIDAK_ADA_LAGI = frozenset({
    "keluarga berumah tidak layak huni", "rumah tidak layak huni", "rtlh", "rutilahu",
    "keluarga rentan", "balita", "anak", "yatim", "piatu", "yatim piatu", "anak yatim",
    "keluarga yang tinggal di daerah rawan bencana",
    "masyarakat yang tinggal di daerah rawan bencana",
    "penderita penyakit kronis", "penyandang penyakit kronis", "pkh", "bpnt", "blt", "dtks",
    "bayi stunting", "stunting", "psks", "karang taruna", "pensiunan",
    "keluarga pahlawan", "perintis kemerdekaan", "gelandangan psikotik eks",
})  # fmt: skip
