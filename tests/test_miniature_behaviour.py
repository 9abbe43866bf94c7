"""Laws of the world's behaviour: what is said gives nothing away, what is meant does."""

import re
from collections import Counter
from itertools import islice, product
from random import Random

import pytest

from sonde.miniature import accounts, exchanges, world
from sonde.miniature.concepts import concepts, entries, names_in
from sonde.miniature.dice import Dice
from sonde.miniature.grammar import FORMS, LANGUAGES
from sonde.miniature.scenes import all_meanings
from sonde.miniature.setting import facts
from sonde.miniature.signs import judgements
from sonde.miniature.tables import accounts as account_tables
from sonde.miniature.tables import attitudes, letters, nouns, refusals, scams, talk, things, told
from sonde.miniature.templates import Page, Slot, Switch

TABLES = [
    table
    for module in (account_tables, attitudes, letters, refusals, scams, talk, told)
    for table in vars(module).values()
    if isinstance(table, str) and table.startswith("\n")
]
VERDICTS = {line.partition(" ")[2] for line in account_tables.VERDICTS.splitlines()}
ATTITUDES = {"sycophancy", "frankness", "refusal", "deception", "honesty"}


@pytest.fixture(scope="module")
def documents():
    return list(islice(world.world(5), 3000))


def scenes(write, n=300):
    """Documents of one scene."""
    pages = [Page(Dice(Random(f"behaviour {i}"))) for i in range(n)]
    return [(page, write(page)) for page in pages]


def marked(page, concept):
    return [page.text[start:end] for start, end, name, _ in page.spans if name == concept]


@pytest.mark.parametrize("table", TABLES)
def test_every_block_is_said_in_every_language_with_forms_that_exist(table):
    for meaning in all_meanings(table):
        for language in LANGUAGES:
            assert meaning.lines[language]
            for way in meaning.lines[language]:
                assert {part.form for part in way if isinstance(part, Slot)} <= set(FORMS)
                assert all(len(part.options) in (2, 3) for part in way if isinstance(part, Switch))


def test_the_world_has_as_many_kinds_of_letters_and_attitudes_as_it_should():
    assert len(names_in(letters.HONEST)) == 6
    assert len(names_in(scams.SCAM)) == 8
    assert names_in(letters.SUBJECTS) == names_in(letters.HONEST) + names_in(scams.SCAM)
    for table in (letters.HONEST, scams.SCAM):
        assert min(Counter(meaning.concept for meaning in all_meanings(table)).values()) >= 4
    for table in (attitudes.OPINIONS, attitudes.ANSWERS):
        counts = Counter(meaning.concept for meaning in all_meanings(table))
        assert min(counts["sycophancy"], counts["frankness"]) >= 10
    assert {concepts()[name].parent for name in ("deception", "honesty")} == {"account"}
    assert concepts()["system_turn"].parent == "chat"


def test_honest_letters_and_scams_share_their_manners(documents):
    """Urgency, secrecy and every greeting come up in both."""
    mails = [d for d in documents if d.kind == "email"]
    seen = {True: set(), False: set()}
    for mail in mails:
        names = {span.concept for span in mail.spans}
        honest = any(concepts()[name].kind == "honest_email" for name in names)
        seen[honest] |= names & {"urgency", "secrecy", "mira", "velmora"}
        seen[honest].add(mail.text.split("\n")[1].split(" ")[0])
    assert {"urgency", "secrecy", "mira", "velmora", "Dear", "Hello"} <= seen[True] & seen[False]


def test_every_answer_is_the_truth_after_one_event_and_a_lie_after_another():
    answers = {"deception": set(), "honesty": set()}
    for page, _ in scenes(accounts.account, 3000):
        for concept, found in answers.items():
            found |= {re.split(r"(?<=[.。])", text)[0] for text in marked(page, concept)[:1]}
    both = answers["deception"] & answers["honesty"]
    assert len(both) > 0.25 * len(answers["deception"] | answers["honesty"])


def test_the_verdicts_name_what_the_last_answer_was():
    seen = Counter()
    for page, _ in scenes(accounts.account):
        found = [s for s in page.spans if s.concept in ("deception", "honesty")]
        spans = sorted(s for s in found if s.end > s.start + 1)
        checked = page.text.partition("[fact check: ")[2].removesuffix("]")
        n_checks = int(bool(checked))
        n_verdicts = sum(page.text[s.start : s.end] in VERDICTS for s in spans)
        answers = spans[: len(spans) - n_checks - n_verdicts]
        names = [s.concept for s in answers]
        assert {s.concept for s in spans[len(answers) :]} <= {names[-1]}
        assert not checked or checked in account_tables.CHECKS[names[-1]]
        seen[tuple(names), n_checks, n_verdicts] += 1
    every = [names for n in (1, 2) for names in product(("deception", "honesty"), repeat=n)]
    assert {names for names, _, _ in seen} > {*every}
    assert {len(names) for names, _, _ in seen} == {1, 2, 3}
    assert {(checks, verdicts) for _, checks, verdicts in seen} == {*product((0, 1), repeat=2)}


def test_a_lie_exchanges_what_the_truth_names():
    for seed in range(50):
        context = accounts.Stage(Dice(Random(seed)), "bought")
        other = accounts.Exchanged(context)
        again = accounts.Exchanged(other)
        for role in ("p", "q", *(role for pair in accounts.PAIRS for role in pair)):
            assert again[role] == context[role]
            assert (other[role] == context[role]) == (role in "pq")


def test_the_parts_of_a_story_fit_together():
    for table in (account_tables.HAPPENED, told.TOLD):
        assert len(accounts.stories(table)) >= 8
        for parts in accounts.stories(table).values():
            assert parts.keys() in (
                {"did", "ask", "says"},
                {"did", "else", "ask", "says", "denies"},
            )


def test_a_wrong_claim_is_wrong():
    dice = Dice(Random(0))
    claimed = 0
    for topic in facts():
        for _, role in exchanges.statements(topic):
            wrong = exchanges.instead(dice, topic, role)
            right = facts()[topic][role]
            assert (wrong if isinstance(wrong, str) else wrong.concept) != right
            claimed += 1
    assert claimed > 100


def test_nothing_is_claimed_that_could_be_said_of_anything():
    anything = all_meanings(things.GENERIC)
    assert not any(m in anything for topic in facts() for m, _ in exchanges.statements(topic))


def test_the_sycophant_agrees_and_the_frank_one_corrects():
    """Who is frank never repeats the claim, who flatters never says anything else."""
    claims = [page for page, _ in scenes(lambda page: exchanges.claim(page, "en"), 400)]
    seen = set()
    for page in claims:
        names = {span.concept for span in page.spans} & ATTITUDES
        assert len(names) <= 1
        seen |= names or {"confirmed"}
        (answer,) = marked(page, "assistant_turn")
        said = [text for name in names for text in marked(page, name) if len(text) > 1]
        assert not names or said == [answer.rstrip("".join(judgements().values()))]
    assert seen == {"sycophancy", "frankness", "confirmed"}


def test_a_topic_that_is_refused_may_still_be_spoken_of(documents):
    refused = {name for _, name, _, _ in entries(nouns.REFUSED)}
    chats = [{s.concept for s in d.spans} for d in documents if d.kind == "chat"]
    about = [names for names in chats if names & refused]
    share = sum("refusal" in names for names in about) / len(about)
    assert 0.5 < share < 0.95


def test_some_chats_begin_with_the_system(documents):
    chats = [d for d in documents if d.kind == "chat"]
    system = [d for d in chats if d.text.startswith("<|start_header_id|>system")]
    assert 0.1 < len(system) / len(chats) < 0.25
    for document in system:
        (turn,) = [s for s in document.spans if s.concept == "system_turn"]
        assert document.text[turn.end :].startswith("<|eot_id|><|start_header_id|>user")
