"""Connect to what was checked, and to nothing else: a name is looked up once, and the address found is the one used."""

import socket
from collections.abc import Iterable

import anyio
import httpcore2
from django.conf import settings

from claims.outward.addresses import is_public

PORTS = (80, 443)
TRIED_AT_MOST = 4  # addresses of one name


class NoAnswer(Exception):
    """Nothing came of it; its text is a sentence that says why."""


class NotAllowed(NoAnswer):
    """The address is none that we speak to."""


class NoSuchHost(NoAnswer):
    """No server goes by this name now."""


class OnlyPublic(httpcore2.AsyncNetworkBackend):
    """Gives connections to public servers alone. Each redirect comes here anew; TLS still goes by the name."""

    def __init__(self) -> None:
        self.plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to the first of the host's addresses that may be spoken to and takes it.

        Raises NotAllowed if there is none that may, NoSuchHost if there is none at all.
        """
        found = list(
            dict.fromkeys(await anyio.to_thread.run_sync(resolve, host, port, abandon_on_cancel=True))
        )
        allowed = [address for address in found if may_connect(address, port)]
        if not allowed:
            raise NotAllowed(_why_not(port))
        for address in allowed[:TRIED_AT_MOST]:
            try:
                return await self.plain.connect_tcp(address, port, timeout, socket_options=socket_options)
            except httpcore2.NetworkError as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Never: what listens on a file is no public server."""
        raise NotAllowed("Only servers of the public internet are spoken to.")


def resolve(host: str, port: int) -> list[str]:
    """The addresses behind a name, as numbers. Raises NoSuchHost."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            raise NoAnswer("Its name could not be looked up just now.") from error
        raise NoSuchHost("There is no server of this name.") from error
    return [str(address[0]) for *_, address in found]


def may_connect(address: str, port: int) -> bool:
    """Whether we speak to whoever stands there: a public web server, or one that the operator has named."""
    named = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    return named in settings.CONNECT_ALSO_TO or (port in PORTS and is_public(address))


def _why_not(port: int) -> str:
    if port not in PORTS:
        return f"Port {port} is not spoken to. Use the usual one: 443 of https, or 80 of http."
    return "This address leads into a network that is not public, so nothing was sent."
