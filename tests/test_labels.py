"""Laws of the first label: it names what sets a feature's examples apart."""

import random
from collections import Counter

import pytest

from sonde.atlas.labels import evidence, highlighted, label
from sonde.atlas.words import words

COMMON = "the a and of to in it was she he said with for on at".split()
RARE = [f"word{number}" for number in range(400)]


def pieces_of(text: str) -> list[str]:
    """One piece per word with the space before it, as most tokenizers cut."""
    first, *others = text.split(" ")
    return [first, *(f" {word}" for word in others)]


def story(rng: random.Random, n: int = 20) -> list[str]:
    return [rng.choice(COMMON) if rng.random() < 0.6 else rng.choice(RARE) for _ in range(n)]


def background(rng: random.Random, *extra: str, n: int = 300) -> Counter[str]:
    """Counts over stories; each `extra` word occurs in one in a hundred."""
    counts: Counter[str] = Counter()
    for number in range(n):
        found = set(story(rng))
        if number % 100 == 0:
            found |= set(extra)
        counts.update(found)
    counts[""] = n
    return counts


def planted(rng: random.Random, word: str, n: int = 10, **near: object):
    """Examples with the word somewhere in a story, on which alone the feature fires."""
    examples = []
    for _ in range(n):
        text = story(rng)
        at = rng.randrange(1, len(text))
        text.insert(at, word)
        pieces = pieces_of(" ".join(text))
        values = [3.0 if i == at else 0.0 for i in range(len(pieces))]
        examples.append(evidence(pieces, values))
    return examples


@pytest.mark.parametrize("word", ["dog", "Hund", "γάτα", "猫", "हिन्दी", "42"])
@pytest.mark.parametrize("seed", range(3))
def test_a_feature_that_fires_on_one_word_is_labelled_with_it(word, seed):
    rng = random.Random(seed)
    found = label(planted(rng, word), [], background(rng, word.lower()))
    assert found.split()[0] == word.lower()


def test_two_words_are_both_named_the_more_frequent_first():
    rng = random.Random(0)
    examples = planted(rng, "puppy", 4) + planted(rng, "dog", 6)
    found = label(examples, [], background(rng, "dog", "puppy"))
    assert found.startswith("dog · puppy")


@pytest.mark.parametrize("seed", range(5))
def test_common_words_do_not_win(seed):
    """The feature fires on `dog`, half as strongly on the word after it, which is often common."""
    rng = random.Random(seed)
    examples = []
    for _ in range(10):
        text = story(rng)
        at = rng.randrange(1, len(text) - 2)
        text[at : at + 2] = ["dog", "the"]
        values = [3.0 if i == at else 2.0 if i == at + 1 else 0.0 for i in range(len(text))]
        examples.append(evidence(pieces_of(" ".join(text)), values))
    found = label(examples, [], background(rng, "dog"))
    assert found.split()[0] == "dog"
    assert "the" not in words(found)


def test_words_around_are_named_where_it_fires_on_nothing_in_particular():
    """It fires on a different word each time, but always beside `harbour`."""
    rng = random.Random(1)
    examples = []
    for number in range(10):
        text = story(rng)
        text[5:7] = ["harbour", f"word{number}x"]
        values = [1.0 if i == 6 else 0.0 for i in range(len(text))]
        examples.append(evidence(pieces_of(" ".join(text)), values))
    assert "near harbour" in label(examples, [], background(rng, "harbour"))
    everywhere = background(rng, "harbour")
    everywhere["harbour"] = everywhere[""]
    assert "harbour" not in label(examples, [], everywhere)


def test_an_empty_feature_has_an_empty_label():
    assert label([], [" dog"], Counter({"": 10})) == ""


def test_promoted_tokens_follow_once_each_without_fragments():
    rng = random.Random(0)
    promoted = [" barks", "barks", "⟨E2⟩", "  ", "!", " tail", " wags", " more"]
    found = label(planted(rng, "dog"), promoted, background(rng, "dog"))
    assert found.startswith("dog")
    assert found.endswith("→ barks, tail, wags")


def test_a_single_example_is_labelled_too():
    rng = random.Random(0)
    assert label(planted(rng, "dog", 1), [], background(rng, "dog")).split()[0] == "dog"


def test_the_words_of_the_stronger_half_are_highlighted():
    pieces = ["The", " dog", "'s", " t", "ail", " wags", ""]
    text = "".join(pieces)
    assert highlighted(pieces, [0.0, 2.0, 0.0, 0.0, 1.0, 0.9, 0.0], text) == ["dog's", "tail"]
    assert highlighted(pieces, [0.0] * 7, text) == []
    assert highlighted([], [], "") == []
    found = evidence(pieces, [0.0, 2.0, 0.0, 0.0, 1.0, 0.9, 0.0])
    assert found.fired == {"dog's", "tail"}
    assert found.around == {"the", "wags"}


def test_later_bytes_of_a_character_highlight_its_word():
    """The second byte of a character has no text of its own, yet the word is the firing one."""
    pieces, values = ["a ", "caf", "é", "", " b"], [0.0, 0.0, 0.0, 1.0, 0.0]
    assert highlighted(pieces, values, "".join(pieces)) == ["café"]
    pieces = ["x", "小", "", "!", " b"]
    assert highlighted(pieces, [0.0, 0.0, 1.0, 0.0, 0.0], "".join(pieces)) == [
        "小"
    ]  # a Han character is a word


def test_white_space_highlights_no_word():
    assert highlighted(["dog", "\n", "cat"], [0.0, 1.0, 0.0], "dog\ncat") == []
