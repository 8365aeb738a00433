import re

import pytest

from balale.kit.chrome import NavItem, Toast, Who
from balale.kit.status import STATUS_LOOKS
from tests.kit.samples import GOOD, SiapaForm, render

PARTS = [
    ('<c-icon name="plus" />', 'icons.svg#i-plus"'),
    ('<c-icon name="plus" label="Tambah" />', 'role="img" aria-label="Tambah"'),
    ('<c-note kind="warn" title="Judul">Isi</c-note>', '<div class="note warn">'),
    ('<c-empty title="Kosong" href="/a/" action="Ke beranda">Sebab</c-empty>', 'href="/a/"'),
    ('<c-toast undo_url="/urung/">Digabung.</c-toast>', 'action="/urung/"'),
    ('<c-pager words="8 dari 38" next_url="?p=2" />', 'rel="next" href="?p=2"'),
    ('<c-done :part="7" :whole="8" />', 'class="done n87"'),
    ('<c-facts><c-fact label="NIK" css="num">1</c-fact></c-facts>', '<dd class="num">1</dd>'),
    ('<c-timeline><c-timeline-item title="A" why="B" /></c-timeline>', '<p class="why">B</p>'),
    ('<c-back href="/b/">Kembali</c-back>', 'class="back" href="/b/"'),
    ('<c-go href="/c/">Lihat</c-go>', 'class="go" href="/c/"'),
    ('<c-tile href="/d/" label="Aktif" number="12" alert="1" />', 'class="tile alert"'),
    ('<c-search action="/cari/" />', "data-search"),
]


@pytest.mark.parametrize(("source", "expected"), PARTS)
def test_part_when_rendered_then_draws_its_mark(source, expected):
    html = render(source)
    assert expected in html
    assert "<c-" not in html


@pytest.mark.parametrize("status", STATUS_LOOKS)
def test_pill_when_status_known_then_word_icon_and_colour(status):
    look = STATUS_LOOKS[status]
    html = render('<c-pill :status="status" />', status=status)
    assert f"pill {look.css}" in html
    assert f"#i-{look.icon}" in html
    assert look.word in html


def test_icon_when_parent_has_a_label_then_it_stays_silent():
    assert 'aria-hidden="true"' in render('<c-icon name="plus" />', label="Nama", css="x")


def test_field_when_wrong_then_label_help_message_input_in_order():
    form = SiapaForm(GOOD | {"nik": "123"})
    html = render('<c-field :field="form.nik" />', form=form)
    places = [
        html.index(part) for part in ("<label", "Contoh: 61", "_helptext", "_error", "<input")
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_nik_helptext id_nik_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_when_picks_then_fieldset_rows_and_notes():
    html = render('<c-field :field="form.kategori" />', form=SiapaForm({"kategori": "a"}))
    assert "<fieldset" in html
    assert "<small>Tidak punya penghasilan</small>" in html
    assert "checked" in html


def test_errors_when_refused_then_every_line_finds_its_field():
    form = SiapaForm({})
    html = render(
        '<c-errors :form="form" />{% for f in form %}<c-field :field="f" />{% endfor %}', form=form
    )
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 4
    assert all(f'id="{target}"' in html for target in targets)


def test_errors_when_unbound_or_good_then_draws_nothing():
    assert render('<c-errors :form="form" />', form=SiapaForm()) == ""
    assert render('<c-errors :form="form" />', form=SiapaForm(GOOD)) == ""


def test_steps_when_second_then_words_and_present_step():
    html = render('<c-steps :labels="labels" :now="2" />', labels=["Siapa", "Alamat", "Periksa"])
    assert "Langkah 2 dari 3 · Alamat" in html
    assert "Lalu: Periksa" in html
    assert html.count('aria-current="step"') == 1


def render_base(**context):
    return render(
        '{% include "base.html" %}', is_latihan=context.pop("is_latihan", False), **context
    )


def test_base_when_training_then_frame_word_and_title():
    html = render_base(is_latihan=True, form=SiapaForm({}))
    assert "<title>LATIHAN · Galat: Beranda — BALALE’</title>" in html
    assert "Semua orang di sini rekaan" in html


def test_base_when_real_then_no_training_word():
    html = render_base(is_latihan=False)
    assert "LATIHAN" not in html
    assert "<title>Beranda — BALALE’</title>" in html


def test_base_when_village_role_then_dock_and_wide_menu():
    dock = [NavItem("/", "Beranda", "home", current=True), NavItem("/w/", "Warga", "users", 3)]
    html = render_base(dock=dock, is_latihan=False)
    assert html.count('aria-current="page"') == 2
    assert '<nav class="dock"' in html


def test_base_when_signed_in_then_sign_out_is_a_posted_button():
    html = render_base(who=Who("Desa Suka Maju", "Operator desa", sign_out_url="/keluar/"))
    assert '<form method="post" action="/keluar/">' in html
    assert "csrfmiddlewaretoken" in html


def test_base_when_toast_given_then_one_with_undo():
    html = render_base(toast=Toast("Data digabung.", "/urung/"))
    assert html.count("data-toast") == 1


@pytest.mark.parametrize(("count", "words"), [(1, "1"), (999, "999"), (1000, "999+")])
def test_menu_counts_up_to_what_it_shows(count, words):
    page = render_base(nav=[NavItem("/antrean/", "Antrean", count=count)])
    assert f'<span class="count">{words}<span' in page
