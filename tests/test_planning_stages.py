"""What a plan says of harvest, evaluation and atlas is what the real stages do on tiny models."""

import math
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
import torch

import sonde.activations.source
import sonde.atlas.directions
from atlas_fixture import sentences
from counting import flop_counter
from sonde.activations.config import HarvestConfig
from sonde.activations.harvest import blocks_per_shard, harvest, n_shards
from sonde.activations.reader import ShardBatches
from sonde.atlas.build import build
from sonde.atlas.config import AtlasConfig
from sonde.core.files import load_tensors
from sonde.dictionary.config import TrainConfig
from sonde.dictionary.kinds import KINDS
from sonde.dictionary.pace import default_rate
from sonde.dictionary.training import CALIBRATION, train
from sonde.interventions.config import EvaluateConfig
from sonde.interventions.evaluate import evaluate
from sonde.model.config import ModelConfig
from sonde.model.forward import next_token_losses
from sonde.model.hook_points import PLACES, HookPoint, resolve, resolve_all
from sonde.model.hooks import activations
from sonde.model.loading import load
from sonde.planning import disk, flops, memory
from sonde.planning.config import PlanConfig
from sonde.planning.hardware import machine
from sonde.planning.plan import CALIBRATION_TOKENS, plan, sides_of
from sonde.planning.shapes import shape_of
from sonde.text.config import TextConfig
from tiny_models import tiny_checkpoint

FAMILIES = ["llama", "gemma2", "qwen2", "qwen3", "gpt2", "gpt_neox"]
CONTEXT, BLOCKS, SIZE, K, D_IN = 32, 4, 160, 6, 16
PER_PASS = CONTEXT * BLOCKS


@pytest.fixture(scope="module", params=FAMILIES)
def model(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("model") / request.param
    tiny_checkpoint(folder, request.param, n_layers=3)
    return load(ModelConfig(path=str(folder), device="cpu", dtype="float32"))


@pytest.fixture
def tokens():
    generator = torch.Generator().manual_seed(0)
    return torch.randint(3, 300, (2, 24), generator=generator)


@pytest.mark.parametrize(("layer", "place"), list(product((0, 1, 2), PLACES)))
def test_the_flop_to_a_hook_point_are_those_counted(model, tokens, layer, place):
    shape = shape_of(model.config.path)
    if place == "resid_mid" and shape.parallel:
        pytest.skip("attention and MLP run side by side")
    with flop_counter() as counter:
        activations(model, HookPoint(layer, place), tokens)
    planned = flops.to_hook_point(shape, tokens.shape[1], layer, place)
    assert counter.get_total_flops() == tokens.numel() * planned


def test_the_flop_of_a_whole_pass_are_those_counted(model, tokens):
    shape = shape_of(model.config.path)
    with flop_counter() as counter:
        next_token_losses(model, tokens)
    planned = flops.to_logits(shape, tokens.shape[1])
    assert counter.get_total_flops() == tokens.numel() * planned


@pytest.mark.parametrize("until", ["layers.0.resid_pre", "layers.1.resid_post"])
def test_a_model_cut_at_a_hook_point_holds_the_bytes_planned(model, until):
    cut = load(model.config, until=until)
    held = sum(weight.numel() for weight in cut.module.parameters())
    layer = resolve(until, 3).layer
    assert held == shape_of(model.config.path).parameters_of(layer + 1)


HOOK_POINTS = {
    "matryoshka": "middle",
    "transcoder": "layers.1.mlp_in,layers.1.mlp_out",
    "crosscoder": "layers.0.resid_post,layers.2.mlp_in",
}


class Run:
    """Every stage on a tiny Llama, with the FLOP counted and the plan of the same run."""

    def __init__(self, folder, kind):
        path = tiny_checkpoint(folder / "model", n_layers=3, d_model=D_IN)
        (folder / "text.txt").write_text("<|endoftext|>".join(sentences(1200)), encoding="utf-8")
        text = TextConfig(sources=(str(folder / "text.txt"),), context_length=CONTEXT)
        self.counted = {}
        self.config = PlanConfig(
            model=str(path),
            hook_point=HOOK_POINTS[kind],
            kind=kind,
            dictionary_size=SIZE,
            k=K,
            n_tokens=4000,
            harvest_tokens=3000,
            evaluate_tokens=700,
            atlas_tokens=2000,
            context_length=CONTEXT,
            batch_blocks=BLOCKS,
            batch_size=256,
            shard_tokens=1000,
            chunk_tokens=1000,
            dtype="float32",
            storage_dtype="float32",
            hardware="h100",
        )
        c = self.config
        harvesting = HarvestConfig(
            model=ModelConfig(path=str(path), device="cpu", dtype="float32"),
            text=text,
            output=str(folder / "activations"),
            hook_point=c.hook_point,
            n_tokens=c.harvest_tokens,
            shard_tokens=c.shard_tokens,
            batch_blocks=BLOCKS,
            storage_dtype="float32",
        )
        self.harvest = self.count("harvest", harvest, harvesting)
        training = TrainConfig(
            activations=str(self.harvest.path),
            output=str(folder / "dictionary"),
            dictionary=KINDS[kind].config(dictionary_size=SIZE, k=K),
            n_tokens=c.n_tokens,
            batch_size=c.batch_size,
            dead_after=10**9,
            device="cpu",
        )
        rate = default_rate(training) / 2  # at a higher one batches are scanned again
        training = replace(training, learning_rate=rate)
        self.train = self.count("train", trained, training, self.harvest)
        evaluating = EvaluateConfig(
            dictionary=str(self.train.path),
            output=str(folder / "evaluation"),
            n_tokens=c.evaluate_tokens,
            device="cpu",
        )
        self.evaluate = self.count("evaluate", evaluate, evaluating)
        building = AtlasConfig(
            dictionary=str(self.train.path),
            output=str(folder / "atlas"),
            n_tokens=c.atlas_tokens,
            chunk_tokens=c.chunk_tokens,
            device="cpu",
        )
        self.atlas = self.count("atlas", build, building)
        self.shape = shape_of(str(path))
        self.places = resolve_all(c.hook_point, 3)
        self.plan = plan(c, self.shape, self.places, machine("h100", unmeasured))
        self.planned = {stage.name: stage for stage in self.plan.stages}

    def count(self, name, work, *configs):
        with flop_counter() as counter:
            done = work(*configs)
        self.counted[name] = Counter(
            {str(op): n for op, n in counter.get_flop_counts()["Global"].items()}
        )
        return done

    def total(self, name):
        return sum(self.counted[name].values())


def unmeasured():
    raise AssertionError("only the processor is measured")


def trained(config, harvested):
    about = harvested.manifest.about
    return train(config, ShardBatches(harvested, 256), {"activations": harvested}, about)


@pytest.fixture(scope="module", params=HOOK_POINTS)
def run(request, tmp_path_factory):
    return Run(tmp_path_factory.mktemp("planned"), request.param)


def test_the_flop_of_a_harvest_are_those_counted(run):
    assert len(run.harvest.manifest.about["shards"]) == 4
    assert CALIBRATION_TOKENS == sonde.activations.source.CALIBRATION_TOKENS
    assert run.total("harvest") == run.planned["harvest"].flop["float32"]


def test_the_bytes_of_a_harvest_are_exact(run):
    files = [facts["bytes"] for facts in run.harvest.manifest.files.values()]
    assert sum(files) == run.planned["harvest"].disk


def test_the_flop_of_a_training_are_those_counted(run):
    """But for b_dec's gradient, which sums over the rows that fired: at most one for every code. A
    transcoder has none, so it is exact. Two of them scan one batch again, for a lower floor."""
    planned = run.planned["train"].flop["float32"]
    if run.config.kind in ("crosscoder", "matryoshka"):
        width = 2 * D_IN if run.config.kind == "crosscoder" else D_IN
        planned += run.config.batch_size * flops.encode(width, SIZE)
    assert 0.998 * planned < run.total("train") <= planned
    assert run.config.kind != "transcoder" or run.total("train") == planned
    assert CALIBRATION == flops.CALIBRATION


def test_the_bytes_of_a_dictionary_are_exact(run):
    files = run.train.manifest.files
    written = sum(facts["bytes"] for name, facts in files.items() if name.endswith("safetensors"))
    assert written == run.planned["train"].disk


def test_the_flop_of_an_evaluation_are_those_counted(run):
    """Given how many tokens were kept and how many codes they had, which the plan takes to be all
    tokens and k."""
    counted, measures = run.counted["evaluate"], run.evaluate.manifest.counts
    decoded = counted["aten._embedding_bag_forward_only"]
    n_passes = math.ceil(run.config.evaluate_tokens / PER_PASS)
    kept = measures["n_tokens"]
    n_tokens = n_passes * PER_PASS
    assert n_tokens - PER_PASS < kept <= n_tokens
    sides = sides_of(run.config, run.shape, run.places)
    late = {"crosscoder": [True, False]}.get(run.config.kind, [False])
    dense = flops.rebuilding(sides.given, SIZE, 0, 0, run.config.kind)
    model = flops.replacing(run.shape, CONTEXT, late) + max(
        flops.to_hook_point(run.shape, CONTEXT, place.layer, place.place) for place in run.places
    )
    total = n_tokens * model + dense * (kept + len(late) * n_tokens) + decoded
    assert run.total("evaluate") == total
    fidelity = flops.decode(sides.given, round(measures["l0"] * kept))
    assert fidelity < decoded < (2 + len(late)) * fidelity
    planned = sum(run.planned["evaluate"].flop.values())
    assert planned == pytest.approx(run.total("evaluate"), rel=0.05)


def test_the_flop_of_an_atlas_are_those_counted(run):
    """Given how many tokens were kept; the plan takes all."""
    n_tokens = 3 * 896
    kept = run.atlas.manifest.counts["n_tokens"]
    planned = run.planned["atlas"]
    total = sum(planned.flop.values()) + planned.host_flop
    given = sides_of(run.config, run.shape, run.places).given
    dropped = (n_tokens - kept) * flops.encode(given, SIZE)
    assert run.total("atlas") == total - dropped
    assert memory.BLOCK == sonde.atlas.directions.BLOCK


def test_the_bytes_of_firings_and_tokens_are_exact(run):
    for number in range(3):
        name = f"{number:06}.safetensors"
        firings = run.atlas.path / "firings" / f"firings-{name}"
        n_firings = len(load_tensors(firings, ["values"])["values"])
        assert firings.stat().st_size == disk.firings(SIZE, n_firings)
        assert (firings.parent / f"tokens-{name}").stat().st_size == disk.tokens(896)


def test_an_atlas_of_few_words_is_smaller_than_estimated(run):
    """The tables were estimated from longer texts with more words."""
    files = sum(facts["bytes"] for facts in run.atlas.manifest.files.values())
    assert files < run.planned["atlas"].disk < 10 * files


@pytest.mark.parametrize("n_tokens", [1, 500, 4096, 70_000])
@pytest.mark.parametrize("shard_tokens", [1, 1000, 1 << 16])
def test_shards_are_cut_as_a_harvest_cuts_them(n_tokens, shard_tokens):
    config = HarvestConfig(
        model=ModelConfig(path="m"),
        text=TextConfig(sources=("t",), context_length=CONTEXT),
        output="o",
        n_tokens=n_tokens,
        shard_tokens=shard_tokens,
        batch_blocks=BLOCKS,
    )
    blocks = disk.shard_blocks(n_tokens, shard_tokens, BLOCKS, CONTEXT)
    assert blocks == blocks_per_shard(config)
    assert math.ceil(n_tokens / (blocks * CONTEXT)) == n_shards(config)
