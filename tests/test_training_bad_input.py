"""Activations and rates that nothing is learnt from: each is named, or does no harm."""

from dataclasses import replace
from types import SimpleNamespace

import numba
import pytest
import torch

from sonde.core.errors import SondeError
from sonde.core.files import write_json
from sonde.dictionary.measures import measure
from sonde.dictionary.training import Diverged, Run, Trainer, train
from sonde.scale.train import on_own, reason_of, reasons
from synthetic import SyntheticBatches, kind_config, train_config, widths_of

pytestmark = pytest.mark.filterwarnings("error")
KINDS = ("batch_topk", "matryoshka", "relu_l1", "gated", "jump_relu", "transcoder", "crosscoder")
N_STEPS = 40


class Changed(SyntheticBatches):
    """One batch is another."""

    def __init__(self, at, change, kind="batch_topk"):
        super().__init__(kind=kind)
        self.at, self.change = at, change

    def next(self):
        bad = self.number == self.at
        x = super().next()
        return self.change(x) if bad else x


def equal_rows(x):
    return x[:1].repeat(len(x), 1)


@pytest.mark.parametrize("at", [0, 17])
@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_of_equal_rows_ends_no_run(kind, at, tmp_path):
    rare = kind_config(kind, l1=0.3, sparsity=0.3)  # penalties under which features stay active
    config = train_config(tmp_path / "out", kind, learning_rate=1e-2, dictionary=rare)
    made = train(config, Changed(at, equal_rows, kind))
    usual = train(replace(config, output=str(tmp_path / "usual")), SyntheticBatches(kind=kind))
    explained = [one.manifest.counts["explained_variance"] for one in (made, usual)]
    assert explained[0] > explained[1] - 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_counts_as_no_less_than_a_quarter_of_what_is_rebuilt(kind):
    """In the units of training, and not of what is only read."""
    batches = SyntheticBatches(kind=kind)
    trainer = Trainer(train_config("o", kind), batches.moments)
    rows = torch.cat([batches.batch(1_000_000 + n) for n in range(20)])
    x = trainer.weights.wanted(trainer.own(rows)).double()
    variance = float((x - x.mean(0)).square().sum() / len(x))
    assert trainer.weights.least == pytest.approx(variance / 4, rel=1e-5)


def test_nor_does_it_hide_divergence(tmp_path):
    """The bar is set by the first step."""
    config = train_config(tmp_path / "out", learning_rate=3.0, n_tokens=600 * 32, log_every=1000)
    with pytest.raises(Diverged, match="explained variance down to -"):
        train(config, Changed(0, equal_rows))


class HalfAlike(SyntheticBatches):
    """Of several hook points one says always the same."""

    part = 1

    def batch(self, number):
        x = super().batch(number)
        first, second = x.split(widths_of("crosscoder"), 1)
        (first, second)[self.part].fill_(3.0)
        return x


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("kind", ["transcoder", "crosscoder"])
def test_a_hook_point_without_variance_is_named(kind, part, tmp_path, monkeypatch):
    monkeypatch.setattr(HalfAlike, "part", part)
    with pytest.raises(SondeError, match=f"hook point {part + 1} of 2 are alike"):
        train(train_config(tmp_path / "out", kind), HalfAlike(kind=kind))


def test_nothing_is_explained_of_a_part_that_does_not_vary():
    """A dictionary may be measured on other activations than it learned from."""
    batches = SyntheticBatches(kind="crosscoder")
    trainer = Trainer(train_config("o", "crosscoder"), batches.moments)
    trainer.step(batches.next())
    found = measure(trainer.export(batches, {}), [HalfAlike(kind="crosscoder").next()])
    first, second = found.explained_of_parts
    assert first == first
    assert second != second  # NaN: there is no variance to explain


@pytest.mark.parametrize("kind", ["relu_l1", "gated", "jump_relu"])
def test_a_dictionary_in_which_nothing_fires_any_more_is_not_trained_to_its_end(kind, tmp_path):
    """Dense kinds do not explode at such a rate, they fall silent."""
    config = train_config(tmp_path / "out", kind, learning_rate=0.3, n_tokens=1000 * 32)
    batches = SyntheticBatches(kind=kind)
    with pytest.raises(Diverged, match=r"No feature has fired for [5-9]\d steps.*--learning-rate"):
        train(config, batches)
    assert batches.number < 400


@pytest.mark.parametrize("kind", ["relu_l1", "gated"])
def test_a_dictionary_that_is_silent_at_its_end_is_not_published(kind, tmp_path):
    """However late it fell silent."""
    found = {}
    for n_steps in (5, 200):
        output = tmp_path / f"{n_steps}"
        config = train_config(output, kind, learning_rate=0.3, n_tokens=n_steps * 32)
        try:
            found[n_steps] = train(config, SyntheticBatches(kind=kind)).manifest.counts["l0"]
        except Diverged as error:
            found[n_steps] = str(error)
            assert not output.exists()
    assert found[5] > 0
    assert "No feature has fired" in found[200]


def test_who_trains_a_dictionary_that_is_mostly_dead_is_told(tmp_path, capsys):
    for rate, told in ((1e-2, False), (0.3, True)):
        train(
            train_config(tmp_path / f"{rate}", learning_rate=rate, n_tokens=400 * 32),
            SyntheticBatches(),
        )
        assert ("of the features are dead" in capsys.readouterr().err) == told


def test_few_tokens_a_step_diverge_too(tmp_path):
    config = train_config(tmp_path / "out", batch_size=4, learning_rate=3.0, n_tokens=4 * 600)
    with pytest.raises(Diverged, match="diverged at learning rate 3"):
        train(config, SyntheticBatches(batch_size=4))


@pytest.mark.parametrize(
    ("value", "told"), [(torch.nan, "NaN or infinite"), (1e25, r"as large as 1e\+25")]
)
@pytest.mark.parametrize("at", [25, N_STEPS + 3])  # in training, and where thresholds are taken
def test_what_is_no_activation_is_named_wherever_it_is_read(value, told, at, tmp_path):
    def spoilt(x):
        x[3, 2] = value
        return x

    with pytest.raises(SondeError, match=f"holds .*{told}.*harvest"):
        train(train_config(tmp_path / "out", "batch_topk"), Changed(at, spoilt))
    assert not (tmp_path / "out").exists()


def test_a_skip_rebuilds_what_is_in_other_precision():
    batches = SyntheticBatches(kind="transcoder")
    trainer = Trainer(train_config("o", "transcoder"), batches.moments)
    trainer.step(batches.next())
    dictionary = trainer.export(batches, {})
    x = dictionary.given(batches.next())
    torch.testing.assert_close(dictionary.reconstruct(x.double()), dictionary.reconstruct(x))


def test_where_no_folder_can_be_written_to_kernels_are_compiled_all_the_same(monkeypatch):
    from sonde.dictionary.kernels.on_cpu.threads import compiled

    njit = numba.njit

    def read_only(cache, **rest):
        if cache:
            raise RuntimeError("cannot cache function 'twice': no locator available")
        return njit(cache=cache, **rest)

    with monkeypatch.context() as there:
        there.setattr(numba, "njit", read_only)
        twice = compiled(lambda x: 2 * x)
    assert twice(21) == 42


def test_every_worker_says_why_in_a_file_of_its_own_and_worker_0_is_heard_first(tmp_path):
    stopped = tmp_path / "out[1].stopped"
    assert reasons(stopped) == []
    for rank in (11, 2, 0):
        write_json(reason_of(stopped, rank), f"worker {rank}")
    write_json(reason_of(tmp_path / "other.stopped", 0), "another run")
    assert reasons(stopped) == [reason_of(stopped, rank) for rank in (0, 2, 11)]


def test_workers_take_the_device_that_they_are_given():
    """Ray does not hide GPUs from those who asked for none, nor those of the others."""
    for given in ("auto", "cuda:0", "cpu"):
        config = train_config("o", device=given)
        assert on_own(config, False).device == "cpu"
        assert on_own(config, True).device == "auto"


def test_silence_is_counted_from_the_step_after_the_last_firing(tmp_path):
    """One step fewer than asked for is none."""
    run = object.__new__(Run)
    run.config = train_config(tmp_path / "run", kind="batch_topk")
    run.trainer = SimpleNamespace(peak=1e-3)
    run.active = [torch.tensor(8.0), *[torch.tensor(0.0)] * 49]
    run.refuse_silence(50)
    assert len(run.active) == 49
    run.active.append(torch.tensor(0.0))
    with pytest.raises(Diverged, match="fired for 50 steps"):
        run.refuse_silence(50)
