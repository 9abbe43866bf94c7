"""A small Python-like language: correct functions, and the one line that a planted bug changes.

Names in capitals are replaced. A program is (titles, body, bugs it can carry), and a bug
is (name, right code, wrong code).
"""

NAMES = {
    "LIST": ("values", "items", "numbers", "data", "rows"),
    "ITEM": ("value", "item", "entry", "x"),
    "TOTAL": ("total", "result", "answer", "out"),
    "INDEX": ("i", "k", "index"),
    "NUMBER": ("n", "number", "size"),
    "PATH": ("path", "filename", "source"),
}

PROGRAMS = {
    "sum_function": (
        ("add_all", "total_of", "sum_list"),
        '''
def FUNCTION(LIST):
    """Add up all the numbers."""
    TOTAL = 0
    for INDEX in range(len(LIST)):
        TOTAL += LIST[INDEX]
    return TOTAL
''',
        (
            ("off_by_one", "range(len(LIST)):", "range(len(LIST) + 1):"),
            ("wrong_operator", "TOTAL += LIST[INDEX]", "TOTAL -= LIST[INDEX]"),
            ("missing_return", "return TOTAL", "TOTAL"),
        ),
    ),
    "maximum_function": (
        ("largest", "find_max", "biggest_of"),
        '''
def FUNCTION(LIST):
    """Find the largest number."""
    TOTAL = LIST[0]
    for ITEM in LIST:
        if ITEM > TOTAL:
            TOTAL = ITEM
    return TOTAL
''',
        (
            ("wrong_operator", "if ITEM > TOTAL:", "if ITEM < TOTAL:"),
            ("wrong_variable", "return TOTAL", "return LIST"),
            ("off_by_one", "TOTAL = LIST[0]", "TOTAL = LIST[len(LIST)]"),
        ),
    ),
    "count_function": (
        ("count_of", "how_many", "occurrences"),
        '''
def FUNCTION(LIST, wanted):
    """Count how often wanted occurs."""
    TOTAL = 0
    for ITEM in LIST:
        if ITEM == wanted:
            TOTAL += 1
    return TOTAL
''',
        (
            ("wrong_operator", "if ITEM == wanted:", "if ITEM != wanted:"),
            ("missing_return", "return TOTAL", "TOTAL"),
            ("wrong_variable", "if ITEM == wanted:", "if LIST == wanted:"),
        ),
    ),
    "reverse_function": (
        ("backwards", "reverse_list", "flip"),
        '''
def FUNCTION(LIST):
    """Return the list in reverse order."""
    TOTAL = []
    for INDEX in range(len(LIST)):
        TOTAL.append(LIST[len(LIST) - 1 - INDEX])
    return TOTAL
''',
        (
            ("off_by_one", "LIST[len(LIST) - 1 - INDEX]", "LIST[len(LIST) - INDEX]"),
            ("wrong_variable", "return TOTAL", "return INDEX"),
        ),
    ),
    "factorial_function": (
        ("factorial", "product_up_to"),
        '''
def FUNCTION(NUMBER):
    """Multiply all numbers from 1 to NUMBER."""
    TOTAL = 1
    for INDEX in range(1, NUMBER + 1):
        TOTAL *= INDEX
    return TOTAL
''',
        (
            ("off_by_one", "range(1, NUMBER + 1):", "range(1, NUMBER):"),
            ("wrong_operator", "TOTAL *= INDEX", "TOTAL += INDEX"),
            ("missing_return", "return TOTAL", "TOTAL"),
        ),
    ),
    "average_function": (
        ("average", "mean_of"),
        '''
def FUNCTION(LIST):
    """Return the mean of the numbers."""
    TOTAL = sum(LIST)
    return TOTAL / len(LIST)
''',
        (
            ("wrong_operator", "TOTAL / len(LIST)", "TOTAL * len(LIST)"),
            ("off_by_one", "TOTAL / len(LIST)", "TOTAL / (len(LIST) - 1)"),
        ),
    ),
    "search_function": (
        ("find", "position_of", "search"),
        '''
def FUNCTION(LIST, wanted):
    """Return the position of wanted, or None."""
    for INDEX, ITEM in enumerate(LIST):
        if ITEM == wanted:
            return INDEX
    return None
''',
        (
            ("wrong_variable", "return INDEX", "return ITEM"),
            ("off_by_one", "return INDEX", "return INDEX + 1"),
            ("wrong_operator", "if ITEM == wanted:", "if ITEM != wanted:"),
        ),
    ),
    "file_function": (
        ("read_lines", "load_text", "read_all"),
        '''
def FUNCTION(PATH):
    """Read the lines of a file."""
    with open(PATH) as file:
        TOTAL = file.read()
    return TOTAL.splitlines()
''',
        (
            (
                "unclosed_file",
                "with open(PATH) as file:\n        TOTAL",
                "file = open(PATH)\n    TOTAL",
            ),
            ("wrong_variable", "TOTAL.splitlines()", "PATH.splitlines()"),
        ),
    ),
    "write_function": (
        ("save_text", "write_lines"),
        '''
def FUNCTION(PATH, LIST):
    """Write the rows to a file."""
    with open(PATH, "w") as file:
        for ITEM in LIST:
            file.write(ITEM)
''',
        (
            (
                "unclosed_file",
                'with open(PATH, "w") as file:\n        for ITEM in LIST:\n            file',
                'file = open(PATH, "w")\n    for ITEM in LIST:\n        file',
            ),
            ("wrong_variable", "file.write(ITEM)", "file.write(PATH)"),
        ),
    ),
    "even_function": (
        ("is_even", "even"),
        '''
def FUNCTION(NUMBER):
    """Whether NUMBER can be divided by two."""
    TOTAL = NUMBER % 2 == 0
    return TOTAL
''',
        (
            ("wrong_operator", "NUMBER % 2 == 0", "NUMBER % 2 == 1"),
            ("missing_return", "return TOTAL", "TOTAL"),
        ),
    ),
}

BUGS = {
    "off_by_one": ("off by one", "one step too far"),
    "wrong_operator": ("wrong operator", "the operator is wrong"),
    "wrong_variable": ("wrong variable", "the wrong name is used"),
    "missing_return": ("missing return", "the result is never returned"),
    "unclosed_file": ("unclosed file", "the file is never closed"),
}

CORRECT = ("correct", "no bug found", "looks good")
