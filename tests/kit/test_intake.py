"""Sent files: what is kept was written anew; what may not be kept is refused in words."""

import io
import os

import pytest
from django.core.files.uploadhandler import StopUpload
from PIL import Image
from pypdf import PdfReader

from balale.kit.errors import DomainError
from balale.kit.intake import clean_upload
from balale.kit.intake import handler as upload
from balale.kit.intake.child import FOTO_MAKS_BYTES, SISI_MAKS, strip_jpeg
from tests.factories import files


def keep(content: bytes, *, is_pdf_allowed=False) -> Image.Image:
    kept = clean_upload(content, is_pdf_allowed=is_pdf_allowed)
    assert kept.format == "jpeg"
    assert len(kept.isi) <= FOTO_MAKS_BYTES
    return Image.open(io.BytesIO(kept.isi))


def refuse(content: bytes, *, is_pdf_allowed=False) -> str:
    with pytest.raises(DomainError) as error:
        clean_upload(content, is_pdf_allowed=is_pdf_allowed)
    return error.value.code


def test_phone_photo_when_kept_stands_upright_and_tells_no_place():
    content = files.make_phone_photo()
    assert files.TEMPAT in content
    kept = clean_upload(content, is_pdf_allowed=False).isi
    image = Image.open(io.BytesIO(kept))
    assert image.size == (800, 1200)
    assert image.getpixel((790, 10))[0] > 200  # the bright corner, turned to the right
    assert image.getpixel((10, 10))[0] < 80
    assert not image.getexif()
    assert not {"icc_profile", "comment", "exif"} & image.info.keys()
    for word in (files.TEMPAT, b"Exif", b"ICC_PROFILE", b"lokasi"):
        assert word not in kept


def test_grainy_photo_of_twelve_megapixels_fits_the_size():
    noise = Image.effect_noise((1400, 1000), 90).convert("RGB").resize((4000, 3000))
    image = keep(files.make_bytes(image=noise, quality=80))
    assert max(image.size) <= SISI_MAKS


def test_photo_of_the_largest_size_allowed_is_kept():
    assert keep(files.make_bytes("PNG", files.make_image((5000, 5000)))).size == (1600, 1600)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_jpeg_in_any_colours_is_kept_as_plain_colour(mode):
    assert keep(files.make_bytes(image=files.make_image(mode=mode))).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "L"])
def test_png_in_any_colours_is_kept_as_plain_colour(mode):
    image = Image.new(mode, (60, 40)) if mode == "I;16" else files.make_image((60, 40), mode)
    assert keep(files.make_bytes("PNG", image)).mode == "RGB"


def test_picture_named_as_another_kind_is_taken_for_what_it_is():
    assert keep(files.make_bytes("PNG")).format == "JPEG"
    assert keep(files.make_bytes("WEBP"), is_pdf_allowed=True).format == "JPEG"


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04" + b"zip" * 50])
def test_picture_that_is_also_something_else_keeps_its_pixels_only(tail):
    kept = clean_upload(files.make_bytes() + tail, is_pdf_allowed=False).isi
    assert tail not in kept


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "kosong"),
        (b"x" * (20 * 1024 * 1024 + 1), "besar"),
        (b"<html><script>alert(1)</script></html>", "jenis"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "jenis"),
        (b"MZ\x90\x00" * 100, "jenis"),
        (b"\xff\xd8\xff\xe0", "jenis"),
        (files.make_bytes("TIFF"), "jenis"),
        (files.make_bytes("BMP"), "jenis"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "heic"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "jenis"),
        (files.make_bytes("GIF"), "bergerak"),
        (files.make_bomb(), "piksel"),
        (files.make_bomb(6000), "piksel"),
        (files.make_bomb(4000), "rusak"),
        (files.make_pdf(), "pdf_foto"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_file_that_is_no_photo_is_refused_with_its_reason(content, code):
    assert refuse(content) == code


@pytest.mark.parametrize("is_pdf_allowed", [True, False])
def test_photo_of_an_iphone_is_refused_with_the_way_to_mend_it(is_pdf_allowed):
    with pytest.raises(DomainError, match="Pengaturan iPhone, Kamera, Format") as refused:
        clean_upload(b"\x00\x00\x00\x18ftypheic" + bytes(99), is_pdf_allowed=is_pdf_allowed)
    sentences = str(refused.value).split(". ")
    assert all(len(satu.split()) <= 12 for satu in sentences)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_moving_picture_is_refused(kind):
    assert refuse(files.make_moving(kind)) == "bergerak"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photo_cut_short_is_refused(kind):
    whole = files.make_bytes(kind, Image.effect_noise((300, 300), 80))
    assert refuse(whole[: len(whole) // 2]) == "rusak"


def test_paper_when_kept_is_written_anew_without_its_maker():
    kept = clean_upload(files.make_pdf(pages=2) + b"<script>x</script>", is_pdf_allowed=True)
    assert kept.format == "pdf"
    assert len(PdfReader(io.BytesIO(kept.isi)).pages) == 2
    assert b"Pembuat" not in kept.isi
    assert b"<script>" not in kept.isi


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.make_pdf(script="app.alert(1)"), "pdf_aktif"),
        (files.make_pdf(lampiran=True), "pdf_aktif"),
        (files.make_pdf(tautan=True), "pdf_aktif"),
        (files.make_pdf(sandi="rahasia"), "pdf_terkunci"),
        (files.make_pdf(pages=21), "pdf_halaman"),
        (files.make_pdf() + b"\0" * 1024 * 1024, "pdf_besar"),
        (b"%PDF-1.7\n<script>", "rusak"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_paper_that_acts_or_cannot_be_read_is_refused(content, code):
    assert refuse(content, is_pdf_allowed=True) == code


def test_picture_inside_a_paper_loses_its_notes():
    content = files.make_phone_photo()
    stripped = strip_jpeg(content)
    assert files.TEMPAT not in stripped
    assert Image.open(io.BytesIO(stripped)).size == (1200, 800)
    whole = io.BytesIO()
    Image.open(io.BytesIO(content)).save(whole, "PDF")
    kept = clean_upload(whole.getvalue(), is_pdf_allowed=True).isi
    assert files.TEMPAT not in kept


def receive(*sizes: int):
    """Files of one request, through the handler."""
    handler = upload.MemoryUploadHandler()
    for number, size in enumerate(sizes):
        handler.new_file(f"berkas{number}", "foto.jpg", "image/jpeg", size)
        for start in range(0, size, 1 << 20):
            assert handler.receive_data_chunk(b"x" * min(1 << 20, size - start), start) is None
        yield handler.file_complete(size)


def test_sent_file_waits_in_memory_and_leaves_nothing_on_the_disk(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    assert settings.FILE_UPLOAD_HANDLERS == ["balale.kit.intake.handler.MemoryUploadHandler"]
    (held,) = receive(6 * 1024 * 1024)
    assert held.size == len(held.read()) == 6 * 1024 * 1024
    assert os.listdir(tmp_path) == []


def test_sent_files_beyond_twenty_megabytes_together_are_counted_and_not_held():
    first, second = receive(15 * 1024 * 1024, 10 * 1024 * 1024)
    assert len(first.read()) == first.size
    assert (second.size, second.read()) == (10 * 1024 * 1024, b"")


def test_request_beyond_any_camera_is_cut_off():
    with pytest.raises(StopUpload):
        upload.MemoryUploadHandler().handle_raw_input(None, {}, 101 * 1024 * 1024, b"")
