"""Laws of what is told evenly over things and languages, and of the claims that rest on it."""

from collections import Counter
from itertools import product

import pytest
import torch

from sonde.activations.source import ActivationSource
from sonde.dictionary.sparse import Codes, codes_where
from sonde.miniature.claims.concept_claims import read
from sonde.miniature.claims.evenly import (
    CHOOSING,
    SCORING,
    all_told,
    even_splits,
    paragraphs,
)
from sonde.miniature.claims.image_claims import (
    from_labels,
    named_often,
    on_pictures,
    only_of,
    pictured,
    thinned,
)
from sonde.miniature.claims.language_claims import (
    FEWEST,
    best_everywhere,
    from_english,
    per_language,
    shared,
)
from sonde.miniature.claims.matching import Readings
from sonde.miniature.claims.ranking import Dense, area, best_ranking
from sonde.miniature.claims.study import QUICK
from sonde.miniature.concepts import LANGUAGE_CONCEPTS
from sonde.miniature.grammar import LANGUAGES
from sonde.miniature.model import model_path
from sonde.model.config import ModelConfig
from sonde.model.hook_points import resolve
from sonde.model.loading import load
from sonde.text.config import TextConfig
from test_claims_ranking import evidence

RARE = ("octopus", "moon_opera", "butterfly")  # in English alone a paragraph in a thousand


def named(documents):
    """How often a document names the thing it is about, by language and thing."""
    found = Counter()
    for document in documents:
        for span in document.spans:
            if not span.about and span.concept in all_told():
                found[document.language, span.concept] += 1
    return found


def test_everything_is_told_of_in_every_language():
    told = list(paragraphs(1, RARE, 3))
    assert Counter(d.language for d in told) == dict.fromkeys(LANGUAGES, 3 * len(RARE))
    found = named(told)
    assert all(found[language, name] >= FEWEST for language in LANGUAGES for name in RARE)


@pytest.mark.parametrize("seed", [CHOOSING, SCORING])
def test_every_thing_is_told_of_often_enough_to_be_scored(seed):
    """By the smallest report, on either split."""
    found = named(paragraphs(seed, all_told(), QUICK.evenly))
    assert len(all_told()) > 200
    assert {*pictured()} <= {*all_told()}
    assert not [k for k in product(LANGUAGES, all_told()) if found[k] < FEWEST]


def test_the_seed_decides_what_is_told():
    texts = [[d.text for d in paragraphs(seed, RARE, 2)] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_no_sentence_is_chosen_on_and_scored():
    model = load(ModelConfig(path=str(model_path()), dtype="float32", device="cpu"))
    text = TextConfig(sources=("nowhere",), context_length=256)
    source = ActivationSource(model, text, resolve("layers.0.resid_post", 6), float("inf"))
    choosing, scoring = even_splits(source, RARE[:1], 2)
    assert not torch.isin(scoring.sentences, choosing.sentences).any()
    for split in (choosing, scoring):
        spoken = [(split.has(RARE[0]) & split.has(LANGUAGE_CONCEPTS[one])) for one in LANGUAGES]
        assert all(here.any() for here in spoken)


def spoken(n=500):
    """Tokens in every language, a cat in a fifth of them; the reading is silent in French."""
    generator = torch.Generator().manual_seed(0)
    names = ("cat", "animal", *(LANGUAGE_CONCEPTS[language] for language in LANGUAGES))
    language = torch.arange(n) % len(LANGUAGES)
    truth = torch.zeros(n, len(names), dtype=torch.bool)
    truth[:, 0] = torch.rand(n, generator=generator) < 0.2
    truth[:, 1] = truth[:, 0]
    truth[torch.arange(n), 2 + language] = True
    columns = truth[:, :2].float()
    columns[language == LANGUAGES.index("fr")] = 0.0
    return columns, truth, names, language


def scored(columns, truth, names, about=None, chosen_on=None):
    """`per_language` of readings that are chosen on one table and scored on another."""
    pair = []
    for values, marks in ((columns if chosen_on is None else chosen_on, None), (columns, about)):
        split = evidence(values, truth, marks, names)
        pair.append((Readings.of(codes_where(values, values > 0), values.shape[1]), split))
    (choosing, first), (scoring, second) = pair
    scoring = scoring._replace(maximum=choosing.maximum)
    return per_language(best_everywhere(choosing, first), scoring, second)


def test_each_language_is_scored_by_itself():
    columns, truth, names, _ = spoken()
    found = scored(columns, truth, names)
    expected = [0.0 if language == "fr" else 1.0 for language in LANGUAGES]
    assert found[:, 0].tolist() == expected
    assert found[:, 1].isnan().all()  # a group is no thing


def test_what_fires_beside_a_thing_loses_in_that_language_alone():
    columns, truth, names, language = spoken()
    german = (language == LANGUAGES.index("de")).nonzero().flatten()
    loud = columns.clone()
    loud[german, 0] = 1.0
    found = scored(loud, truth, names, chosen_on=columns)[:, 0]
    share = truth[german, 0].float().mean()
    assert found[LANGUAGES.index("de")] == pytest.approx(float(2 * share / (1 + share)))
    assert found[LANGUAGES.index("en")] == 1.0


def test_of_two_features_the_one_for_all_languages_is_chosen():
    """The other knows one language by heart; over all languages together it does better."""
    _, truth, names, language = spoken()
    most = truth[:, 0] & (language != LANGUAGES.index("zh"))
    half = truth[:, 0] & (torch.arange(len(truth)) % 7 < 4)
    both = torch.stack([most, half], 1).float()
    split = evidence(both, truth, None, names)
    readings = Readings.of(codes_where(both, both > 0), 2)
    pooled = read(readings, readings, (split, split)).match
    assert pooled.features[0] == 0
    assert best_everywhere(readings, split).features[0] == 1
    everywhere = per_language(best_everywhere(readings, split), readings, split)
    assert (everywhere[:, 0] > 0.4).all()
    assert per_language(pooled, readings, split)[LANGUAGES.index("zh"), 0] == 0


def sentences(tokens, features):
    """A sentence a row: its tokens, and the feature that fires on each."""
    n, length = tokens.shape
    documents = torch.arange(n).repeat_interleave(length)
    truth = torch.zeros(n * length, 1, dtype=torch.bool)
    said = evidence(truth.float(), truth, None, ("cat",), documents=documents)
    rows = torch.arange(n * length)
    codes = Codes(torch.ones(n * length), features.flatten(), rows)
    return codes, said._replace(tokens=tokens.flatten())


def test_what_two_sentences_share_is_of_tokens_that_only_one_has():
    own = sentences(torch.tensor([[1, 2, 9], [3, 4, 8]]), torch.tensor([[0, 1, 7], [2, 3, 6]]))
    other = sentences(torch.tensor([[5, 6, 9], [5, 6, 8]]), torch.tensor([[0, 4, 7], [2, 4, 6]]))
    same, unrelated = shared(own, other)
    assert same.tolist() == pytest.approx([1 / 3, 1 / 3])  # without the name that both have
    assert unrelated.tolist() == [0, 0]


def test_in_a_language_too_tokens_about_a_thing_count_neither_way():
    columns, truth, names, _ = spoken()
    about = torch.zeros_like(truth)
    about[:, 0] = ~truth[:, 0] & (torch.arange(len(truth)) % 3 == 0)
    loud = columns.clone()
    loud[about[:, 0], 0] = 1.0
    quiet = scored(columns, truth, names, about)
    assert scored(loud, truth, names, about, columns)[:, 0].tolist() == quiet[:, 0].tolist()


def test_a_thing_rare_in_a_language_has_no_score_there():
    columns, truth, names, language = spoken()
    german = language == LANGUAGES.index("de")
    few = truth.clone()
    few[:, 0] &= ~german | ((german & truth[:, 0]).cumsum(0) < FEWEST)
    found = scored(columns, few, names)
    assert found[LANGUAGES.index("de"), 0].isnan()
    assert not found[LANGUAGES.index("en"), 0].isnan()


def test_a_picture_is_as_strong_as_its_strongest_patch():
    """Three pictures of two patches; the second reading shows the cat, in one patch, below zero."""
    shown = ["cat", "dog", "cat"]
    x = torch.tensor([[0.0, -3], [5, -1], [5, -2], [5, -2], [0, -1], [0, -9]])
    split = evidence(
        x,
        torch.zeros(6, 2, dtype=torch.bool),
        names=("dog", "cat"),
        documents=torch.tensor([0, 0, 1, 1, 2, 2]),
    )
    reader = Dense(lambda x, which: x[:, which], 2, (split, split))
    assert on_pictures(reader, torch.tensor([0, 1]), split, shown, ["cat", "dog"]).tolist() == [
        1.0,
        0.75,
    ]


def test_a_thing_that_text_seldom_names_is_not_tried_on_pictures():
    truth = torch.zeros(100, 2, dtype=torch.bool)
    truth[:30, 0] = truth[:29, 1] = True
    split = evidence(torch.zeros(100, 2), truth, names=("cat", "dog"))
    assert named_often(split, "cat")
    assert not named_often(split, "dog")


def of_things(common: bool):
    """Splits in which every name lies in a direction of its thing, in French in another one unless
    it is common."""
    names = (*pictured(), *(LANGUAGE_CONCEPTS[language] for language in LANGUAGES))
    generator = torch.Generator().manual_seed(0)
    n, n_things = 12_000, len(pictured())
    thing = torch.randint(2 * n_things, (n,), generator=generator)  # half are of no thing
    language = torch.arange(n) % len(LANGUAGES)
    truth = torch.zeros(n, len(names), dtype=torch.bool)
    named = thing < n_things
    truth[named.nonzero()[:, 0], thing[named]] = True
    truth[torch.arange(n), n_things + language] = True
    x = torch.nn.functional.one_hot(thing, 2 * n_things).float() * named[:, None]
    if not common:
        french = language == LANGUAGES.index("fr")
        x[french] = x[french].roll(n_things // 2, 1)
    x += 0.01 * torch.randn(x.shape, generator=generator)
    half = torch.arange(n) < n // 2
    return tuple(
        evidence(x[rows], truth[rows], None, names)._replace(x=x[rows]) for rows in (half, ~half)
    )


def test_what_english_names_teach_is_scored_where_it_does_worst():
    assert from_english(of_things(common=True)).min() > 0.99
    assert from_english(of_things(common=False)).mean() < 0.7


def test_a_readout_of_text_has_a_direction_for_every_concept():
    splits = of_things(common=True)
    reader = from_labels(splits[0])
    values = reader.read(splits[1], torch.arange(reader.size))
    for number, name in enumerate(pictured()):
        assert area(values[:, number], splits[1].has(name)) > 0.99


def test_for_the_things_tried_on_pictures_the_same_is_chosen_as_among_all_concepts():
    """As ranks say: what is as loud at another thing ranks below what is not."""
    splits = of_things(common=True)
    names = splits[0].names
    n_things, cat = len(pictured()), names.index("cat")
    own = splits[0].x[:, :n_things]
    text = splits[0]._replace(x=torch.cat([own + own.roll(1, 1), own], 1))
    reader = Dense(lambda x, which: x[:, which], 2 * n_things, splits)
    assert int(best_ranking(reader, text)[cat]) == n_things + cat
    few = only_of(text, ["cat"])
    assert int(best_ranking(reader, few)[cat]) == n_things + cat
    assert few.has("cat").equal(text.has("cat"))
    thin = thinned(few)
    assert int(best_ranking(reader, thin)[cat]) == n_things + cat
    assert int(thin.has("cat").sum()) == int(few.has("cat").sum())
    assert len(thin.x) < len(few.x) / 3
    assert not few.has(pictured()[0]).any()
    assert len(few.x) == len(text.x)
    assert few.about is text.about
