"""Pictures of the world: 32x32 pixels of a thing, never twice in the same pose, light and place.

    pixels = a ground, its parts one over the other (`tables.drawings`), light from a side, noise

Parts are painted where their signed distance, positive inside, says so; edges are smooth.
"""

import math
import struct
import zlib
from collections.abc import Callable
from functools import lru_cache
from random import Random

import numpy as np
from jaxtyping import Float32, UInt8
from numpy.typing import NDArray

from sonde.miniature.tables.drawings import COLOURS, DRAWINGS, GROUNDS

SIDE = 32  # pixels
N_PATCHES = 16  # of a picture: 4 x 4 squares of 8 x 8 pixels
IMAGE = "<|image|>"  # the token in whose place a patch stands
PLACEHOLDERS = IMAGE * N_PATCHES  # a picture, in a text
Picture = UInt8[np.ndarray, "32 32 3"]
Plane = Float32[np.ndarray, "1024"]  # a number for each pixel, row by row
Numbers = tuple[float, ...]

AXIS = ((np.arange(SIDE) + 0.5) * 2 / SIDE - 1).astype(np.float32)
ACROSS, UP = (plane.ravel() for plane in np.meshgrid(AXIS, -AXIS))


def draw(rng: Random, name: str) -> Picture:
    """A picture of a thing that has a row in DRAWINGS."""
    grounds, tilt, parts = drawing(name)
    pixels = background(rng, *GROUNDS[one_of(rng, grounds)])
    size = between(rng, 0.7, 1.0)
    x, y = pose(rng, size, math.radians(tilt))
    tint = np.array([between(rng, -22.0, 22.0) for _ in range(3)], np.float32)
    bright = between(rng, 0.8, 1.15)
    for shape, numbers, colour in parts:
        moved = tuple(number + between(rng, -0.02, 0.02) for number in numbers)
        cover = smooth(SHAPES[shape](x, y, moved) * size)
        pixels += cover * ((colour * bright + tint)[:, None] - pixels)
    return finished(rng, pixels)


@lru_cache(maxsize=64)
def drawing(name: str) -> tuple[list[str], int, list[tuple[str, Numbers, NDArray[np.float32]]]]:
    """Grounds, largest tilt in degrees, and the parts as (shape, numbers, colour)."""
    head, *lines = DRAWINGS[name].strip().splitlines()
    grounds, tilt = head.split("|")
    parts = []
    for line in lines:
        shape, *numbers, colour = line.split()
        parts.append((shape, tuple(map(float, numbers)), rgb(colour)))
    return grounds.split(), int(tilt), parts


def rgb(colour: str) -> NDArray[np.float32]:
    return np.array(COLOURS[colour], np.float32)


def background(rng: Random, above: str, below: str) -> Float32[np.ndarray, "3 1024"]:
    """Two colours that meet at a horizon, each a little lighter or darker every time."""
    top, bottom = (
        rgb(one_of(rng, names.split())) * between(rng, 0.75, 1.1) for names in (above, below)
    )
    horizon, fade = between(rng, -0.5, 0.1), between(rng, -30.0, 30.0)
    ground = smooth(horizon - UP)
    return top[:, None] + ground * (bottom - top)[:, None] + fade * UP


def pose(rng: Random, size: float, tilt: float) -> tuple[Plane, Plane]:
    """The pixels in the coordinates of a thing that was moved, turned, and perhaps mirrored."""
    angle, mirror = between(rng, -tilt, tilt), 1 if rng.random() < 0.5 else -1
    cos, sin = math.cos(angle) / size, math.sin(angle) / size
    room = 1.12 - size
    x, y = ACROSS - between(rng, -room, room), UP - between(rng, -room, room)
    return (cos * x + sin * y) * mirror, cos * y - sin * x


def finished(rng: Random, pixels: Float32[np.ndarray, "3 1024"]) -> Picture:
    """Light that falls from one side, noise of the camera, and whole numbers."""
    pixels *= 1 + between(rng, -0.12, 0.12) * ACROSS + between(rng, -0.12, 0.12) * UP
    noise = np.frombuffer(rng.randbytes(pixels.size), np.uint8).reshape(pixels.shape)
    pixels += noise * np.float32(between(rng, 0.02, 0.14)) - 10
    whole = np.clip(pixels, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(whole.T).reshape(SIDE, SIDE, 3)


def one_of(rng: Random, options: list[str]) -> str:
    return options[int(rng.random() * len(options))]


def smooth(distance: Plane) -> Plane:
    """1 inside, 0 outside, and in between on the pixels of the edge."""
    return np.minimum(np.maximum(distance * (SIDE / 2) + 0.5, 0), 1)


def between(rng: Random, low: float, high: float) -> float:
    return low + (high - low) * rng.random()


def disc(x: Plane, y: Plane, numbers: Numbers) -> Plane:
    x0, y0, rx, ry = numbers
    return (1 - np.sqrt(((x - x0) / rx) ** 2 + ((y - y0) / ry) ** 2)) * min(rx, ry)


def box(x: Plane, y: Plane, numbers: Numbers) -> Plane:
    x0, y0, rx, ry = numbers
    return np.minimum(rx - np.abs(x - x0), ry - np.abs(y - y0))


def line(x: Plane, y: Plane, numbers: Numbers) -> Plane:
    x0, y0, x1, y1, half_width = numbers
    dx, dy = x1 - x0, y1 - y0
    x, y = x - x0, y - y0
    along = np.clip((x * dx + y * dy) / (dx * dx + dy * dy), 0, 1)
    return half_width - np.sqrt((x - along * dx) ** 2 + (y - along * dy) ** 2)


def ring(x: Plane, y: Plane, numbers: Numbers) -> Plane:
    x0, y0, radius, half_width = numbers
    return half_width - np.abs(np.sqrt((x - x0) ** 2 + (y - y0) ** 2) - radius)


def poly(x: Plane, y: Plane, numbers: Numbers) -> Plane:
    """Distance to the nearest edge of a convex polygon, whichever way round its corners go."""
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    following = [*corners[1:], corners[0]]
    area = sum(a * d - b * c for (a, b), (c, d) in zip(corners, following, strict=True))
    inside = None
    for (a, b), (c, d) in zip(corners, following, strict=True):
        length = math.copysign(math.hypot(c - a, d - b), area)
        edge = x * ((b - d) / length) + (y * ((c - a) / length) + (a * d - b * c) / length)
        inside = edge if inside is None else np.minimum(inside, edge)
    assert inside is not None
    return inside


SHAPES: dict[str, Callable[[Plane, Plane, Numbers], Plane]] = {
    "disc": disc,
    "box": box,
    "line": line,
    "ring": ring,
    "poly": poly,
}


def png(pixels: UInt8[np.ndarray, "height width 3"]) -> bytes:
    """The pixels as a PNG file."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*pair) for pair in chunks)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
