"""The changed fields of a proposal under their whole names."""

from balale.registry.models import Isian, Usulan, UsulanKolom

# Names longer than this were once kept cut; their questions still tell them whole.
POTONG = 32


def list_kolom(usulan: Usulan) -> list[tuple[str, UsulanKolom]]:
    """(name, field) in the order of the form."""
    rows = list(usulan.kolom.order_by("pk"))
    is_cut = any(row.kolom == "jawaban" and len(row.label) == POTONG for row in rows)
    whole = _list_whole(usulan) if is_cut else {}
    return [(whole.get(row.label, row.label), row) for row in rows]


def _list_whole(usulan: Usulan) -> dict[str, str]:
    """Long questions of the entry's form by their first letters, where those tell one apart."""
    if usulan.ppks is None:
        return {}
    rows = Isian.objects.filter(formulir=usulan.ppks.formulir_id).order_by("urutan")
    found: dict[str, list[str]] = {}
    for label in rows.values_list("label", flat=True):
        found.setdefault(label[:POTONG], []).append(label)
    return {cut: labels[0] for cut, labels in found.items() if len(labels) == 1}
