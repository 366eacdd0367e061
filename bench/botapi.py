"""A stand-in for the Bot API that costs next to nothing: it takes whatever it is sent and says that it was sent.

`python -m bench.botapi` listens on a free port of loopback, prints the port and serves until it is ended. On bare
sockets: what it takes of the machine the program under test does not get.
"""

from __future__ import annotations

import selectors
import socket

_BODY = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}'
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
_LENGTH = b"content-length:"


def serve() -> None:
    """An answer for each request that has come in whole, over any number of kept connections."""
    watch = selectors.DefaultSelector()
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    watch.register(listening, selectors.EVENT_READ)
    print(listening.getsockname()[1], flush=True)
    pending: dict[int, bytes] = {}
    while True:
        for key, _ in watch.select():
            if key.fileobj is listening:
                watch.register(listening.accept()[0], selectors.EVENT_READ)
            elif not _answer(key.fileobj, pending):  # type: ignore[arg-type]  # all others are connections
                watch.unregister(key.fileobj)
                pending.pop(key.fd, None)
                key.fileobj.close()  # type: ignore[union-attr]


def _answer(connection: socket.socket, pending: dict[int, bytes]) -> bool:
    """Read what has come and answer what is whole; False where the other end has closed."""
    try:
        data = connection.recv(65_536)
        rest, whole = _without_whole(pending.pop(connection.fileno(), b"") + data)
        if rest:
            pending[connection.fileno()] = rest
        if whole:
            connection.sendall(_ANSWER * whole)
    except ConnectionError:
        return False
    return bool(data)


def _without_whole(data: bytes) -> tuple[bytes, int]:
    """What is left of these bytes without the requests that are whole, and how many those are."""
    whole = 0
    while (end := data.find(b"\r\n\r\n")) >= 0:
        head = data[:end].lower()
        place = head.find(_LENGTH)
        length = int(head[place + len(_LENGTH) :].split(b"\r\n", 1)[0]) if place >= 0 else 0
        if len(data) < end + 4 + length:
            break
        data, whole = data[end + 4 + length :], whole + 1
    return data, whole


if __name__ == "__main__":
    serve()
