"""Messy workbooks, made to look like real ones, each with its expected account."""

import json

import pytest

from balale.access.system import acting_as_system
from balale.exchange.services.preview import preview_file
from balale.exchange.services.report import iter_report
from tests.exchange import corpus_desa, corpus_pusat, corpus_rusak
from tests.exchange.corpus import HARI_INI, Case

pytestmark = pytest.mark.django_db

CASES = [*corpus_desa.list_cases(), *corpus_pusat.list_cases(), *corpus_rusak.list_cases()]


def read(case: Case) -> dict:
    with acting_as_system() as by:
        answer = preview_file(case.isi, by=by, on=HARI_INI, desa_kode=case.desa)
        return json.loads("".join(iter_report(answer)))


def codes(row, severity):
    return {one["code"] for one in row["reasons"] if one["severity"] == severity}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.nama)
def test_messy_workbook_when_read_then_accounts_for_every_row(case):
    report = read(case)
    rows = {row["row"]: row for row in report["rows"]}
    refused = {n: codes(row, "error") for n, row in rows.items() if row["outcome"] == "rejected"}
    assert refused == case.ditolak
    assert rows.keys() == case.orang.keys() | case.ditolak.keys()
    for number, fields in case.orang.items():
        person = rows[number]["person"]
        assert {name: person[name] for name in fields} == fields, number
    for number, wanted in case.kata.items():
        assert wanted <= codes(rows[number], "warning"), number
    skipped = {one["row"]: one["code"] for one in report["skipped"]}
    assert case.lewat.items() <= skipped.items()
    assert case.catatan <= {one["code"] for one in report["notes"]}
    assert report["header_row"] == case.judul
    assert case.kolom.items() <= report["columns"].items()
    assert case.lembar in (None, report["sheet"])
    parts = [report[name] for name in ("new", "same", "changed", "rejected")]
    assert report["read"] == sum(parts) == len(rows)


def test_corpus_when_counted_then_holds_forty_workbooks():
    assert len(CASES) >= 40
