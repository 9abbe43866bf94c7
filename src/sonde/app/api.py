"""The JSON API of an atlas, and steering as server-sent events."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import PurePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from sonde.app.relay import Relay
from sonde.app.steering import Steering
from sonde.atlas.atlas import SORTS, Atlas, Hit
from sonde.core.errors import SondeError
from sonde.interventions.config import SteerConfig
from sonde.interventions.edits import Edit
from sonde.interventions.steer import Steered

MAX_PROMPT = 20_000  # characters
MAX_TOKENS = 512
MAX_EDITS = 32
MAX_STRENGTH = 1000.0  # multiples of a feature's maximum, either way
MAX_LIST = 200  # features in one answer

Limit = Annotated[int, Query(ge=1, le=MAX_LIST)]


class EditRequest(BaseModel):
    """One edit; strength in multiples of the feature's observed maximum."""

    model_config = ConfigDict(extra="forbid")
    feature: int = Field(ge=0)
    action: Literal["clamp", "ablate", "add"] = "clamp"
    strength: float = Field(0.0, ge=-MAX_STRENGTH, le=MAX_STRENGTH, allow_inf_nan=False)


class SteerRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    prompt: str = Field(max_length=MAX_PROMPT)
    edits: list[EditRequest] = Field(max_length=MAX_EDITS)
    n_tokens: int = Field(80, ge=1, le=MAX_TOKENS)
    temperature: float = Field(0.7, ge=0, le=10, allow_inf_nan=False)
    seed: int = Field(0, ge=0, lt=2**32)
    chat: bool = False


def routes(atlas: Atlas, steering: Steering | None) -> APIRouter:
    """All of /api. Errors a person can mend come as {"error": message} and a 4xx status."""
    router = APIRouter(prefix="/api")
    relay: Relay[Steered] = Relay()

    @router.get("/atlas")
    def about() -> dict[str, Any]:
        return {**describe(atlas), "steering": steering is not None}

    @router.get("/search")
    def search(q: Annotated[str, Query(max_length=500)], limit: Limit = 50) -> dict[str, Any]:
        return {"hits": listed([*numbered(atlas, q), *atlas.search(q, limit)][:limit])}

    @router.get("/browse")
    def browse(
        sort: str = SORTS[0], limit: Limit = 50, offset: Annotated[int, Query(ge=0, lt=2**31)] = 0
    ) -> dict[str, Any]:
        return {"hits": listed(atlas.browse(sort, limit, offset))}

    @router.get("/feature/{feature}")
    def feature(feature: int) -> dict[str, Any]:
        try:
            atlas.refuse_unknown(feature)
        except SondeError as error:
            raise HTTPException(404, str(error)) from error
        return atlas.record(feature)

    @router.post("/steer")
    async def steer(asked: SteerRequest, request: Request) -> Response:
        if steering is None:
            raise SondeError("This server shows the atlas only: start it with the model to steer.")
        for edit in asked.edits:
            check = atlas.refuse_unknown if edit.action == "ablate" else atlas.maximum
            await run_in_threadpool(check, edit.feature)
        edits = [Edit(edit.feature, edit.action, edit.strength) for edit in asked.edits]
        config = SteerConfig(**asked.model_dump(exclude={"prompt", "edits"}))
        texts = relay.stream(lambda: steering.stream(edits, asked.prompt, config))
        first = await next_unless_gone(texts, request)
        if first is None:
            return Response(status_code=499)  # nobody is there to read it
        return EventSourceResponse(events(first, texts), sep="\n")

    return router


def describe(atlas: Atlas) -> dict[str, Any]:
    """What the page's header says. Folders are named without where they lie on this machine."""
    about = atlas.about
    models = [about[name]["path"] for name in ("model", "other_model") if name in about]
    return {
        "model": " and ".join(map(public_name, models)),
        "hook_point": about["hook_point"],
        "kind": about.get("kind", ""),
        "sources": [public_name(source) for source in about["text"]["sources"]],
        "counts": dict(atlas.counts),
        "sorts": SORTS,
        "limits": {"n_tokens": MAX_TOKENS, "prompt": MAX_PROMPT, "strength": MAX_STRENGTH},
    }


def public_name(path: str) -> str:
    """The last part of a path on this machine; `org/name` of the hub whole."""
    parts = PurePath(path).parts
    on_hub = len(parts) == 2 and parts[0] not in (".", "..", "~", "/")
    if parts[-1:] == ("weights",):  # says nothing; the folder it lies in does
        return PurePath(path).parent.name or path
    return path if on_hub else PurePath(path).name


def numbered(atlas: Atlas, query: str) -> list[Hit]:
    """The feature that a query such as `71` or `#71` names."""
    match = re.fullmatch(r"\s*#?([0-9]{1,9})\s*", query)
    if match is None or int(match[1]) >= atlas.n_features:
        return []
    return atlas.hits([int(match[1])], {}, {})


def listed(hits: list[Hit]) -> list[dict[str, Any]]:
    """Hits as plain data, each feature once, where it comes first."""
    found: dict[int, dict[str, Any]] = {}
    for hit in hits:
        found.setdefault(hit.feature, hit._asdict())
    return list(found.values())


async def next_unless_gone(
    texts: AsyncGenerator[Steered, None], request: Request
) -> Steered | None:
    """The first text, however long the model takes to load; None when the client left meanwhile.

    Waiting for it lets an error that comes before any text have a status of its own.
    """
    task = asyncio.ensure_future(anext(texts, Steered("", "")))
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=0.2)
            if not task.done() and await request.is_disconnected():
                return None
        return task.result()
    finally:
        task.cancel()


async def events(
    first: Steered, texts: AsyncGenerator[Steered, None]
) -> AsyncIterator[ServerSentEvent]:
    """`text` events with both texts so far, then one `done` with the last; or one `error`."""
    last = first
    try:
        yield event("text", last._asdict())
        async for last in texts:
            yield event("text", last._asdict())
        yield event("done", last._asdict())
    except SondeError as error:
        yield event("error", {"error": str(error)})
    except Exception:
        logging.getLogger(__name__).exception("steering failed")
        yield event("error", {"error": "Steering failed; the server's log says where."})
    finally:
        await texts.aclose()


def event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name, sep="\n")
