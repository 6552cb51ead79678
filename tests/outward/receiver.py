"""A server on loopback that does to whoever asks it what a test wants."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socketserver.StreamRequestHandler, list[str]], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"


class Receiver(socketserver.ThreadingTCPServer):
    """Answers each request by `behave`, which is given the lines before the body; keeps these lines."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, behave: Behaviour):
        self.behave, self.asked = behave, []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def place(self) -> str:
        """Where it listens, as CONNECT_ALSO_TO names it."""
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address) -> None:
        """Nothing: whoever asked has had enough."""


class _Handler(socketserver.StreamRequestHandler):
    server: Receiver

    def handle(self) -> None:
        lines = []
        while line := self.rfile.readline().strip().decode():
            lines.append(line)
        self.server.asked.append(lines)
        self.server.behave(self, lines)


@contextmanager
def receiving(answer: bytes | Behaviour = OK) -> Iterator[Receiver]:
    """A receiver that runs meanwhile."""

    def say(handler: socketserver.StreamRequestHandler, lines: list[str]) -> None:
        handler.wfile.write(answer)

    with Receiver(answer if callable(answer) else say) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
