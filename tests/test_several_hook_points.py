"""Laws of the kinds that learn several hook points together: transcoders and crosscoders."""

import json
from dataclasses import replace

import pytest
import torch

from sonde.core.artifact import Artifact
from sonde.core.errors import SondeError
from sonde.core.files import read_json
from sonde.core.maths import Moments, unexplained
from sonde.dictionary.dictionary import Dictionary, from_tensors
from sonde.dictionary.formats.convert import load, save, write
from sonde.dictionary.formats.plain import plain_of, top_k_of
from sonde.dictionary.measures import measure
from sonde.dictionary.sides import part_lengths, scaled_rows
from sonde.dictionary.sparse import dense
from sonde.dictionary.training import Trainer, train
from sonde.dictionary.transcoder import begin_transcoder
from synthetic import D_IN, SyntheticBatches, kind_config, train_config, true_directions

N_STEPS = 60


class Joined(SyntheticBatches):
    """Rows of x beside what a function makes of them."""

    def __init__(self, other=lambda x: x, seed=0):
        self.other, self.widths = other, ()
        super().__init__(seed=seed)
        x = super().batch(0)
        self.widths = (x.shape[1], other(x).shape[1])
        self.moments = Moments(sum(self.widths), self.widths)
        for number in range(20):
            self.moments.add(self.batch(1_000_000 + number))

    def batch(self, number):
        x = super().batch(number)
        return torch.cat([x, self.other(x)], 1) if self.widths else x


def config_of(kind, **settings):
    own = {name: settings.pop(name) for name in ("k", "skip", "k_aux") if name in settings}
    defaults = {"n_tokens": N_STEPS * 32, "learning_rate": 0.01, "dead_after": 10**9}
    return train_config("o", kind, dictionary=kind_config(kind, **own), **defaults | settings)


def trained(kind, batches, n_steps=N_STEPS, **settings):
    config = config_of(kind, n_tokens=n_steps * 32, **settings)
    trainer = Trainer(config, batches.moments)
    for _ in range(n_steps):
        loss = trainer.step(batches.next())
    return trainer, loss


class TestTranscoder:
    def test_of_two_copies_it_is_batch_topk_whose_centre_stands_still(self):
        """The same bytes, given the same start."""
        one, _ = trained("transcoder", Joined(), skip=False)
        batches = SyntheticBatches()
        other = Trainer(config_of("batch_topk"), batches.moments)
        config = config_of("transcoder", skip=False).dictionary
        other.kind = other.kind._replace(begin=lambda w, _, x: begin_transcoder(w, config, x))
        weights = other.weights
        weights.b_in = weights.b_dec.detach().clone()
        with torch.no_grad():
            start = Trainer(config_of("transcoder", skip=False), Joined().moments).weights
            weights.W_enc.copy_(start.W_enc)
        for _ in range(N_STEPS):
            other.step(batches.next())
        for name in ("W_enc", "b_enc", "W_dec", "b_dec"):
            assert torch.equal(one.weights.get_parameter(name), weights.get_parameter(name)), name

    def test_a_linear_target_is_learned_by_the_skip_alone(self):
        """With features that say nothing; and without a skip few features do not learn it."""
        matrix = torch.randn(D_IN, 5, generator=torch.Generator().manual_seed(2))
        batches = Joined(lambda x: x @ matrix + 3)
        trainer, _ = trained("transcoder", batches, 400, k=1)
        dictionary = trainer.export(batches, {})
        x = torch.cat([batches.next() for _ in range(10)])
        given, wanted = dictionary.given(x), dictionary.wanted(x)
        alone = dictionary.b_dec + (given - dictionary.b_in) @ dictionary.W_skip
        assert unexplained(wanted, wanted - alone) < 0.05
        _, without = trained("transcoder", batches, 400, k=1, skip=False)
        assert without.unexplained > 0.2

    def test_what_no_skip_can_say_is_left_to_the_features(self):
        directions = true_directions()
        batches = Joined(lambda x: (x @ directions.T - 3).relu() @ directions[:, :6])
        trainer, loss = trained("transcoder", batches, 200)
        x = batches.next() * trainer.scale
        given, wanted = trainer.weights.given(x), trainer.weights.wanted(x)
        rows = torch.cat([given - trainer.weights.center, torch.ones(len(x), 1)], 1)
        best = rows @ torch.linalg.lstsq(rows, wanted).solution  # of this very batch
        assert loss.unexplained < 0.5 * unexplained(wanted, wanted - best)

    def test_directions_begin_where_the_target_stands_when_they_fire(self):
        trainer = Trainer(config_of("transcoder"), (batches := Joined(lambda x: x[:, :5])).moments)
        x = batches.next() * trainer.scale
        before = trainer.weights.W_dec.detach().clone()
        begin_transcoder(trainer.weights, trainer.config.dictionary, x)
        weights = trainer.weights
        codes = (weights.pre_codes(weights.given(x))).relu()
        kept = weights.strongest_of_batch(weights.given(x), trainer.config.dictionary.k)
        mask = torch.zeros_like(codes)
        mask[kept.rows, kept.features] = 1
        sums = (codes * mask).T @ (weights.wanted(x) - weights.b_dec)
        fired = mask.any(0)
        assert 0 < int(fired.sum()) < len(fired)
        expected = scaled_rows(sums, (5,))
        torch.testing.assert_close(weights.W_dec[fired], expected[fired], rtol=1e-4, atol=1e-5)
        assert torch.equal(weights.W_dec[~fired], before[~fired])


class TestCrosscoder:
    @pytest.mark.parametrize("factor", [1.0, 5.0])
    def test_of_two_copies_it_has_equal_decoders(self, factor):
        """Whatever the units of the second: every part is scaled to its own mean square."""
        batches = Joined(lambda x: factor * x)
        trainer, loss = trained("crosscoder", batches)
        first, second = trainer.weights.W_dec.detach().split(D_IN, 1)
        torch.testing.assert_close(first, second, rtol=1e-3, atol=1e-5)
        torch.testing.assert_close(loss.of_parts[0], loss.of_parts[1], rtol=1e-3, atol=1e-5)
        dictionary = trainer.export(batches, {})
        lengths = part_lengths(dictionary.W_dec, dictionary.widths)
        torch.testing.assert_close(lengths[:, 1], factor * lengths[:, 0], rtol=1e-3, atol=1e-5)
        torch.testing.assert_close(
            dictionary.relative_lengths(), torch.full_like(lengths, 0.5), rtol=1e-3, atol=1e-5
        )

    def test_decoders_that_begin_apart_come_together(self):
        batches = Joined()
        config = config_of("crosscoder", n_tokens=300 * 32)
        trainer = Trainer(config, batches.moments)
        W_dec = trainer.weights.W_dec
        with torch.no_grad():
            W_dec[:, D_IN:] = W_dec[:, D_IN:][torch.randperm(len(W_dec))]
        assert torch.cosine_similarity(W_dec[:, :D_IN], W_dec[:, D_IN:]).median() < 0.3
        for _ in range(300):
            trainer.step(batches.next())
        alive = trainer.idle < 20 * 32
        cosines = torch.cosine_similarity(W_dec[alive, :D_IN], W_dec[alive, D_IN:])
        assert cosines.median() > 0.99  # a few stay apart: for 16 permutations, at most 21 %

    def test_parts_that_share_nothing_have_features_of_their_own(self):
        """Here most of a feature is in one part; of two copies it is half and half."""
        another = SyntheticBatches(directions=true_directions(seed=8), seed=5)
        trainer, _ = trained("crosscoder", Joined(lambda x: another.next()), 400, k=4)
        lengths = trainer.export(Joined(lambda x: another.next()), {}).relative_lengths()
        alive = trainer.idle < 20 * 32
        assert int(alive.sum()) > 8
        assert (lengths[alive, 0] - 0.5).abs().mean() > 0.2

    def test_scaled_rows_have_parts_whose_lengths_sum_to_one(self):
        rows = torch.randn(7, 9, generator=torch.Generator().manual_seed(0))
        lengths = part_lengths(scaled_rows(rows, (2, 4, 3)), (2, 4, 3))
        torch.testing.assert_close(lengths.sum(1), torch.ones(7))
        ratios = part_lengths(rows, (2, 4, 3)) / lengths
        torch.testing.assert_close(ratios, ratios[:, :1].expand(7, 3))
        assert torch.equal(scaled_rows(torch.zeros(1, 9), (2, 4, 3)), torch.zeros(1, 9))


@pytest.mark.parametrize("kind", ["transcoder", "crosscoder"])
def test_what_is_written_is_read_again_and_measured(kind, tmp_path):
    config = replace(config_of(kind), output=str(tmp_path / "out"))
    artifact = train(config, Joined(lambda x: x[:, :5] ** 2))
    dictionary = Dictionary.load(Artifact.open(tmp_path / "out", "train"))
    batches = Joined(lambda x: x[:, :5] ** 2, seed=9)
    found = measure(dictionary, xs := [batches.next() for _ in range(4)]).summary()
    x = torch.cat(xs)
    given, wanted = (x, x) if kind == "crosscoder" else (x[:, :D_IN], x[:, D_IN:])
    left = unexplained(wanted, wanted - dictionary.reconstruct(given))
    assert found["explained_variance"] == pytest.approx(1 - float(left), abs=1e-4)
    assert 0 < found["explained_variance"] < 1
    if kind == "crosscoder":
        assert dictionary.widths == (D_IN, 5)
        errors = (wanted - dictionary.reconstruct(given)).split((D_IN, 5), 1)
        for n, part in enumerate(wanted.split((D_IN, 5), 1)):
            share = 1 - float(unexplained(part, errors[n]))
            assert found[f"explained_variance_{n}"] == pytest.approx(share, abs=1e-4)
    else:
        assert (dictionary.d_in, dictionary.d_out) == (D_IN, 5)
        assert dictionary.W_skip.shape == (D_IN, 5)
    same = dictionary.to(torch.device("cpu"))
    assert same.tensors().keys() == dictionary.tensors().keys()
    assert artifact.manifest.about["widths"] == [D_IN, 5]


def test_each_part_is_scaled_to_its_own_width():
    batches = Joined(lambda x: 7 * x[:, :5])
    trainer = Trainer(config_of("crosscoder"), batches.moments)
    x = torch.cat([batches.batch(1_000_000 + number) for number in range(20)]) * trainer.scale
    squares = [float(part.square().sum(1).mean()) for part in x.split((D_IN, 5), 1)]
    assert squares == pytest.approx([D_IN, 5], rel=1e-5)


@pytest.mark.parametrize(
    ("kind", "widths", "says"),
    [
        ("matryoshka", (4, 4), "2 hook points.*--kind crosscoder"),
        ("transcoder", (8,), "of 1: harvest two"),
        ("transcoder", (3, 3, 2), "of 3: harvest two"),
        ("crosscoder", (8,), "are of one: harvest several.*batch_topk"),
    ],
)
def test_activations_of_another_number_of_hook_points_are_refused(kind, widths, says):
    moments = Moments(8, widths)
    moments.add(torch.randn(9, 8))
    with pytest.raises(SondeError, match=says):
        Trainer(config_of(kind), moments)


def test_other_formats_refuse_a_crosscoder():
    batches = Joined()
    dictionary = trained("crosscoder", batches, 2)[0].export(batches, {})
    with pytest.raises(
        SondeError, match=r"A crosscoder of Sonde cannot be written.*--format sonde"
    ):
        plain_of(dictionary)


@pytest.mark.parametrize("skip", [True, False])
def test_saelens_holds_a_transcoder_and_others_refuse_it(skip, tmp_path):
    """Its mean of what is read is folded into the biases, so only sums are rounded differently."""
    batches = Joined(lambda x: x[:, :5])
    about = {"hook_point": "layers.3.mlp_in,layers.3.mlp_out"}
    ours = trained("transcoder", batches, skip=skip)[0].export(batches, about)
    again = load(save(ours, tmp_path / "theirs"))
    settings = read_json(tmp_path / "theirs/cfg.json")
    assert settings["architecture"] == f"jumprelu_{'skip_' if skip else ''}transcoder"
    assert (settings["d_in"], settings["d_out"]) == (D_IN, 5)
    assert not settings["apply_b_dec_to_input"]
    assert settings["metadata"]["hook_name_out"] == "blocks.3.hook_mlp_out"
    assert again.about["hook_point"] == about["hook_point"]
    assert not again.b_in.any()
    assert ours.b_in.any()
    x = torch.cat([batches.next()[:, :D_IN] for _ in range(4)])
    codes, back = (dense(d.encode(x), len(x), d.size) for d in (ours, again))
    torch.testing.assert_close(back, codes, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(again.reconstruct(x), ours.reconstruct(x), rtol=1e-4, atol=1e-4)
    with pytest.raises(SondeError, match="no place for a transcoder: choose --format saelens"):
        save(ours, tmp_path / "other", "gemma_scope")
    with pytest.raises(SondeError, match="leave out --k"):
        write(top_k_of(plain_of(ours), 3), tmp_path / "top", "saelens", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"apply_b_dec_to_input": True}, "subtracts b_dec"),
        ({"normalize_activations": "layer_norm"}, "subtracts b_dec from what it reads, or divides"),
        ({"d_out": 7}, "d_out = 7, but the weights have 5"),
        ({"architecture": "skip_transcoder"}, "threshold.*besides the weights"),
        ({"architecture": "jumprelu"}, "W_skip.*besides the weights"),
    ],
)
def test_a_transcoder_of_saelens_that_says_something_else_is_refused(wrong, says, tmp_path):
    batches = Joined(lambda x: x[:, :5])
    folder = save(trained("transcoder", batches, 2)[0].export(batches, {}), tmp_path / "theirs")
    settings = read_json(folder / "cfg.json")
    (folder / "cfg.json").write_text(json.dumps({**settings, **wrong}))
    with pytest.raises(SondeError, match=says):
        load(folder)


def test_shapes_of_a_transcoder_must_fit(tmp_path):
    batches = Joined(lambda x: x[:, :5])
    tensors = trained("transcoder", batches, 2)[0].export(batches, {}).tensors()
    from_tensors(tensors, {}, tmp_path)
    for name in ("b_in", "W_skip"):
        wrong = {**tensors, name: tensors[name][1:]}
        with pytest.raises(SondeError, match="has shape"):
            from_tensors(wrong, {}, tmp_path)
    wrong = {**tensors, "W_skip": tensors["W_skip"] * torch.nan}
    with pytest.raises(SondeError, match="W_skip holds NaN"):
        from_tensors(wrong, {}, tmp_path)
