import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.errors import RuleViolation
from core.rules.attachments import check_file, clean_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def picture(kind: str, size: tuple[int, int] = (8, 4), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for name, data in parts.items():
            held.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def office(folder: str, **more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", f"{folder}__document.xml": b"<a/>", **more})


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("protokoll.pdf", PDF, "application/pdf"),
        ("PROTOKOLL.PDF", PDF, "application/pdf"),
        ("a.docx", office("word"), DOCX),
        ("a.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text"),
         "application/vnd.oasis.opendocument.text"),
        ("a.csv", "konto;belopp\n5021;100 å".encode(), "text/csv"),
        ("a.csv", "\ufeffkonto;belopp\n5021;1".encode(), "text/csv"),
        ("a.txt", "räksmörgås".encode("cp1252"), "text/plain"),
        ("a.se", b"#FLAGGA 0\r\n#FORMAT PC8\r\n\x1a", "text/plain"),
    ],
)  # fmt: skip
def test_check_file_allowed_is_kept_as_it_is(name: str, data: bytes, media_type: str) -> None:
    kept = check_file(name, data)

    assert (kept.file_name, kept.media_type, kept.data) == (name, media_type, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", picture("PNG")),
        ("a.png", PDF),
        ("a.png", picture("JPEG")),
        ("a.jpg", b"MZ" + bytes(200)),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.csv", b"<html><script>alert(1)</script>"),
        ("a.csv", b"a;b\x00c"),
        ("a.txt", b"MZ\x90 is a program"),
        ("a.txt", PDF),
        ("a.se", b"konto;belopp"),
        ("a.docx", workbook()),
        ("a.docx", PDF),
        ("a.docx", b"PK\x03\x04" + bytes(50)),
        ("a.docx", office("word", **{"word__vbaProject.bin": b"x"})),
        ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
        ("a.odt", archive(other=b"x")),
    ],
)
def test_check_file_that_is_not_what_its_name_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(RuleViolation, match="inte det som namnet säger"):
        check_file(name, data)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.zip", "a.docm", "a.xlsm", "a", ".pdf", "a.pdf.exe", "a.pdf "]
)
def test_check_file_other_types_are_refused_in_words(name: str) -> None:
    if name == "a.pdf ":
        assert check_file(name, PDF).file_name == "a.pdf"
        return
    with pytest.raises(RuleViolation, match="går inte att bifoga"):
        check_file(name, PDF)


def test_check_file_empty_and_too_large_are_refused() -> None:
    with pytest.raises(RuleViolation, match="är tom"):
        check_file("a.pdf", b"")
    with pytest.raises(RuleViolation, match="Högst 1 MB"):
        check_file("a.pdf", PDF + bytes(1_000_000), most_megabytes=1)


def test_check_file_picture_loses_what_is_hidden_in_it_and_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned a quarter
    exif[0x010E] = "Hemlig plats"
    data = picture("JPEG", exif=exif) + b"<?php hidden ?>"

    kept = check_file("a.jpg", data)

    with Image.open(io.BytesIO(kept.data)) as shown:
        assert (shown.size, shown.format, dict(shown.getexif())) == ((4, 8), "JPEG", {})
    assert b"Hemlig" not in kept.data
    assert b"php" not in kept.data


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("a.webp", "WEBP"), ("a.jpeg", "JPEG")])
def test_check_file_picture_keeps_its_kind(name: str, kind: str) -> None:
    with Image.open(io.BytesIO(check_file(name, picture(kind)).data)) as shown:
        assert (shown.format, shown.size) == (kind, (8, 4))


def test_check_file_picture_keeps_what_is_see_through() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (1, 2, 3, 0)).save(out, "PNG")

    with Image.open(io.BytesIO(check_file("a.png", out.getvalue()).data)) as shown:
        assert shown.getpixel((0, 0))[3] == 0


def test_check_file_picture_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")

    assert len(out.getvalue()) < 100_000
    with pytest.raises(RuleViolation, match="för många bildpunkter"):
        check_file("a.png", out.getvalue())


def test_check_file_broken_picture_is_refused() -> None:
    data = picture("PNG")

    with pytest.raises(RuleViolation, match="går inte att läsa"):
        check_file("a.png", data[:40] + bytes(20))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\a\\b.pdf", "b.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ('<img src=x onerror="1">.png', "img src=x onerror=1.png"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "fil"),
        ("...", "fil"),
        ("å" * 300 + ".pdf", "å" * 196 + ".pdf"),
    ],
)
def test_clean_name_is_a_name_alone(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=400))
def test_clean_name_of_any_text_is_short_printable_and_stays_so(name: str) -> None:
    clean = clean_name(name)

    assert 1 <= len(clean) <= 200
    assert clean.isprintable()
    assert not set(clean) & set('/\\<>:"|?*')
    assert clean_name(clean) == clean


@given(st.sampled_from(["pdf", "png", "jpg", "webp", "docx", "odt", "csv", "se"]), st.binary(max_size=300))
def test_check_file_any_bytes_are_kept_or_refused_in_words(extension: str, data: bytes) -> None:
    try:
        kept = check_file(f"a.{extension}", data)
    except RuleViolation:
        return
    assert kept.data
