"""A receiver of webhooks on loopback: it answers as it is told, checks each signature, and keeps what it was told."""

import json
import socketserver
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from standardwebhooks import Webhook

from tests.outward.receiver import Receiver, receiving

# What it answers: a status, or that and headers.
Answer = int | tuple[int, dict[str, str]]


@dataclass
class Hook:
    """`answer(message)` says what is answered; `took` are the messages that were answered with 200, `came` all."""

    answer: Callable[[dict], Answer] = lambda message: 200
    came: list[dict] = field(default_factory=list)
    took: list[dict] = field(default_factory=list)
    server: Receiver | None = None

    @property
    def place(self) -> str:
        """Where it listens, as CONNECT_ALSO_TO names it."""
        assert self.server
        return self.server.place

    @property
    def url(self) -> str:
        """Where it wants to be told."""
        return f"http://{self.place}/hook"

    def behave(self, handler: socketserver.StreamRequestHandler, lines: list[str]) -> None:
        """Read a message and answer it."""
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        body = handler.rfile.read(int(headers["content-length"]))
        message = json.loads(body) | {"headers": headers, "body": body, "at": time.monotonic()}
        self.came.append(message)
        answer = self.answer(message)
        status, more = answer if isinstance(answer, tuple) else (answer, {})
        if status == 200:
            self.took.append(message)
        head = "".join(f"{name}: {value}\r\n" for name, value in (more | {"Content-Length": "0"}).items())
        handler.wfile.write(f"HTTP/1.1 {status} Said\r\n{head}Connection: close\r\n\r\n".encode())


@contextmanager
def hooked(answer: Callable[[dict], Answer] = lambda message: 200) -> Iterator[Hook]:
    """A receiver that runs meanwhile."""
    hook = Hook(answer)
    with receiving(hook.behave) as hook.server:
        yield hook


def told(messages: list[dict]) -> list[tuple]:
    """Of each message its claim and version."""
    return [(message["data"].get("id"), message["data"].get("version")) for message in messages]


def is_signed_by(secret: str, message: dict) -> bool:
    """Whether the published verifier takes it for ours."""
    try:
        Webhook(secret).verify(message["body"], message["headers"])
    except Exception:
        return False
    return True
