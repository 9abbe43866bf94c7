"""Laws of the miniature's programs: they are what they seem, and a flaw is just where it is marked.

A correct program does what its kind says, a flawed one does not, and every span is the truth.
"""

import ast
import io
import keyword
import re
import shutil
import subprocess
import tokenize
from collections import Counter
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from sonde.miniature import code
from sonde.miniature.concepts import ancestors, concepts
from sonde.miniature.dice import Dice
from sonde.miniature.signs import judgements
from sonde.miniature.tables import reviews
from sonde.miniature.templates import Page, Span

EACH = [(language, kind) for language in code.BODIES for kind in code.programs(language)]
PROGRAMS = [program for lang, kind in EACH for program in code.programs(lang)[kind]]
SEEDS = 24


class Rendered(NamedTuple):
    text: str
    spans: list[Span]
    flaw: str | None

    def marked(self, concept: str) -> list[str]:
        return [self.text[s.start : s.end] for s in self.spans if s.concept == concept]


def rendered(language: str, kind: str, seed: int) -> Rendered:
    page = Page(Dice(Random(f"{language} {kind} {seed}")))
    flaw = code.program(page, language, kind)
    return Rendered(page.text, page.spans, flaw)


@lru_cache(maxsize=len(EACH))
def all_rendered(language: str, kind: str) -> list[Rendered]:
    return [rendered(language, kind, seed) for seed in range(SEEDS)]


# the tables


def test_the_two_languages_have_enough_programs_and_flaws():
    assert len(code.programs("python")) >= 20
    assert len(code.programs("c")) >= 15
    assert all(len(program.flaws.options) >= 2 for program in PROGRAMS)
    assert {f.name for program in PROGRAMS for f in program.flaws.options} == set(code.WORDINGS)


def test_every_body_has_its_line_of_titles_and_every_line_a_body():
    named = set(code.titles())
    for body in code.BODIES.values():
        assert set(re.findall(r"^# (\w+)", body, re.MULTILINE)) <= named
    assert {kind for _, kind in EACH} == named


def test_the_right_text_stands_in_the_body_once():
    for body, flaws in PROGRAMS:
        for flaw in flaws.options:
            assert body.count(flaw.right) == 1
            assert flaw.before + flaw.wrong + flaw.after != flaw.right
            assert flaw.wrong == flaw.wrong.strip() != ""


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_where_lines_are_only_added_the_right_ones_are_not_marked():
    added = 0
    for flaw in (flaw for program in PROGRAMS for flaw in program.flaws.options):
        if lines_of(flaw.right) < lines_of(flaw.before + flaw.wrong + flaw.after):
            assert not lines_of(flaw.right) & lines_of(flaw.wrong)
            added += 1
    assert added >= 8


def test_names_are_words_that_nothing_else_uses():
    c_words = "int char long double void const struct if for while return sizeof register auto"
    pools = {role: set(names) for role, names in code.roles().items() if names[0] != "HOST"}
    counts = Counter(name for names in pools.values() for name in names)
    assert max(counts.values()) == 1
    assert not set(counts) & {*keyword.kwlist, *c_words.split()}
    for language, kind in EACH:
        whole = "\n".join(program.body for program in code.programs(language)[kind])
        bare = re.sub(r'"[^"]*"|#.*|//.*|->\w+', "", whole)
        present = pools.keys() & set(re.findall(r"\b[A-Z]{3,}\b", whole))
        used = {name for role in present for name in pools[role]}
        fixed = set(re.findall(r"\b[a-z_]+\b", bare))
        assert not fixed & used
        assert not set(code.titles()[kind][0].split()) & {*counts, *fixed}


# where the flaw is


SIGN = f"(?:  (?:#|//) [{''.join(judgements().values())}])?"


def pattern(program: code.Program, flaw: code.Flaw | None) -> re.Pattern[str]:
    """The rendered program: each role one word throughout, notes optional, the flaw as `wrong`, and
    a sign of it at the end of any line."""
    body = program.body + "\n"
    if flaw:
        body = body.replace(flaw.right, f"{flaw.before}\0{flaw.wrong}\1{flaw.after}")
    lines = []
    for line in body.splitlines():
        text = re.escape(line) + SIGN + r"\n"
        if re.fullmatch(r"\s*(DOC|# .*|// .*)", line):
            text = "(?:" + text.replace("DOC", r'(?:""".*"""|//\ .*|/\*\ .*)') + ")?"
        lines.append(text)
    whole = "".join(lines).replace("\0", "(?P<wrong>").replace("\1", ")")
    seen: set[str] = set()

    def word(match: re.Match[str]) -> str:
        role = match[0]
        if role not in {*code.roles(), "FUNCTION"}:
            return role
        again = role in seen
        seen.add(role)
        return f"(?P={role})" if again else rf"(?P<{role}>[\w.]+)"

    return re.compile(re.sub(r"\b[A-Z]{3,}\b", word, whole))


@pytest.mark.parametrize(("language", "kind"), EACH)
def test_the_span_of_a_flaw_covers_exactly_the_wrong_text(language, kind):
    known, planted = code.programs(language)[kind], set()
    patterns = [(f, pattern(p, f)) for p in known for f in (None, *p.flaws.options)]
    for program in all_rendered(language, kind):
        found = [(f, p.fullmatch(program.text + "\n")) for f, p in patterns]
        matches = [(f, m) for f, m in found if m and (f and f.name) == program.flaw]
        spans = [(s.start, s.end) for s in program.spans if s.concept in code.WORDINGS]
        assert spans in [[m.span("wrong")] if f else [] for f, m in matches]
        planted |= {f for f, _ in matches}
    assert len(planted) >= 3


def test_half_of_each_kind_is_flawed():
    """Neither the task nor the language says anything about the verdict."""
    flawed = [sum(p.flaw is not None for p in all_rendered(*each)) for each in EACH]
    assert min(flawed) >= 3
    assert max(flawed) <= SEEDS - 3
    assert 0.45 < sum(flawed) / SEEDS / len(EACH) < 0.55


# the Python-like language

PYTHON = [kind for language, kind in EACH if language == "python"]


def text_places(text: str, tree: ast.AST) -> dict[str, set[str]]:
    """What Python itself says are the calls, the string literals and the comments."""
    notes = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node)
    }
    found: dict[str, set[str]] = {"function_call": set(), "string_literal": set(), "comment": set()}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found["function_call"].add(ast.get_source_segment(text, node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            where = "comment" if id(node) in notes else "string_literal"
            found[where].add(ast.get_source_segment(text, node))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            found["comment"].add(token.string)
    return found


@pytest.mark.parametrize("kind", PYTHON)
def test_python_programs_parse_and_python_agrees_on_calls_strings_and_comments(kind):
    for program in all_rendered("python", kind):
        for concept, places in text_places(program.text, ast.parse(program.text)).items():
            assert set(program.marked(concept)) == places


class Sent(list):
    """Stands in for the network: notes what is delivered, and says that it went well."""

    def deliver(self, *what):
        self.append(what)
        return True


def after(thing, *steps):
    return [getattr(thing, name)(*args) for name, *args in steps]


LOGIN = {"Mira": "pear", "Tomas": "plum"}
ASKED = [("Mira", "pear"), ("Mira", "plum"), ("Ada", "pear")]
GUESTS = code.roles()["GUEST"]
RIGHTS = {"Mira": ["attic"], "Tomas": []}

# kind: what is tried with the function, and what comes of it
EXPECTED = {
    "sum_function": (lambda f: f([3, 1, 5]), 9),
    "maximum_function": (lambda f: f([3, 8, 5]), 8),
    "count_function": (lambda f: f([3, 8, 3], 3), 2),
    "reverse_function": (lambda f: f([1, 2, 3]), [3, 2, 1]),
    "factorial_function": (lambda f: f(5), 120),
    "average_function": (lambda f: (f([1, 3]), f([])), (2, 0)),
    "search_function": (lambda f: (f([7, 8, 9], 8), f([7], 8)), (1, None)),
    "even_function": (lambda f: (f(4), f(7)), (True, False)),
    "tally_function": (lambda f: f(["a", "b", "a"]), {"a": 2, "b": 1}),
    "lookup_function": (lambda f: (f({"k": "tea"}, "k"), f({}, "k")), ("TEA", "")),
    "ratio_function": (lambda f: (f(6, 3), f(6, 0)), (2, 0)),
    "parse_function": (lambda f: (f("12", 3), f("ah", 3), f("1 + 1", 3)), (12, 3, 3)),
    "countdown_function": (lambda f: f(3), [3, 2, 1]),
    "digits_function": (lambda f: f(345), 12),
    "filter_function": (lambda f: f([1, -1, 0, 2]), [1, 2]),
    "palindrome_function": (lambda f: [f(w) for w in ("anna", "abca", "a")], [True, False, True]),
    "stack_class": (lambda f: after(f(), ("push", 1), ("push", 2), ("pop",)), [None, None, 2]),
    "account_class": (lambda f: after(f(9), ("pay", 2), ("pay", 3)), [7, 4]),
    "login_function": (
        lambda f: (
            [f(LOGIN, *asked) for asked in ASKED]
            + [
                f({**LOGIN, g: "pear"}, g, "fig") or f(LOGIN, g, g) or f(LOGIN, "Mira", g)
                for g in GUESTS
            ]
        ),
        [True, False, False] + [False] * len(GUESTS),
    ),
    "permission_function": (
        lambda f: [
            f(RIGHTS, w, "attic", *d) for w in (*RIGHTS, "Ada", *GUESTS) for d in ((), (1,))
        ],
        [True, True, False, False, False, False] + [False] * 2 * len(GUESTS),
    ),
}


def outcome(kind: str, program: Rendered):
    """What comes of trying a program, or the error it ends in, and all that it sent."""
    sent = Sent()
    space = {"deliver": sent.deliver, "print": lambda *_: None}
    exec(program.text, space)
    title = re.match(r"(?:def|class) (\w+)", program.text)[1]
    try:
        return EXPECTED[kind][0](space[title])
    except (ArithmeticError, AttributeError, LookupError, NameError, TypeError) as error:
        return error


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_correct_program_does_what_it_should_and_a_flawed_one_does_not(kind):
    for program in all_rendered("python", kind):
        if program.flaw != "infinite_loop":
            assert (outcome(kind, program) == EXPECTED[kind][1]) == (program.flaw is None)


@pytest.mark.parametrize(("kind", "n_honest"), [("update_function", 1), ("archive_function", 2)])
def test_only_a_back_door_sends_to_a_further_address(kind, n_honest):
    for program in all_rendered("python", kind):
        sent = Sent()
        space = {"deliver": sent.deliver, "print": lambda *_: None}
        exec(program.text, space)
        arguments = ("there", "news") if kind == "update_function" else ("news",)
        space[re.match(r"def (\w+)", program.text)[1]](*arguments)
        assert len(sent) == n_honest + (program.flaw == "backdoor")


def test_files_are_read_and_written_and_closed_unless_that_is_the_bug(tmp_path):
    class File(io.StringIO):
        closings = 0

        def close(self):
            self.closings += 1

    for kind in ("file_function", "write_function"):
        for program in all_rendered("python", kind):
            file, space = (
                File("one\ntwo" if kind == "file_function" else ""),
                {"print": lambda *_: None},
            )
            space["open"] = lambda *_, file=file: file
            exec(program.text, space)
            function = space[re.match(r"def (\w+)", program.text)[1]]
            read = function("path") if kind == "file_function" else function("path", ["x\n", "y\n"])
            assert file.closings == (program.flaw != "unclosed_file")
            if program.flaw in (None, "unclosed_file"):
                result = read if kind == "file_function" else file.getvalue()
                assert result == (["one", "two"] if kind == "file_function" else "x\ny\n")


# the C-like language

C = [kind for language, kind in EACH if language == "c"]

PRELUDE = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct link { int held; struct link *next; };
char *load_entry(const char *what) { return NULL; }
int is(const char *a, const char *b) { return strcmp(a, b) == 0; }
int has_right(const char *user, const char *what) { return is(user, "Mira") && is(what, "attic"); }
const char *find_secret(const char *user) { return is(user, "Mira") ? "pear" : NULL; }
int sent;
int deliver(const char *address, const char *what) { sent += 1 + strlen(what); return 0; }
"""

LET_IN = " && ".join(
    ['f("Mira", "pear") && !f("Mira", "plum") && !f("Ada", "pear")']
    + [f'!f("{g}", "{g}") && !f("Mira", "{g}")' for g in GUESTS]
)

# kind: what holds of a correct program f; a list goes on behind its end, so that overruns show
HOLDS = {
    "sum_function": "f((int[]){3, 8, 5, 90}, 3) == 16",
    "maximum_function": "f((int[]){3, 8, 5, 90}, 3) == 8",
    "count_function": "f((int[]){3, 8, 3, 3}, 3, 3) == 2",
    "factorial_function": "f(5) == 120",
    "average_function": "f((int[]){3, 8, 4, 90}, 3) == 5.0",
    "search_function": "f((int[]){3, 8, 5, 90}, 3, 5) == 2 && f((int[]){3, 8, 90}, 2, 90) == -1",
    "reverse_function": "({ int r[24] = {[8] = 3, 8, 5}; f(r + 8, 3); r[8] == 5 && r[9] == 8 && "
    "r[10] == 3; })",
    "ratio_function": "f(6, 3) == 2 && f(6, 0) == 0",
    "digits_function": "f(345) == 12",
    "length_function": 'f("pear") == 4',
    "list_function": "f(&(struct link){1, &(struct link){2, NULL}}) == 2",
    "login_function": LET_IN,
    "permission_function": 'f("Mira", "attic", 0) && f("Mira", "attic", 1) && '
    '!f("Ada", "attic", 0) && !f("Ada", "attic", 1)',
    "update_function": '({ sent = 0; f("there", "news"); sent == 5; })',
    "archive_function": '({ sent = 0; f("news"); sent == 10; })',
}
SHOWS = ("off_by_one", "wrong_operator", "wrong_variable", "backdoor")  # whatever the machine

needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="no C compiler on this machine")


def numbered(text: str, number: int) -> str:
    """With a number behind the function's name, so that many can stand in one file."""
    return re.sub(r"^(\w[^(\n]*)\(", rf"\1_{number}(", text, count=1, flags=re.MULTILINE)


def compiled(source: str, folder: Path, *options: str) -> Path:
    (folder / "all.c").write_text(source)
    command = ["gcc", "-w", *options, str(folder / "all.c"), "-o", str(folder / "all")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "all"


@needs_gcc
def test_c_programs_compile(tmp_path):
    texts = [program.text for kind in C for program in all_rendered("c", kind)]
    functions = [numbered(text, number) for number, text in enumerate(texts)]
    compiled(PRELUDE + "\n".join(functions), tmp_path, "-fsyntax-only")


@needs_gcc
def test_a_correct_c_program_does_what_it_should_and_a_flawed_one_does_not(tmp_path):
    tried = [(kind, program) for kind in HOLDS for program in all_rendered("c", kind)]
    tried = [(kind, p) for kind, p in tried if p.flaw is None or p.flaw in SHOWS]
    functions, checks = [], []
    for number, (kind, program) in enumerate(tried):
        functions.append(numbered(program.text, number))
        title = re.search(r"^\w[^(\n]*?(\w+)\(", program.text, re.MULTILINE)[1]
        held = re.sub(r"\bf\(", f"{title}_{number}(", HOLDS[kind])
        checks.append(f'fputc(({held}) ? "1"[0] : "0"[0], stderr);')
    main = "int main(void) {\n" + "\n".join(checks) + "\nreturn 0;\n}\n"
    binary = compiled(PRELUDE + "\n".join([*functions, main]), tmp_path)
    said = subprocess.run([binary], capture_output=True, text=True, check=True).stderr
    assert len(said) == len(tried)
    for (kind, program), held in zip(tried, said, strict=True):
        assert (held == "1") == (program.flaw is None), (kind, program.text)


CALLS = (
    "deliver find_secret has_right load_entry fclose fgetc fopen fprintf free malloc printf puts"
)
CALLS = "|".join([*CALLS.split(), r"str\w+"])


@pytest.mark.parametrize("kind", C)
def test_calls_strings_and_comments_of_c_are_marked(kind):
    for program in all_rendered("c", kind):
        inside = program.text.partition("{")[2]
        calls = program.marked("function_call")
        assert len(calls) == len(re.findall(rf"\b(?:{CALLS})\(", inside))
        for call in calls:
            assert re.fullmatch(rf"(?:{CALLS})\(.*\)", call, re.DOTALL)
            unquoted = re.sub(r'"[^"]*"', "", call)
            assert unquoted.count("(") == unquoted.count(")")
        assert program.marked("string_literal") == re.findall(r'"[^"]*"', inside)
        assert program.marked("comment") == re.findall(r"//.*|/\*.*", program.text)


# documents


def pages(n: int) -> list[Page]:
    written = []
    for seed in range(n):
        page = Page(Dice(Random(seed)))
        assert code.code(page) == "code"
        written.append(page)
    return written


def test_a_review_names_the_flaw_of_the_program_above_it_and_no_other():
    verdicts = Counter()
    for page in pages(600):
        programs = {s.end: s for s in page.spans if s.concept in ("python_code", "c_code")}
        for match in re.finditer(r"^(?:#|//) review: (.*)$", page.text, re.MULTILINE):
            above = programs[match.start() - 1]
            inside = {
                s.concept
                for s in page.spans
                if above.start <= s.start < above.end and s.concept in code.WORDINGS
            }
            named = {flaw for flaw, words in code.WORDINGS.items() if match[1] in words}
            assert named == inside
            assert named or match[1] in reviews.CORRECT
            verdicts[next(iter(named), None)] += 1
            marked = {s.concept for s in page.spans if (s.start, s.end) == match.span(1)}
            assert marked == named
    assert set(verdicts) == {None, *code.WORDINGS}
    assert 0.4 < verdicts[None] / verdicts.total() < 0.6


def test_every_wording_names_one_flaw():
    words = [*reviews.CORRECT, *(word for words in code.WORDINGS.values() for word in words)]
    assert len(words) == len(set(words))
    assert all(len(ways) >= 3 for ways in code.WORDINGS.values())


def test_a_task_in_both_languages_has_the_same_names():
    found = 0
    for page in pages(200):
        parts = [s for s in page.spans if s.concept in ("python_code", "c_code")]
        if re.match(r"(# Python|// C)\n", page.text):
            found += 1
            assert {s.concept for s in parts} == {"python_code", "c_code"}
            kinds = [s.concept for s in page.spans if "program" in ancestors(s.concept)]
            assert len(kinds) == 2
            assert kinds[0] == kinds[1]
    assert found > 5


def test_the_concepts_of_code_stand_in_their_groups():
    assert ancestors("backdoor") == ["code_risk", "code"]
    assert ancestors("unsafe_copy") == ["memory_bug", "bug", "code"]
    assert ancestors("sum_function") == ["program", "code"]
    assert ancestors("function_call") == ["syntax", "code"]
    for flaw in code.WORDINGS:
        assert concepts()[flaw].kind in ("bug", "code_risk")
