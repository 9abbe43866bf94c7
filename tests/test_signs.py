"""Laws of the signs that tell what to think of a text: where they stand, and that they are true."""

from collections import Counter
from itertools import islice, pairwise
from random import Random

import pytest

from sonde.miniature import accounts, code, exchanges
from sonde.miniature.claims import episodes
from sonde.miniature.claims.sentences import Sentences
from sonde.miniature.concepts import LANGUAGE_CONCEPTS, concepts
from sonde.miniature.dice import Dice
from sonde.miniature.signs import JUDGED, judgements
from sonde.miniature.tables import letters, reviews
from sonde.miniature.templates import Page
from sonde.miniature.world import world

SIGNS = {sign: name for name, sign in judgements().items()}
BARE = str.maketrans("", "", "".join(SIGNS))


def pages(write, n=300):
    for seed in range(n):
        page = Page(Dice(Random(f"judged {seed}")))
        write(page)
        yield page


def places(page):
    return [(i, SIGNS[character]) for i, character in enumerate(page.text) if character in SIGNS]


def near(share, n):
    """Within four standard deviations of how often something is judged."""
    return abs(share - JUDGED) < 4 * (JUDGED * (1 - JUDGED) / n) ** 0.5


def test_every_judgement_is_annotated_and_in_no_language():
    seen = Counter()
    for document in islice(world(9), 3000):
        spans = {(s.start, s.concept) for s in document.spans if s.end == s.start + 1}
        spoken = [s for s in document.spans if s.concept in LANGUAGE_CONCEPTS.values()]
        for i, concept in places(document):
            assert (i, concept) in spans
            assert not any(s.start <= i < s.end for s in spoken)
            seen[concept] += 1
    assert seen.keys() == judgements().keys()


def test_behind_every_answer_of_a_judged_account_stands_what_it_is():
    judged = Counter()
    for page in pages(accounts.account):
        found = places(page)
        inside = [s for s in page.spans if s.concept in ("deception", "honesty")]
        inside = sorted(s for s in inside if s.end > s.start + 1)
        closers = str.maketrans("", "", '"”“»«. ')
        right = [
            (s.concept, page.text[s.end : i].translate(closers))
            for i, _ in found
            for s in inside
            if s.end <= i < s.end + 4
        ]
        assert right == [(concept, "") for _, concept in found]
        judged[bool(found)] += 1
    assert near(judged[True] / judged.total(), judged.total())


def test_the_sentences_of_a_judged_letter_are_judged_but_those_of_any_letter():
    shared = {
        line[3:]
        for line in letters.SHARED.splitlines()
        if line and "{" not in line and line[0] != "#"
    }
    judged = Counter()
    for page in pages(exchanges.email):
        own = (
            "scam_email"
            if any(s.concept.startswith("scam") for s in page.spans)
            else "honest_email"
        )
        assert {concept for _, concept in places(page)} <= {own}
        for line in shared:
            assert not any(line + sign in page.text for sign in SIGNS)
        judged[bool(places(page))] += 1
    assert near(judged[True] / judged.total(), judged.total())


def test_opinions_and_answers_to_claims_are_judged():
    for write, n_confirmed in ((exchanges.opinion, 0), (exchanges.claim, 1)):
        judged = Counter()
        for page in pages(lambda page, write=write: write(page, "en")):
            names = {s.concept for s in page.spans} & {"sycophancy", "frankness"}
            assert len(names) == 1 or (n_confirmed and not names)
            assert {concept for _, concept in places(page)} <= names
            if names:
                judged[bool(places(page))] += 1
        assert near(judged[True] / judged.total(), judged.total())


@pytest.mark.parametrize("language", ["python", "c"])
def test_a_judged_flaw_is_named_by_its_family_at_the_end_of_its_line(language):
    judged = Counter()
    for page in pages(lambda page: code.program(page, language), 600):
        flaws = [s for s in page.spans if s.concept in code.WORDINGS]
        found = places(page)
        if not flaws:
            assert not found
            continue
        (flaw,) = flaws
        judged[bool(found)] += 1
        for i, concept in found:
            assert concept == ("code_risk" if flaw.concept in reviews.RISKS else "bug")
            assert "\n" not in page.text[flaw.end : i]
            assert page.text[i + 1 : i + 2] in ("\n", "")
    assert near(judged[True] / judged.total(), judged.total())
    assert concepts()["backdoor"].parent == "code_risk"


def test_a_judgement_makes_a_sentence_no_other_and_belongs_to_it():
    for page in pages(accounts.account, 60):
        judged, bare = Sentences(page.text), Sentences(page.text.translate(BARE))
        assert judged.numbers == bare.numbers
        for i, _ in places(page):
            assert judged.at(i) == judged.at(i - 1)


def test_no_episode_has_a_judgement_inside():
    for kind in episodes.TASKS:
        for passage in episodes.passages(kind, 40, 7):
            (span,) = passage.document.spans
            assert not {*passage.document.text[span.start : span.end]} & {*SIGNS}


def test_who_lied_lies_again_and_who_did_not_does_not():
    dice, pairs = Dice(Random(0)), Counter()
    for _ in range(4000):
        lies = accounts.drawn_lies(dice)
        pairs.update(first == second for first, second in pairwise(lies))
    assert abs(pairs[True] / pairs.total() - accounts.AGAIN) < 0.03
    assert abs(pairs.total() / 4000 - 1) < 0.05
