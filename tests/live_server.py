"""A real server in a thread, for tests that need a socket."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from sonde.app.server import listen


@contextmanager
def live(app: FastAPI) -> Iterator[str]:
    """Serves the app on a free port while inside; gives its address, without a slash at the end."""
    with listen("127.0.0.1", 0) as listener:
        settings = uvicorn.Config(
            app, log_level="warning", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(settings)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            wait_until(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def wait_until(happened, seconds: float = 20.0) -> None:
    """Fails when it has not happened in that time."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
