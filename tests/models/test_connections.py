"""How the connections to the database are made."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url

from config import Settings
from models import engine_options

_OPTIONS = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)


@pytest.fixture
def over_the_network(settings: Settings) -> Iterator[str]:
    """The address of the database by way of a port; the embedded server has a file for its socket."""
    url = make_url(str(settings.database_url))
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket(socket.AF_UNIX) as server:

        def bring(source: socket.socket, target: socket.socket) -> None:
            while piece := source.recv(65_536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

        def serve() -> None:
            client, _ = listening.accept()
            with client:
                server.connect(f"{url.query['host']}/.s.PGSQL.{url.port or 5432}")
                back = threading.Thread(target=bring, args=(server, client))
                back.start()
                bring(client, server)
                back.join()

        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        yield url.set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
        thread.join()


def test_a_server_that_is_gone_without_a_farewell_is_not_waited_for_for_long(over_the_network: str) -> None:
    engine = create_engine(over_the_network, **engine_options(1, 0))
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with socket.socket(fileno=os.dup(driver.fileno())) as line:
            told = [line.getsockopt(socket.IPPROTO_TCP, option) for option in _OPTIONS]
            assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    engine.dispose()
    idle, interval, count, unanswered = told
    assert idle + interval * count <= 20
    assert 15_000 < unanswered <= 20_000  # milliseconds; a statement may take 15 seconds
