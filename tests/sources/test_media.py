"""What a file is, its content says."""

import pytest

from claims.models import MediaType
from claims.sources.acts import SourceRefused
from claims.sources.media import file_name, media_type
from tests.sources.files import PAGE, PNG, pdf, pdf_that_says


class TestMediaType:
    @pytest.mark.parametrize(
        ("content", "name", "found"),
        [
            (pdf_that_says("Cracks"), "report.pdf", MediaType.PDF),
            (PAGE, "page.html", MediaType.HTML),
            (b"\xef\xbb\xbf  <!-- saved -->\n<HTML><body>x", "page.htm", MediaType.HTML),
            ("<!doctype html><p>ä".encode("utf-16"), "page.html", MediaType.HTML),
            (b"Cracks were found.", "notes.txt", MediaType.TEXT),
            ("Schäden".encode("cp1252"), "notes.txt", MediaType.TEXT),
            (b"1 < 2, and that is all.", "", MediaType.TEXT),
            (PNG, "scan.png", MediaType.PNG),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", "scan.JPG", MediaType.JPEG),
            (b"GIF89a\x01\x00", "x.gif", MediaType.GIF),
            (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "x.webp", MediaType.WEBP),
            (PNG, "no ending", MediaType.PNG),
            (PNG + PAGE, "both.png", MediaType.PNG),  # what it also is, nobody will run: see the download
        ],
    )
    def test_goes_by_the_content(self, content, name, found):
        assert media_type(content, name) == found

    @pytest.mark.parametrize("content", [b"", b"   \r\n\t "])
    def test_refuses_what_is_empty(self, content):
        with pytest.raises(SourceRefused, match="is empty"):
            media_type(content, "x.txt")

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (PAGE, "report.pdf"),
            (PAGE, "notes.txt"),
            (pdf_that_says("Cracks"), "page.html"),
            (PNG, "photo.jpg"),
            (b"Cracks", "report.pdf"),
        ],
    )
    def test_refuses_a_name_that_says_something_else(self, content, name):
        with pytest.raises(SourceRefused, match=r"is named \.\w+ and is"):
            media_type(content, name)

    @pytest.mark.parametrize(
        "content",
        [
            b"PK\x03\x04\x14\x00\x00\x00",
            b"MZ\x90\x00\x03\x00\x00\x00",
            b"\x7fELF\x02\x01\x01\x00",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            bytes(range(256)),
        ],
        ids=["zip", "exe", "elf", "svg", "xml", "bytes"],
    )
    def test_refuses_everything_else(self, content):
        with pytest.raises(SourceRefused, match="cannot tell what this file is"):
            media_type(content)

    def test_refuses_an_encrypted_pdf(self):
        with pytest.raises(SourceRefused, match="is encrypted"):
            media_type(pdf(b"", trailer=b"/Encrypt 5 0 R"), "report.pdf")


class TestFileName:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\ana\\report.pdf", "report.pdf"),
            ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie: x.pdf"),
            ("\u202efdp.exe", "fdp.exe"),
            ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
            ("..", ".."),
        ],
    )
    def test_is_the_last_part_and_printable(self, given, shown):
        assert file_name(given) == shown
