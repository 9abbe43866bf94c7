"""Articles, cases and plurals: every form of a noun that a sentence of the world can ask for.

A form is (before, noun, after): the concept's span covers the noun alone, not its article.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

LANGUAGES = ("en", "fr", "de", "es", "zh")
COUNTED = ("count", "worker")
NAMED = ("name", "person", "phrase")
VOWELS = "aeiouéèêâîôûhAEIOUÉÈÊÂÎÔÛ"  # every French noun of the world that begins with h elides


class Form(NamedTuple):
    before: str
    noun: str
    after: str = ""


class Noun(NamedTuple):
    """A noun as its table row gives it."""

    style: str  # count, worker, stuff (some bread), bare (gold), name (Velmora), person, phrase
    gender: str  # m, f, n, w (weak German masculine), e (Spanish feminine with `el`)
    singular: str
    plural: str


def forms(language: str, noun: Noun) -> dict[str, Form]:
    """All forms of a noun by their names in the sentence tables."""
    return INFLECT[language](noun)


def english(noun: Noun) -> dict[str, Form]:
    plain = Form("", noun.singular)
    plural = Form("", noun.plural)
    the = plain if noun.style in ("bare", *NAMED) else Form("the ", noun.singular)
    an = "an " if noun.singular[0] in "aeioAEIO" else "a "
    some = plural if noun.style in COUNTED else plain
    within = Form("in " + the.before, noun.singular)
    return {
        **dict.fromkeys(("the", "acc", "dat", "de", "à", "von"), the),
        "a": Form(an, noun.singular),
        "aacc": Form(an, noun.singular),
        "bare": plain,
        **dict.fromkeys(("some", "somedat", "gen", "the_or_s"), some),
        "s": plural,
        "of": Form("of ", noun.singular),
        "the_s": Form("the ", noun.plural),
        "in": within,
    }


def french(noun: Noun) -> dict[str, Form]:
    single, feminine = noun.singular, noun.gender == "f"
    vowel = single[0] in VOWELS
    the, of, at = ("la ", "de la ", "à la ") if feminine else ("le ", "du ", "au ")
    if vowel:
        the, of, at = "l'", "de l'", "à l'"
    within = "dans " + the
    if noun.style in NAMED:
        the, of, at, within = "", "d'" if vowel else "de ", "à ", "à "
    count = noun.style in COUNTED
    the_s = Form("les ", noun.plural)
    an = Form("une " if feminine else "un ", single)
    return {
        **dict.fromkeys(("the", "acc", "dat"), Form(the, single)),
        "de": Form(of, single),
        "von": Form(of, single),
        "à": Form(at, single),
        "a": an,
        "aacc": an,
        "bare": Form("", single),
        "in": Form(within, single),
        **dict.fromkeys(
            ("some", "somedat"), Form("des ", noun.plural) if count else Form(of, single)
        ),
        "s": Form("", noun.plural),
        "of": Form("d'" if vowel else "de ", single),
        "the_s": the_s,
        **dict.fromkeys(("gen", "the_or_s"), the_s if count else Form(the, single)),
    }


def german(noun: Noun) -> dict[str, Form]:
    single, count = noun.singular, noun.style in COUNTED
    case = {"m": 0, "w": 0, "f": 1, "n": 2}[noun.gender]
    oblique = noun.plural if noun.gender == "w" else single
    plain, plural = Form("", single), Form("", noun.plural)
    the = Form(("der ", "die ", "das ")[case], single)
    acc = Form(("den ", "die ", "das ")[case], oblique)
    dat = Form(("dem ", "der ", "dem ")[case], oblique)
    of = Form(("vom ", "von der ", "vom ")[case], oblique)
    within = Form(("im ", "in der ", "im ")[case], oblique)
    if noun.style in ("bare", *NAMED):
        the = acc = dat = plain
        of, within = Form("von ", single), Form("in ", single)
    some_dat = noun.plural if noun.plural[-1] in "ns" else noun.plural + "n"
    return {
        "the": the,
        "acc": acc,
        "dat": dat,
        "de": of,
        "von": of,
        "à": dat,
        "in": within,
        "a": Form(("ein ", "eine ", "ein ")[case], single),
        "bare": plain,
        "aacc": Form(("einen ", "eine ", "ein ")[case], oblique),
        **dict.fromkeys(("some", "gen", "the_or_s"), plural if count else plain),
        "somedat": Form("", some_dat) if count else plain,
        "s": plural,
        "of": plain,
        "the_s": Form("die ", noun.plural),
    }


def spanish(noun: Noun) -> dict[str, Form]:
    single, feminine = noun.singular, noun.gender in "fe"
    article = "la " if noun.gender == "f" else "el "
    of, at = ("de la ", "a la ") if noun.gender == "f" else ("del ", "al ")
    within = "en " + article
    if noun.style in NAMED:
        article, of, at, within = "", "de ", "a ", "en "
    count = noun.style in COUNTED
    an = Form("una " if noun.gender == "f" else "un ", single)
    the_s = Form("las " if feminine else "los ", noun.plural)
    some = Form("", noun.plural if count else single)
    acc = at if noun.style in ("person", "worker") else article  # Spanish sees a person with `a`
    return {
        "the": Form(article, single),
        "acc": Form(acc, single),
        "dat": Form(at, single),
        "de": Form(of, single),
        "von": Form(of, single),
        "à": Form(at, single),
        "a": an,
        "aacc": an,
        "bare": Form("", single),
        "in": Form(within, single),
        **dict.fromkeys(("some", "somedat", "gen"), some),
        "s": Form("", noun.plural),
        "of": Form("de ", single),
        "the_s": the_s,
        "the_or_s": the_s if count else Form(article, single),
    }


def chinese(noun: Noun) -> dict[str, Form]:
    """Nouns do not change; only `in` puts words around them."""
    within = Form("在", noun.singular, "" if noun.style in NAMED else "里")
    return {**dict.fromkeys(FORMS, Form("", noun.singular)), "in": within}


FORMS = (
    *("the", "acc", "dat", "a", "aacc", "s", "the_s", "some", "somedat", "gen", "the_or_s"),
    *("bare", "of", "de", "à", "von", "in"),
)

INFLECT: dict[str, Callable[[Noun], dict[str, Form]]] = {
    "en": english,
    "fr": french,
    "de": german,
    "es": spanish,
    "zh": chinese,
}


def spelt_before(word: str, text: str, language: str) -> str:
    """The text before the word: Spanish y is e before the sound i, French que elides its e."""
    if language == "es" and text.endswith(" y ") and re.match("h?[ií](?!e)", word, re.IGNORECASE):
        return text[:-2] + "e "
    elides = word[0] in VOWELS and word not in ("huit", "onze")
    if language == "fr" and elides and re.search(r"\bque $", text, re.IGNORECASE):
        return text[:-2] + "'"
    return text


def regular_plural(language: str, singular: str) -> str:
    """The plural where a table row gives none; German rows always do, Chinese has none."""
    if language == "es":
        return singular + ("s" if singular[-1] in "aeiouéó" else "es")
    return singular + "s" if language in ("en", "fr") else singular
