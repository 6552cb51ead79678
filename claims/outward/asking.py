"""Ask one address, within bounds: of time for all of it together, of size, and of redirects."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote, urljoin, urlsplit

import anyio
import httpcore2
import idna
from django.conf import settings

from claims.outward.connecting import NoAnswer, NotAllowed, OnlyPublic

LONGEST = 2_000  # characters of an address
REDIRECTS = (301, 302, 303, 307, 308)
_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9_][a-z0-9._-]{0,252}|[0-9a-f:.]*:[0-9a-f:.]*")
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "!$%&'()*+,/:;=?@[]~"  # what stands for itself in a path or a query (RFC 3986)


class NotReached(NoAnswer):
    """The server refused the connection, broke it off, or spoke nonsense."""


class TooSlow(NoAnswer):
    """The answer did not come in time."""


@dataclass(frozen=True)
class Limits:
    """What one question may cost."""

    seconds: float = 10.0  # from looking up the name to the last byte, redirects and all
    body_bytes: int = 64_000  # of the answer, as it comes; what is beyond is not read
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """What came back; `url` is where from. The body is never unpacked, and stops where the limit is."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


async def ask(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    limits: Limits | None = None,
) -> Answer:
    """The answer to one request. GET and HEAD follow redirects as far as the limits let; others are answered by them.

    Raises NoAnswer: NotAllowed for an address that may not be asked, NoSuchHost, NotReached or TooSlow.
    """
    limits = limits or Limits()
    try:
        with anyio.fail_after(limits.seconds):
            return await _follow(method, url, dict(headers or {}), content, limits)
    except TimeoutError as error:
        raise TooSlow(f"There was no whole answer within {limits.seconds:g} seconds.") from error


def ask_now(method: str, url: str, *, limits: Limits | None = None) -> Answer:
    """The same for whoever has nothing to do meanwhile."""

    async def asked() -> Answer:
        return await ask(method, url, limits=limits)

    return anyio.run(asked)


def check_address(url: str) -> None:
    """Raise NotAllowed for what can be seen to be wrong with an address before anybody is asked."""
    _read(url)


async def _follow(method: str, url: str, headers: dict[str, str], content: bytes, limits: Limits) -> Answer:
    for _ in range(limits.redirects + 1):
        answer = await _ask_once(method, url, headers, content, limits)
        if (
            method not in ("GET", "HEAD")
            or answer.status not in REDIRECTS
            or "location" not in answer.headers
        ):
            return answer
        url = _next(url, answer.headers["location"])
    raise NotReached(f"It leads on more than {limits.redirects} times.")


def _next(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NotReached("It leads on to what is no address.") from error


async def _ask_once(method: str, url: str, headers: dict[str, str], content: bytes, limits: Limits) -> Answer:
    where = _read(url)
    said = {"User-Agent": f"Factcheck (+{settings.SITE_URL})", "Accept-Encoding": "identity"} | headers
    pool = httpcore2.AsyncConnectionPool(
        ssl_context=_certificates() if where.scheme == b"https" else None, network_backend=OnlyPublic()
    )
    try:
        async with (
            pool,
            pool.stream(method, where, headers=list(said.items()), content=content or None) as response,
        ):
            body = await _beginning(response, limits.body_bytes)
            lines = {name.decode("ascii").lower(): line.decode("latin-1") for name, line in response.headers}
            return Answer(url, response.status, lines, body)
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise NotReached(_sentence(error)) from error


async def _beginning(response: httpcore2.Response, size: int) -> bytes:
    """As much of a body as is wanted."""
    body = bytearray()
    if size:
        async for piece in response.aiter_stream():
            body += piece[: size - len(body)]
            if len(body) >= size:
                break
    return bytes(body)


def _read(url: str) -> httpcore2.URL:
    """The parts of an address: it is read this once, so that no two readings can differ."""
    if len(url) > LONGEST or _UNSEEN.search(url):
        raise NotAllowed(f"Give an address of at most {LONGEST:,} characters, without blanks or backslashes.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = idna.encode(host, uts46=True).decode()
        target = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=_KEPT)
    except (ValueError, UnicodeError) as error:
        raise NotAllowed("This is no address of a web server.") from error
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host):
        raise NotAllowed("Give an address that begins with https:// or http:// and the name of a server.")
    if "@" in parts.netloc:
        raise NotAllowed("Give the address without a name and password in it.")
    return httpcore2.URL(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=target)


def _sentence(error: Exception) -> str:
    cause = error.args[0] if error.args else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"Its certificate cannot be trusted: {cause.verify_message}."
    if isinstance(error, httpcore2.ConnectError):
        return "It does not take connections."
    if isinstance(error, httpcore2.ProtocolError):
        return "What it answers is no HTTP."
    return "It broke the connection off."


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that the machine trusts; reading them takes longer than many a request."""
    return httpcore2.default_ssl_context()
