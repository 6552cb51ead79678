import gzip
import ssl
import time
from datetime import UTC, datetime, timedelta

import anyio
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from claims.outward import asking, connecting
from claims.outward.asking import Limits, NotReached, TooSlow, ask_now, check_address
from claims.outward.connecting import NoSuchHost, NotAllowed
from tests.outward.receiver import receiving

LOOPBACK = """
    http://127.0.0.1/ http://localhost/ http://2130706433/ http://0x7f.1/ http://0177.0.0.1/ http://127.1/ http://0/
    http://①②⑦.⓪.⓪.①/ http://127。0。0。1/ http://[::1]/ http://[::ffff:127.0.0.1]/ http://[::]/ https://127.0.0.1:443/
    http://169.254.169.254/latest/meta-data/ http://[fd00:ec2::254]/ http://10.0.0.1/ http://[64:ff9b::7f00:1]/
"""
NO_ADDRESSES = [
    "",
    "file:///etc/passwd",
    "gopher://8.8.8.8/",
    "//8.8.8.8/",
    "http:///x",
    "http://user:word@8.8.8.8/",
    "http://8.8.8.8\\@127.0.0.1/",
    "http://8.8.8.8/ x",
    "http://8.8.8.8/\r\nHost: elsewhere",
    "http://[::1",
    "http://8.8.8.8:99999/",
    "http://a/" + "b" * 3_000,
    "http://%31%32%37.0.0.1/",
    "http://\ud800/",
    "http://8.8.8.8/\ud800",
]


@pytest.fixture
def connects(monkeypatch):
    """What would have been connected to; nothing is."""
    tried = []

    async def note(remote_host, remote_port, **_):
        tried.append((remote_host, remote_port))
        raise OSError

    monkeypatch.setattr(anyio, "connect_tcp", note)
    return tried


def found(monkeypatch, *answers):
    """Let names lead to these addresses, one list for each time that somebody asks."""
    each = iter(answers)
    monkeypatch.setattr(connecting, "resolve", lambda host, port: next(each))


def to(receiver, path="/"):
    return f"http://{receiver.place}{path}"


class TestAskWhoMayBeAsked:
    @pytest.mark.parametrize("url", LOOPBACK.split())
    def test_connects_to_nothing_within(self, connects, url):
        with pytest.raises(NotAllowed):
            ask_now("GET", url)

        assert not connects

    @pytest.mark.parametrize("url", NO_ADDRESSES)
    def test_refuses_what_is_no_address(self, connects, url):
        with pytest.raises(NotAllowed):
            ask_now("GET", url)

        assert not connects

    @pytest.mark.parametrize("port", [22, 6379, 8080])
    def test_keeps_to_the_ports_of_the_web(self, connects, port):
        with pytest.raises(NotAllowed, match="Port"):
            ask_now("GET", f"http://8.8.8.8:{port}/")

        assert not connects

    def test_connects_to_the_address_that_it_has_checked(self, connects, monkeypatch):
        found(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])

        with pytest.raises(NotReached):
            ask_now("GET", "http://rebinding.example/")

        assert connects == [("93.184.216.34", 80)]

    def test_takes_of_several_addresses_those_that_are_public(self, connects, monkeypatch):
        found(monkeypatch, ["127.0.0.1", "93.184.216.34", "::1", "2606:4700::1111"])

        with pytest.raises(NotReached):
            ask_now("GET", "https://both.example/")

        assert connects == [("93.184.216.34", 443), ("2606:4700::1111", 443)]

    def test_says_that_there_is_no_such_server(self):
        with pytest.raises(NoSuchHost):
            ask_now("GET", "http://nobody.invalid/")

    def test_asks_whom_the_operator_names_and_no_other_port(self, friend):
        with receiving() as stranger:
            assert ask_now("GET", to(friend)).status == 200
            with pytest.raises(NotAllowed):
                ask_now("GET", to(stranger))

        assert not stranger.asked

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    @pytest.mark.parametrize(
        "place", ["http://169.254.169.254/", "//127.0.0.1/", "file:///etc/passwd", "http://[", "\xff\xfe:"]
    )
    def test_checks_each_redirect(self, settings, status, place):
        answer = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode(
            "latin-1"
        )
        with receiving(answer) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            with pytest.raises((NotAllowed, NotReached)):
                ask_now("GET", to(receiver))

    def test_sends_nothing_on_that_was_meant_for_one(self, settings):
        with receiving(
            b"HTTP/1.1 307 Elsewhere\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
        ) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            assert anyio.run(asking.ask, "POST", to(receiver)).status == 307

        assert len(receiver.asked) == 1

    def test_asks_no_proxy(self, friend, monkeypatch):
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:1/")

        assert ask_now("GET", to(friend)).body == b"hello"

    def test_sees_most_mistakes_before_it_asks(self):
        with pytest.raises(NotAllowed):
            check_address("ftp://receiver.example/")


class TestAskForNoMoreThanIsWanted:
    @pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n", b""])
    def test_ends_a_slow_drip(self, settings, head):
        def drip(handler, lines):
            handler.wfile.write(head)
            while True:
                handler.wfile.write(b"a")
                time.sleep(0.02)

        with receiving(drip) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]
            began = time.monotonic()

            with pytest.raises(TooSlow):
                ask_now("GET", to(receiver), limits=Limits(seconds=0.3))

        assert time.monotonic() - began < 2

    @pytest.mark.parametrize(
        ("head", "piece"),
        [
            (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 65_536),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(bytes(10_000_000))),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nhello\r\n"),
        ],
    )
    def test_stops_reading_an_endless_body(self, settings, head, piece):
        def pour(handler, lines):
            handler.wfile.write(head)
            while True:
                handler.wfile.write(piece)

        with receiving(pour) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            answer = ask_now("GET", to(receiver), limits=Limits(body_bytes=10_000))

        assert (answer.status, len(answer.body)) == (200, 10_000)

    @pytest.mark.parametrize(
        "nonsense", [b"X: a\r\n", b"HTTP/1.1 100 Continue\r\n\r\n" + b"X: " + b"a" * 65_536]
    )
    def test_ends_endless_headers(self, settings, nonsense):
        def pour(handler, lines):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while True:
                handler.wfile.write(nonsense)

        with receiving(pour) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            with pytest.raises(NotReached, match="no HTTP"):
                ask_now("GET", to(receiver))

    @pytest.mark.parametrize("answer", [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 999999 x\r\n\r\n", b"\0" * 100])
    def test_says_what_is_wrong_with_nonsense(self, settings, answer):
        with receiving(answer) as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            with pytest.raises(NotReached):
                ask_now("GET", to(receiver))

    def test_gives_up_a_ring_of_redirects(self, settings):
        with receiving(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n") as receiver:
            settings.CONNECT_ALSO_TO = [receiver.place]

            with pytest.raises(NotReached, match="leads on"):
                ask_now("GET", to(receiver))

        assert len(receiver.asked) == 4

    def test_keeps_the_letters_of_an_address(self, friend):
        ask_now("GET", to(friend, "/Zürich/a%20b?q=ä&r=1#part"))

        assert friend.asked[0][0] == "GET /Z%C3%BCrich/a%20b?q=%C3%A4&r=1 HTTP/1.1"


class TestAskByTls:
    def test_goes_by_the_name_at_the_address_that_was_checked(self, settings, monkeypatch, tmp_path):
        serving, trusting = contexts("receiver.example", tmp_path)
        monkeypatch.setattr(asking, "_certificates", lambda: trusting)
        found(monkeypatch, ["127.0.0.1"], ["127.0.0.1"])
        with receiving() as receiver:
            receiver.socket = serving.wrap_socket(receiver.socket, server_side=True)
            settings.CONNECT_ALSO_TO = [receiver.place]
            port = receiver.server_address[1]

            assert ask_now("GET", f"https://receiver.example:{port}/").status == 200
            with pytest.raises(NotReached, match="certificate cannot be trusted: Hostname mismatch"):
                ask_now("GET", f"https://other.example:{port}/")

        assert f"Host: receiver.example:{port}" in receiver.asked[0]

    def test_takes_no_server_without_a_certificate(self, friend):
        with pytest.raises(NotReached):
            ask_now("GET", f"https://{friend.place}/")


def contexts(name, folder):
    """How a server with a certificate for this name speaks TLS, and how one who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    made = x509.CertificateBuilder(subject, subject, key.public_key(), 1, now, now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    kept = [serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()]
    (folder / "both.pem").write_bytes(key.private_bytes(*kept) + pem)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "both.pem")
    return serving, ssl.create_default_context(cadata=pem.decode())
