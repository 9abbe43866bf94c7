"""The server of one atlas: the page, the API, and the guard around both."""

import socket
import sys
from pathlib import Path

from sonde.core.errors import SondeError, how_to_install

try:
    import uvicorn
    from fastapi import FastAPI, Request
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse
    from fastapi.staticfiles import StaticFiles
    from starlette.exceptions import HTTPException

    from sonde.app.api import routes
    from sonde.app.guard import Guard
except ModuleNotFoundError as error:
    raise SondeError(
        f"Serving needs {error.name!r}, which is in the extra `app`: {how_to_install('app')}."
    ) from error

from sonde.app.config import ServeConfig
from sonde.app.relay import Busy
from sonde.app.steering import Steering
from sonde.atlas.atlas import Atlas

STATIC = Path(__file__).parent / "static"


def create_app(atlas: Atlas, steering: Steering | None, token: str | None = None) -> FastAPI:
    """The ASGI app of an atlas. Without `steering` it only shows; without `token` it answers only
    requests to a loopback address (see `sonde.app.guard`)."""
    app = FastAPI(title="Sonde", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.include_router(routes(atlas, steering))
    app.mount("/", StaticFiles(directory=STATIC, html=True))
    app.add_middleware(Guard, token=token)
    app.add_exception_handler(SondeError, on_sonde_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http_error)
    return app


def on_sonde_error(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"error": str(error)}, 429 if isinstance(error, Busy) else 400)


def on_invalid(request: Request, error: Exception) -> JSONResponse:
    """Which field is wrong, and how; never the value, which may be a NaN that JSON cannot say."""
    assert isinstance(error, RequestValidationError)
    lines = [
        f"{'.'.join(str(part) for part in e['loc'][1:]) or 'body'}: {e['msg']}"
        for e in error.errors()[:8]
    ]
    return JSONResponse({"error": "; ".join(lines)}, 422)


def on_http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)


def serve(config: ServeConfig) -> None:
    """Serves the atlas until Ctrl-C. The model is loaded when the first text is steered.

    Raises SondeError for an atlas that is not there and for an address that cannot be used.
    """
    atlas = Atlas(config.atlas)
    app = create_app(atlas, Steering(atlas, config.device), config.token)
    with listen(config.host, config.port) as listener:
        print(f"Sonde serves {config.atlas} at {address(config)}", file=sys.stderr)
        asks = "The page asks for the token. " if config.token else ""
        print(f"{asks}Ctrl-C stops.", file=sys.stderr)
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        try:
            uvicorn.Server(settings).run(sockets=[listener])
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)


def address(config: ServeConfig) -> str:
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"http://{host}:{config.port}/"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or an error that names a free port."""
    try:
        family, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise SondeError(
            f"{host!r} is no address of this machine ({error}): use 127.0.0.1."
        ) from error
    try:
        return socket.create_server(where[:2], family=family, backlog=128)
    except OSError as error:
        raise SondeError(
            f"Cannot listen at {host} port {port} ({error.strerror or error}). "
            f"A free one: --port {free_port()}."
        ) from error


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
