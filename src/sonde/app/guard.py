"""Who may ask, and what a browser may do with the answer.

Without a token only this machine is served: the Host header must name a loopback address, so a web
site that points its own name at 127.0.0.1 (DNS rebinding) gets nothing. With a token every request
to /api must carry it; the page's own files hold no secret and are served to all. What changes or
costs something is a POST of JSON from the page's own origin, which no foreign form can send. Model
text is untrusted: the content policy runs no script but the page's own files.
"""

import hmac
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sonde.app.config import is_loopback

MAX_BODY = 1 << 18  # bytes of a POST
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Refusal(NamedTuple):
    status: int
    error: str


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        private = scope["path"].startswith("/api")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Cache-Control"] = "no-store" if private else "no-cache"
            await send(message)

        headers = Headers(scope=scope)
        refusal = self.refuse_stranger(headers, private) or refuse_foreign(scope["method"], headers)
        if refusal is None:
            await self.app(scope, receive, send_guarded)
            return
        answer = JSONResponse({"error": refusal.error}, refusal.status)
        if refusal.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        await answer(scope, receive, send_guarded)

    def refuse_stranger(self, headers: Headers, private: bool) -> Refusal | None:
        """A wrong Host, or a wrong token where one is asked for."""
        if self.token is None:
            if is_loopback(host_name(headers.get("host", ""))):
                return None
            return Refusal(
                421, "Without a token only this machine is served: open http://127.0.0.1 instead."
            )
        scheme, _, given = headers.get("authorization", "").partition(" ")
        known = hmac.compare_digest(given.encode(), self.token.encode())
        if not private or (scheme.lower() == "bearer" and known):
            return None
        return Refusal(
            401, "This atlas needs its token: the one that `sonde serve` was started with."
        )


def refuse_foreign(method: str, headers: Headers) -> Refusal | None:
    """A POST that another site could have caused, or one too large to read."""
    if method != "POST":
        return None
    origin, host = headers.get("origin"), headers.get("host", "")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        return Refusal(403, f"A page of {origin} may not ask this.")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return Refusal(403, "A page of another site may not ask this.")
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return Refusal(415, "Send JSON, with Content-Type: application/json.")
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return Refusal(411, "Send a Content-Length.")
    if int(length) > MAX_BODY:
        return Refusal(
            413, f"The request is larger than {MAX_BODY:,} bytes: send a shorter prompt."
        )
    return None


def host_name(host: str) -> str:
    """`[::1]:8321` -> `::1`."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
