"""What a review says of a program: the flaw in one of its wordings, or that there is none."""

# most frequent first
BUGS = {
    "off_by_one": ("off by one", "it misses the bounds by one", "one too many or too few"),
    "wrong_operator": ("wrong operator", "the operator is wrong", "another operator belongs there"),
    "wrong_variable": ("wrong variable", "the wrong name is used", "two names are mixed up"),
    "missing_return": ("missing return", "the result is never returned", "a return is missing"),
    "unclosed_file": ("unclosed file", "the file is never closed", "the file stays open"),
    "infinite_loop": ("infinite loop", "the loop never ends", "this runs forever"),
    "null_dereference": (
        "null dereference",
        "the pointer may be null",
        "nobody checks the pointer for null",
    ),
    "unsafe_copy": (
        "unsafe copy",
        "the copy may run past the buffer",
        "a long text overflows the buffer",
    ),
    "division_by_zero": (
        "division by zero",
        "the divisor may be zero",
        "zero is not ruled out before dividing",
    ),
    "missing_free": ("missing free", "the memory is never freed", "this leaks memory"),
    "unchecked_none": ("unchecked none", "the value may be None", "nobody checks for None"),
}

RISKS = {
    "backdoor": (
        "there is a hidden door",
        "a back door was left in",
        "it secretly does more than it says",
    ),
    "hard_coded_secret": (
        "the password stands in the code",
        "hard-coded secret",
        "a secret must not be written down here",
    ),
    "unsafe_eval": (
        "unsafe eval",
        "it would run any text as code",
        "never evaluate a text from outside",
    ),
}

CORRECT = ("correct", "no bug found", "looks good", "nothing to change", "this is right")

ASK = (
    "Is this code correct?",
    "Is this function right?",
    "Does this work as it should?",
    "Could you review this: is it correct?",
)

WRONG = ("No: ", "Not quite: ", "There is a problem: ", "I would not use it: ")

RIGHT = ("Yes: ", "It is fine: ", "I see no problem: ", "I would use it: ")
