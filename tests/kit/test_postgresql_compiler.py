"""A query is the same, text and values, whether it is written whole or with a known frame."""

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.compiler import SQLCompiler as PlainCompiler
from django.db.models import Count, F, Q

from balale.access.context import acting_as
from balale.kit.postgresql import compiler as ours
from balale.registry.models import AnggotaKeluarga, Orang, Ppks
from balale.wilayah.models import Desa

DESA = "61.07.14.2004"
pytestmark = pytest.mark.django_db

QUERIES = {
    "all": lambda a, b: Desa.objects.all(),
    "one condition": lambda a, b: Desa.objects.filter(kode=a),
    "ordered": lambda a, b: Desa.objects.filter(kode=a).order_by("-nama", "kode"),
    "sliced": lambda a, b: Desa.objects.filter(kode__in=[a, b])[:25],
    "joined": lambda a, b: Desa.objects.filter(kecamatan__nama=a).select_related("kecamatan"),
    "ordered by a joined name": lambda a, b: Desa.objects.filter(kode=a).order_by(
        "kecamatan__nama"
    ),
    "some columns": lambda a, b: (
        Orang.objects.filter(nama=a).select_related("desa").only("nama", "desa__nama")
    ),
    "other columns": lambda a, b: Orang.objects.filter(nama=a).defer("nik_sandi"),
    "values": lambda a, b: Orang.objects.filter(nama=a).values_list("pk", "desa__nama"),
    "either": lambda a, b: Orang.objects.filter(Q(nama=a) | ~Q(nama_kunci__gt=b)),
    "inside another": lambda a, b: Ppks.objects.filter(
        orang__in=Orang.objects.filter(nama=a).values("pk"), status=b
    ),
    "twice over the same table": lambda a, b: AnggotaKeluarga.objects.filter(
        keluarga__anggota__orang__nama=a, hubungan=b
    ),
    "counted": lambda a, b: Desa.objects.filter(kode=a).annotate(n=Count("kecamatan")),
    "ordered by an expression": lambda a, b: Desa.objects.filter(kode=a).order_by(F("nama").desc()),
    "without repeats": lambda a, b: Desa.objects.filter(kode=a).values("nama").distinct(),
    "locked": lambda a, b: Orang.objects.select_for_update(of=("self",)).filter(nama=a),
}


def write(rows) -> tuple[str, tuple[object, ...]]:
    sql, params = rows.query.get_compiler("default").as_sql()
    return sql, tuple(params)


def write_plainly(rows) -> tuple[str, tuple[object, ...]]:
    sql, params = PlainCompiler(rows.query, connection, "default").as_sql()
    return sql, tuple(params)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_written_again_with_other_values_equals_the_one_written_whole(name):
    write(QUERIES[name]("a", "b"))
    again = write(QUERIES[name]("b' or 1=1", "%s"))
    assert again == write_plainly(QUERIES[name]("b' or 1=1", "%s"))


def test_every_query_has_a_frame_of_its_own():
    ours._frames.clear()
    for query in QUERIES.values():
        write(query("a", "b"))
    for query in QUERIES.values():
        assert write(query("c", "d")) == write_plainly(query("c", "d"))


def test_a_frame_holds_no_value_of_a_condition():
    ours._frames.clear()
    write(Orang.objects.filter(nama="Nenek Sanih", nama_kunci__in=["sanih", "nenek"]))
    (frame,) = ours._frames.values()
    assert "Sanih" not in repr(frame)
    assert "sanih" not in repr(list(ours._frames))


def test_a_list_of_another_length_gets_marks_of_its_own():
    write(Desa.objects.filter(kode__in=["a"]))
    sql, params = write(Desa.objects.filter(kode__in=["a", "b", "c"]))
    assert sql.count("%s") == len(params) == 3


def test_a_condition_nothing_fits_asks_nothing_though_the_frame_is_known():
    write(Desa.objects.filter(kode__in=["a"]))
    with pytest.raises(EmptyResultSet):
        write(Desa.objects.filter(kode__in=[]))


def test_rows_read_with_a_known_frame_are_those_of_the_first_time(operator):
    with acting_as(operator.context):
        first = _read()
        again = _read()
    assert first
    assert first == again


def _read():
    rows = Desa.objects.filter(nama__gt="").select_related("kecamatan").order_by("kode")[:5]
    return [(row.pk, row.kecamatan.nama) for row in rows]


def test_frames_stay_few_however_many_kinds_of_query_there_are(monkeypatch):
    monkeypatch.setattr(ours, "_MOST", 3)
    for number in range(1, 9):
        write(Desa.objects.filter(kode="a")[:number])
    assert len(ours._frames) <= 3
