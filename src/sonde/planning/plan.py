"""The plan of a run: what every stage costs, and what does not fit.

    hours = (FLOP / peak rate + bytes moved / peak bandwidth) / efficiency / devices / 3600

Products are bf16 (or fp32) in the model and fp32 in the dictionary, but for the first look at many
features, as the stages compute them. On several devices tokens are divided (harvest, evaluate,
atlas), or features (train), evenly and at no cost for communication; what runs on the processor
beside them is not divided.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple, Protocol, runtime_checkable

from sonde.core.errors import SondeError, nearest
from sonde.planning import disk, flops, memory, traffic
from sonde.planning.config import InMoments, PlanConfig
from sonde.planning.hardware import Machine
from sonde.planning.kinds import FIRST_ACTIVE, KINDS
from sonde.planning.shapes import Shape

N_BYTES = {"bfloat16": 2, "float32": 4}
ROOM = 0.9  # of a device's memory: the rest is the allocator's and the driver's
CALIBRATION_TOKENS = 8192  # read first, for the median norm
CHECKPOINT_EVERY = 500  # steps; an old checkpoint goes when the new one is whole
MOST_DEVICES = 4096  # that are proposed


@runtime_checkable
class Place(Protocol):
    """A resolved hook point."""

    @property
    def layer(self) -> int: ...

    @property
    def place(self) -> str: ...

    @property
    def turn(self) -> tuple[int, int]: ...


Places = tuple[Place, ...]


class Stage(NamedTuple):
    name: str
    flop: dict[str, int]  # on the devices, by dtype of the product
    moved: int  # bytes, on the devices, outside dense products
    memory: int  # bytes, per device
    disk: int  # bytes that stay
    scratch: int = 0  # bytes on disk beside them while the stage runs
    host_flop: int = 0  # float32, on the processor beside the devices
    host_moved: int = 0  # bytes, there


@dataclass(frozen=True)
class Plan:
    config: PlanConfig
    shape: Shape
    places: Places
    machine: Machine
    dtype: str  # of the model
    n_tokens: int  # to train on
    by_rule: bool  # that number is the usual one for the size, not a given one
    stages: list[Stage]
    alone: list[Stage]  # the same on one device
    problems: list[str]  # what does not fit, and what would

    def moving(self, stage: Stage) -> float:
        """The share of its time on the devices that a stage spends moving bytes."""
        device = self.machine.device
        moved = stage.moved / device.bandwidth
        return moved / (moved + sum(n / device.flops[dtype] for dtype, n in stage.flop.items()))

    def hours(self, stage: Stage, n: int | None = None) -> float:
        """An estimate, on all devices or on `n`."""
        device, host = self.machine.device, self.machine.host
        seconds = sum(flop / device.flops[dtype] for dtype, flop in stage.flop.items())
        seconds += stage.moved / device.bandwidth
        beside = stage.host_flop / host.flops["float32"] + stage.host_moved / host.bandwidth
        return (seconds / (n or self.machine.n) + beside) / self.config.efficiency / 3600


def plan(config: PlanConfig, shape: Shape, places: Places, machine: Machine) -> Plan:
    """What the run of `config` at these hook points of this model, on this hardware, would cost.
    Loads nothing."""
    refuse_impossible(config, shape, places)
    dtype = dtype_for(config, machine)
    n_tokens = config.n_tokens or usual_tokens(config.dictionary_size)
    by_rule, config = config.n_tokens is None, replace(config, n_tokens=n_tokens)

    def on(n: int, size: int, moments: InMoments = config.moments) -> list[Stage]:
        given = replace(config, dictionary_size=size, moments=moments)
        return stages(given, shape, places, dtype, n)

    found = on(machine.n, config.dictionary_size)
    return Plan(
        config,
        shape,
        places,
        machine,
        dtype,
        n_tokens,
        by_rule,
        found,
        on(1, config.dictionary_size),
        [problem for stage in found if (problem := misfit(stage, on, config, machine))],
    )


def usual_tokens(dictionary_size: int) -> int:
    """40 G (F / 16.8 M)^0.65: so many are usual for a dictionary of that size. The exponent is that
    of Gao et al. 2024 (arXiv 2406.04093) for GPT-4; the factor is a working rule."""
    return round(40e9 * (dictionary_size / 2**24) ** 0.65)


def refuse_impossible(config: PlanConfig, shape: Shape, places: Places) -> None:
    if config.moments != "float32" and not KINDS[config.kind].sparse:
        raise SondeError(
            f"moments={config.moments}: {config.kind} is trained by torch's own Adam, whose "
            "moments are float32. Leave --moments out."
        )
    if shape.longest is not None and config.context_length > shape.longest:
        raise SondeError(
            f"context_length={config.context_length} exceeds the {shape.longest} positions of "
            f"{config.model}: lower it (--context-length {shape.longest})."
        )
    for place in places:
        if place.place == "resid_mid" and shape.parallel:
            raise SondeError(
                f"layers.{place.layer}.resid_mid does not exist in {config.model}, whose attention "
                "and MLP run side by side: use resid_pre, resid_post, attn_out or mlp_out."
            )
    row = KINDS[config.kind]
    wanted = "two" if row.apart else "several" if row.parts else "one"
    if {"two": len(places) == 2, "several": len(places) > 1, "one": len(places) == 1}[wanted]:
        return
    raise SondeError(
        f"A dictionary of kind {config.kind} is of {wanted} hook point{'s' * (wanted != 'one')}, "
        f"and {len(places)} are named: --hook-point "
        f"{'middle' if wanted == 'one' else 'layers.3.mlp_in,layers.3.mlp_out'}, for instance."
    )


def dtype_for(config: PlanConfig, machine: Machine) -> str:
    if config.dtype == "auto":
        return machine.device.dtype
    if config.dtype not in machine.device.flops:
        raise SondeError(
            f"{machine.device.name} has no rate for dtype {config.dtype!r}."
            f"{nearest(config.dtype, ['auto', *machine.device.flops])}"
        )
    return config.dtype


class Sides(NamedTuple):
    """How wide a row is that is harvested, how much of it is encoded, and how much rebuilt."""

    width: int
    given: int
    wanted: int
    rebuilt: Places


def sides_of(config: PlanConfig, shape: Shape, places: Places) -> Sides:
    width, d = len(places) * shape.d_model, shape.d_model
    if KINDS[config.kind].apart:
        return Sides(width, d, d, places[1:])
    return Sides(width, width, width, places)


def stages(config: PlanConfig, shape: Shape, places: Places, dtype: str, n: int) -> list[Stage]:
    """All stages with the work divided over `n` devices."""
    first = [] if config.stream else [harvest(config, shape, places, dtype)]
    return [
        *first,
        train(config, shape, places, dtype, n),
        evaluate(config, shape, places, dtype),
        atlas(config, shape, places, dtype),
    ]


def harvest(config: PlanConfig, shape: Shape, places: Places, dtype: str) -> Stage:
    """The model up to the last hook point, over whole shards and what the median norm is taken
    from."""
    wanted = config.harvest_tokens or config.n_tokens or 0
    per_shard = config.context_length * disk.shard_blocks(
        wanted, config.shard_tokens, config.batch_blocks, config.context_length
    )
    n_shards = ceil(wanted / per_shard)
    n_tokens = n_shards * per_shard + up_to_a_pass(CALIBRATION_TOKENS, config)
    width, n_bytes = sides_of(config, shape, places).width, N_BYTES[dtype]
    return Stage(
        "harvest",
        flop={dtype: n_tokens * reading(config, shape, places)},
        moved=n_shards * per_shard * width * n_bytes,
        memory=truncated(config, shape, places, n_bytes) + per_shard * width * n_bytes,
        disk=n_shards * disk.shard(width, per_shard, config.storage_dtype, len(places)),
    )


def reading(config: PlanConfig, shape: Shape, places: Places) -> int:
    """FLOP per token up to the last hook point."""
    context = config.context_length
    return max(flops.to_hook_point(shape, context, place.layer, place.place) for place in places)


def train(config: PlanConfig, shape: Shape, places: Places, dtype: str, n: int) -> Stage:
    """Every step, each device with its share of the features. Live, the model runs beside it."""
    batch, k, kind = config.batch_size, config.k, config.kind
    d_in = sides_of(config, shape, places).given
    size, groups = config.dictionary_size, config.groups if KINDS[kind].nested else 1
    n_steps = max(1, ceil((config.n_tokens or 0) / batch))
    looked = n_steps * flops.looked(kind, d_in, size, batch) if dtype == "bfloat16" else 0
    flop = {"float32": flops.training(kind, d_in, size, batch, k, n_steps) - looked}
    if looked:
        flop[dtype] = looked
    gpu, first = config.hardware.lower() != "cpu", min(FIRST_ACTIVE, size // 4)
    codes = batch * (max(k, first) if KINDS[kind].lean else k)
    held = memory.training(
        kind,
        d_in,
        ceil(size / n),
        batch,
        codes if KINDS[kind].sparse else ceil(codes / n),
        groups,
        moments_in=config.moments,
        on_gpu=gpu,
        looks=looked > 0,
    )
    if config.stream:
        cost = reading(config, shape, places)
        flop[dtype] = flop.get(dtype, 0) + n_steps * batch * cost
        held += truncated(config, shape, places, N_BYTES[dtype])
    asked = kind, d_in, size, batch, batch * k, groups
    checkpoint = disk.checkpoint(kind, d_in, size, config.moments)
    shares = disk.shares(size, len(places)) if KINDS[kind].parts else 0
    return Stage(
        "train",
        flop=flop,
        moved=n_steps
        * traffic.step(*asked, moments_in=config.moments, looks=looked > 0, on_gpu=gpu),
        memory=held,
        disk=disk.dictionary(d_in, size, kind) + shares,
        scratch=(1 if n_steps <= CHECKPOINT_EVERY else 2) * checkpoint,
    )


def evaluate(config: PlanConfig, shape: Shape, places: Places, dtype: str) -> Stage:
    """To the last hook point once, and three times through for each that is rebuilt, in whole
    passes."""
    n_tokens = up_to_a_pass(config.evaluate_tokens, config)
    size, context, kind = config.dictionary_size, config.context_length, config.kind
    sides = sides_of(config, shape, places)
    late = [any(other.turn > place.turn for other in places) for place in sides.rebuilt]
    rebuilt = flops.rebuilding(sides.given, size, config.k, len(late), kind)
    model = reading(config, shape, places) + flops.replacing(shape, context, late)
    n_bytes, per_pass = N_BYTES[dtype], config.batch_blocks * context
    here = max(memory.encoding(size, per_pass), memory.logits(shape, context, per_pass, n_bytes))
    return Stage(
        "evaluate",
        flop=together({dtype: n_tokens * model}, {"float32": n_tokens * rebuilt}),
        moved=(1 + len(late)) * traffic.encode(size, n_tokens),
        memory=whole(config, shape, n_bytes) + memory.dictionary(sides.given, size, kind) + here,
        disk=0,
    )


def atlas(config: PlanConfig, shape: Shape, places: Places, dtype: str) -> Stage:
    """One pass over the text; then every direction against the vocabulary and, on the processor
    beside the devices, against every other."""
    size, context, sides = (
        config.dictionary_size,
        config.context_length,
        sides_of(config, shape, places),
    )
    per_part = context * disk.blocks_per_part(config.chunk_tokens, config.batch_blocks, context)
    n_parts = ceil(config.atlas_tokens / per_part)
    n_tokens, n_bytes, per_pass = n_parts * per_part, N_BYTES[dtype], config.batch_blocks * context
    own = n_tokens * flops.encode(sides.given, size) + flops.logit_effects(shape, size)
    held = per_part * sides.width * n_bytes + memory.encoding(size, per_pass)
    part = disk.firings(size, config.k * per_part) + disk.tokens(per_part)
    return Stage(
        "atlas",
        flop=together({dtype: n_tokens * reading(config, shape, places)}, {"float32": own}),
        moved=traffic.encode(size, n_tokens) + traffic.logit_effects(size, shape.vocab_size),
        memory=whole(config, shape, n_bytes)
        + memory.dictionary(sides.given, size, config.kind)
        + max(held, memory.effects(shape)),
        disk=n_parts * part
        + disk.documents(n_tokens)
        + disk.tables(size, config.n_neighbours, context),
        host_flop=flops.neighbours(sides.wanted, size),
        host_moved=traffic.neighbours(size) + traffic.strongest_effects(size, shape.vocab_size),
    )


def truncated(config: PlanConfig, shape: Shape, places: Places, n_bytes: int) -> int:
    """The model up to the last hook point, and one pass of it."""
    weights = shape.parameters_of(max(place.layer for place in places) + 1) * n_bytes
    return weights + memory.forward(shape, config.batch_blocks * config.context_length, n_bytes)


def whole(config: PlanConfig, shape: Shape, n_bytes: int) -> int:
    """The model with its head, and one pass of it."""
    weights = shape.n_parameters * n_bytes
    return weights + memory.forward(shape, config.batch_blocks * config.context_length, n_bytes)


def up_to_a_pass(n_tokens: int, config: PlanConfig) -> int:
    """The tokens of as many passes as that takes."""
    per_pass = config.batch_blocks * config.context_length
    return ceil(n_tokens / per_pass) * per_pass


def together(a: dict[str, int], b: dict[str, int]) -> dict[str, int]:
    return {dtype: a.get(dtype, 0) + b.get(dtype, 0) for dtype in {**a, **b}}


Try = Callable[..., list[Stage]]  # (devices, dictionary_size, moments) -> stages


def misfit(stage: Stage, on: Try, config: PlanConfig, machine: Machine) -> str:
    """What to do about a stage that needs more memory than a device has; empty where it fits."""
    room = ROOM * machine.device.memory

    def need(n: int, size: int, *moments: str) -> int:
        return next(s.memory for s in on(n, size, *moments) if s.name == stage.name)

    if stage.memory <= room:
        return ""
    size = largest(lambda size: need(machine.n, size) <= room, config.k, config.dictionary_size)
    ways = [f"--dictionary-size {size}"] if size else []
    if KINDS[config.kind].sparse and stage.name == "train":
        ways[:0] = fewer_bits(lambda kept: need(machine.n, config.dictionary_size, kept) <= room)
    n = fewest(lambda n: need(n, config.dictionary_size) <= room)
    if n and machine.device is not machine.host:
        ways.append(f"--hardware {n}x{machine.device.name}")
    if not ways:
        ways.append("a smaller model, fewer --batch-blocks, or devices with more memory")
    return (
        f"{stage.name} does not fit: it needs {stage.memory / 1e9:,.1f} GB per device, and "
        f"{machine.device.name} has room for {room / 1e9:,.1f} GB. Take {' or '.join(ways)}."
    )


def fewer_bits(fits: Callable[[str], bool]) -> list[str]:
    """The most exact way to keep Adam's moments in which it fits."""
    ways = [kept for kept in memory.MOMENTS if kept != "float32" and fits(kept)]
    return [f"--moments {kept}" for kept in ways[:1]]


def largest(fits: Callable[[int], bool], least: int, above: int) -> int:
    """The largest size from `least` to below `above` that fits, by halving; 0 where none does."""
    if not fits(least):
        return 0
    low, high = least, above
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def fewest(fits: Callable[[int], bool]) -> int:
    """The fewest devices, by doubling, on which it fits; 0 where none help."""
    n = 1
    while n <= MOST_DEVICES:
        if fits(n):
            return n
        n *= 2
    return 0
