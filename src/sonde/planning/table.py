"""A plan as data, and as lines for a person."""

from dataclasses import asdict
from typing import Any

from sonde.planning.kinds import KINDS
from sonde.planning.plan import ROOM, Plan

PREFIXES = ("", "k", "M", "G", "T", "P", "E", "Z", "Y")


def to_dict(plan: Plan) -> dict[str, Any]:
    """Everything, JSON-ready."""
    device = plan.machine.device
    return {
        "config": asdict(plan.config),
        "hook_point": names(plan),
        "n_parameters": plan.shape.n_parameters,
        "d_in": plan.shape.d_model,
        "dtype": plan.dtype,
        "hardware": {**asdict(device), "flops": dict(device.flops), "devices": plan.machine.n},
        "efficiency": plan.config.efficiency,
        "stages": {
            stage.name: {
                **stage._asdict(),
                "hours": plan.hours(stage),
                "hours_on_one": plan.hours(alone, 1),
                "memory_on_one": alone.memory,
            }
            for stage, alone in zip(plan.stages, plan.alone, strict=True)
        },
        "problems": plan.problems,
    }


def lines(plan: Plan) -> list[str]:
    """The plan as a table with what it assumes."""
    return [*heading(plan), "", *rows(plan), "", *notes(plan), *plan.problems]


def heading(plan: Plan) -> list[str]:
    config, shape = plan.config, plan.shape
    size = f"{config.dictionary_size:,} features"
    return [
        f"{config.model}: {amount(shape.n_parameters)} weights, {shape.n_layers} layers, read at "
        f"{names(plan)}, d_in {shape.d_model:,}, {plan.dtype}",
        f"{config.kind}: {size}, k {config.k}, trained on {amount(plan.n_tokens)} tokens"
        f"{' (usual for the size)' if plan.by_rule else ''} in batches of {config.batch_size:,}",
    ]


def names(plan: Plan) -> str:
    return ",".join(f"layers.{place.layer}.{place.place}" for place in plan.places)


def rows(plan: Plan) -> list[str]:
    many = plan.machine.n > 1
    names = ["stage", "FLOP", "bytes moved", "hours", "memory per device", "disk", "while it runs"]
    if many:
        names[3:5] = [f"hours on {plan.machine.n}", "on one", names[4], "on one"]
    table = [names]
    for stage, alone in zip(plan.stages, plan.alone, strict=True):
        cells = [
            stage.name,
            amount(sum(stage.flop.values()) + stage.host_flop),
            amount(stage.moved + stage.host_moved) + "B",
            duration(plan.hours(stage)),
        ]
        cells += [duration(plan.hours(alone, 1))] if many else []
        cells.append(amount(stage.memory) + "B")
        cells += [amount(alone.memory) + "B"] if many else []
        table.append([*cells, on_disk(stage.disk), on_disk(stage.scratch)])
    last = ["all", "", "", duration(sum(map(plan.hours, plan.stages)))]
    last += [duration(sum(plan.hours(stage, 1) for stage in plan.alone)), "", ""] if many else [""]
    table.append([*last, on_disk(sum(stage.disk for stage in plan.stages)), ""])
    return aligned(table)


def aligned(table: list[list[str]]) -> list[str]:
    """First column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def notes(plan: Plan) -> list[str]:
    """What the hours rest on."""
    device, share = plan.machine.device, plan.config.efficiency
    speeds = ", ".join(f"{dtype} {amount(rate)}FLOP/s" for dtype, rate in device.flops.items())
    measured = "measured now" if device is plan.machine.host else "the maker's peaks"
    train = next(stage for stage in plan.stages if stage.name == "train")
    looks = ", but for a first look at all features" * ("bfloat16" in train.flop)
    found = [
        f"Hours are an estimate: {share:.0%} (assumed) of {speeds} and {amount(device.bandwidth)}"
        f"B/s per {device.name} ({measured}). The dictionary computes in float32{looks}."
    ]
    if not KINDS[plan.config.kind].sparse and (moving := plan.moving(train)) > 0.25:
        found.append(
            f"Training spends {moving:.0%} of its time moving bytes, most of them Adam's, which "
            "goes over every feature at every step: a larger --batch-size takes fewer steps."
        )
    if plan.machine.n > 1:
        found.append(
            "Training divides its features over devices (--workers); the other stages run on one "
            "today. Hours and memory on several are those of evenly divided features or tokens, "
            "communication free."
        )
        tight = [s.name for s in plan.alone if s.memory > ROOM * device.memory]
        if tight:
            found.append(f"On one {device.name} does not fit: {', '.join(tight)}.")
    if plan.machine.host is not device:
        host = plan.machine.host
        found.append(
            f"Neighbours and strongest effects of an atlas run on the processor: assumed "
            f"{amount(host.flops['float32'])}FLOP/s and {amount(host.bandwidth)}B/s."
        )
    return found


def on_disk(n_bytes: int) -> str:
    return amount(n_bytes) + "B" if n_bytes else ""


def amount(value: int | float) -> str:
    """`8.03 G`: three digits and a power of a thousand."""
    value, power = float(value), 0
    while abs(value) >= 999.5 and power < len(PREFIXES) - 1:
        value, power = value / 1000, power + 1
    digits = 0 if value >= 99.95 or value == int(value) else 1 if value >= 9.995 else 2
    return f"{value:.{digits}f} {PREFIXES[power]}"


def duration(hours: float) -> str:
    """Hours, in seconds below a hundredth of one."""
    if hours < 0.01:
        return f"{hours * 3600:.2g} s"
    return f"{hours:,.0f}" if hours >= 99.5 else f"{hours:.3g}"
