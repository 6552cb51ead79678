"""Files as people, and people who mean harm, upload them."""

import zlib

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)
PAGE = (
    b"<!doctype html><html><head><meta charset='utf-8'><title>Inspection</title>"
    b"<style>p { color: red }</style></head><body><script>alert('Cracks were never found')</script>"
    b"<p>Cracks were found in the <b>eastern</b> wall.</p></body></html>"
)


def pdf(drawn: bytes, *, trailer: bytes = b"", filters: bytes = b"") -> bytes:
    """A PDF of one page with a content stream, which `filters` names the encoding of."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources"
        b" << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(drawn), filters, drawn),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 5\n0000000000 65535 f \n%strailer\n<< /Size 5 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF"
    return out + end % (table, trailer, len(out))


def pdf_that_says(words: str) -> bytes:
    """A PDF with these words on its page."""
    return pdf(b"BT /F1 12 Tf 20 200 Td (%s) Tj ET" % words.encode("ascii"))


def pdf_bomb(megabytes: int) -> bytes:
    """A small PDF whose page unpacks to this many megabytes, packed twice over."""
    stream = zlib.compressobj(9)
    blanks = b"".join(stream.compress(b" " * 1_000_000) for _ in range(megabytes)) + stream.flush()
    return pdf(zlib.compress(blanks, 9), filters=b"/Filter [/FlateDecode /FlateDecode]")
