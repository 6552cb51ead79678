import ast

CONNECT = {
    "aiohttp", "asyncio", "ftplib", "http.client", "httpcore", "httpcore2", "httpx", "httpx2", "imaplib", "niquests",
    "nntplib", "poplib", "pycurl", "requests", "socket", "socketserver", "telnetlib", "urllib.request", "urllib3",
    "websockets", "xmlrpc.client",
}  # fmt: skip
# Its own servers on this machine, at addresses that nobody types.
OWN_SERVERS = {"factcheck/ports.py"}


def imported(source):
    """The modules that a file names in its imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


class TestTheOnlyDoor:
    def test_is_the_room_outward(self, project):
        files = [*(project / "claims").rglob("*.py"), *(project / "factcheck").rglob("*.py")]
        doors = {
            file.relative_to(project).as_posix()
            for file in files
            if any(name in CONNECT or name.split(".")[0] in CONNECT for name in imported(file.read_text()))
        }

        assert {door for door in doors - OWN_SERVERS if not door.startswith("claims/outward/")} == set()
        assert doors - OWN_SERVERS == {"claims/outward/asking.py", "claims/outward/connecting.py"}
