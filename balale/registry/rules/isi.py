"""What a proposal would write, as plain values that are sealed with it and read back later."""

from dataclasses import replace
from datetime import date
from typing import Any

from balale.registry.rules.entry import IsianEntri, IsianOrang

# Facts that carry "terverifikasi": the office decides on a change once they do.
IDENTITAS = (
    "nama", "nik", "alasan_tanpa_nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir",
    "presisi_tgl_lahir",
)  # fmt: skip


def pick_identitas(isian: IsianOrang, onto: IsianOrang) -> IsianOrang:
    """`onto` with the identity of `isian`."""
    return replace(onto, **{name: getattr(isian, name) for name in IDENTITAS})


def pack_identitas(isian: IsianOrang) -> dict[str, str]:
    """The identity as texts."""
    texts = {name: getattr(isian, name) or "" for name in IDENTITAS}
    lahir = isian.tanggal_lahir
    return texts | {"tanggal_lahir": lahir.isoformat() if lahir else ""}


def unpack_identitas(packed: dict[str, str], onto: IsianOrang) -> IsianOrang:
    """`onto` with a packed identity."""
    lahir = packed["tanggal_lahir"]
    values: dict[str, Any] = {name: packed[name] for name in IDENTITAS}
    return replace(onto, **values | {"tanggal_lahir": date.fromisoformat(lahir) if lahir else None})


def pack_entri(isian: IsianEntri) -> dict[str, Any]:
    """Details of an entry as lists and texts."""
    return {
        "kategori": isian.kategori,
        "kriteria": list(isian.kriteria),
        "tanda": list(isian.tanda),
        "jawaban": {str(pk): list(values) for pk, values in isian.jawaban.items()},
        "kelengkapan": isian.kelengkapan,
    }


def unpack_entri(packed: dict[str, Any]) -> IsianEntri:
    """Packed details of an entry."""
    return IsianEntri(
        kategori=packed["kategori"],
        kriteria=tuple(packed["kriteria"]),
        tanda=tuple(packed["tanda"]),
        jawaban={int(pk): tuple(values) for pk, values in packed["jawaban"].items()},
        kelengkapan=packed["kelengkapan"],
    )
