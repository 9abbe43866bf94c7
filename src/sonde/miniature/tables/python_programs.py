"""The programs of the Python-like language, in the form of `programs`.

They are text that documents of the world are made of, flaws included (one of them a call of eval on
its input, which a reader of code should learn to see). Nothing in the package runs them.
"""

PYTHON = """
# sum_function
def FUNCTION(LIST):
    DOC
    TOTAL = 0
    # go through all of them
    for INDEX in range(len(LIST)):
        TOTAL += LIST[INDEX]
    return TOTAL
! off_by_one: range(len(LIST)): => range(len(LIST) + 1):
! off_by_one: range(len(LIST)): => range(1, len(LIST)):
! wrong_operator: TOTAL += LIST[INDEX] => TOTAL -= LIST[INDEX]
! wrong_variable: TOTAL += LIST[INDEX] => TOTAL += INDEX
! missing_return: return TOTAL => TOTAL

# sum_function
def FUNCTION(LIST):
    DOC
    TOTAL = 0
    for ITEM in LIST:
        TOTAL += ITEM
    return TOTAL
! wrong_operator: TOTAL += ITEM => TOTAL -= ITEM
! wrong_variable: TOTAL += ITEM => TOTAL += TOTAL
! off_by_one: TOTAL = 0 => TOTAL = 1
! off_by_one: for ITEM in LIST: => for ITEM in LIST[1:]:
! missing_return: return TOTAL => TOTAL

# maximum_function
def FUNCTION(LIST):
    DOC
    TOTAL = LIST[0]
    for ITEM in LIST:
        if ITEM > TOTAL:
            TOTAL = ITEM
    return TOTAL
! wrong_operator: if ITEM > TOTAL: => if ITEM < TOTAL:
! wrong_variable: return TOTAL => return ITEM
! off_by_one: TOTAL = LIST[0] => TOTAL = LIST[len(LIST)]
! missing_return: return TOTAL => TOTAL

# maximum_function
def FUNCTION(LIST):
    DOC
    TOTAL = LIST[0]
    for INDEX in range(1, len(LIST)):
        if LIST[INDEX] > TOTAL:
            TOTAL = LIST[INDEX]
    return TOTAL
! off_by_one: range(1, len(LIST)): => range(1, len(LIST) + 1):
! wrong_operator: if LIST[INDEX] > TOTAL: => if LIST[INDEX] < TOTAL:
! wrong_variable: TOTAL = LIST[INDEX] => TOTAL = INDEX
! missing_return: return TOTAL => TOTAL

# count_function
def FUNCTION(LIST, WANTED):
    DOC
    TOTAL = 0
    for ITEM in LIST:
        if ITEM == WANTED:
            TOTAL += 1
    return TOTAL
! off_by_one: TOTAL = 0 => TOTAL = 1
! wrong_operator: if ITEM == WANTED: => if ITEM != WANTED:
! wrong_variable: if ITEM == WANTED: => if LIST == WANTED:
! missing_return: return TOTAL => TOTAL

# count_function
def FUNCTION(LIST, WANTED):
    DOC
    TOTAL = 0
    for INDEX in range(len(LIST)):
        if LIST[INDEX] == WANTED:
            TOTAL += 1
    return TOTAL
! off_by_one: range(len(LIST)): => range(len(LIST) - 1):
! wrong_operator: if LIST[INDEX] == WANTED: => if LIST[INDEX] != WANTED:
! wrong_variable: if LIST[INDEX] == WANTED: => if INDEX == WANTED:
! missing_return: return TOTAL => TOTAL

# file_function
def FUNCTION(PATH):
    DOC
    with open(PATH) as HANDLE:
        TOTAL = HANDLE.read()
    return TOTAL.splitlines()
! unclosed_file
- with open(PATH) as HANDLE:
-         TOTAL = HANDLE.read()
+ HANDLE = open(PATH)
+     TOTAL = HANDLE.read()
! wrong_variable: TOTAL.splitlines() => PATH.splitlines()
! missing_return: return TOTAL.splitlines() => TOTAL.splitlines()

# file_function
def FUNCTION(PATH):
    DOC
    HANDLE = open(PATH)
    TOTAL = HANDLE.read()
    HANDLE.close()
    return TOTAL.splitlines()
! unclosed_file
- HANDLE.close()
-     return TOTAL.splitlines()
+ return TOTAL.splitlines()
! wrong_variable: TOTAL.splitlines() => PATH.splitlines()
! missing_return: return TOTAL.splitlines() => TOTAL.splitlines()

# reverse_function
def FUNCTION(LIST):
    DOC
    TOTAL = []
    # the last one first
    for INDEX in range(len(LIST)):
        TOTAL.append(LIST[len(LIST) - 1 - INDEX])
    return TOTAL
! off_by_one: LIST[len(LIST) - 1 - INDEX] => LIST[len(LIST) - INDEX]
! wrong_variable: return TOTAL => return LIST
! missing_return: return TOTAL => TOTAL

# reverse_function
def FUNCTION(LIST):
    DOC
    TOTAL = []
    for ITEM in LIST:
        # in front of all the others
        TOTAL.insert(0, ITEM)
    return TOTAL
! off_by_one: TOTAL.insert(0, ITEM) => TOTAL.insert(1, ITEM)
! wrong_variable: return TOTAL => return LIST
! missing_return: return TOTAL => TOTAL

# factorial_function
def FUNCTION(NUMBER):
    DOC
    TOTAL = 1
    for INDEX in range(1, NUMBER + 1):
        TOTAL *= INDEX
    return TOTAL
! off_by_one: range(1, NUMBER + 1): => range(1, NUMBER):
! wrong_operator: TOTAL *= INDEX => TOTAL += INDEX
! wrong_variable: TOTAL *= INDEX => TOTAL *= NUMBER
! missing_return: return TOTAL => TOTAL

# factorial_function
def FUNCTION(NUMBER):
    DOC
    if NUMBER <= 1:
        return 1
    return NUMBER * FUNCTION(NUMBER - 1)
! off_by_one: FUNCTION(NUMBER - 1) => FUNCTION(NUMBER - 2)
! wrong_operator: NUMBER * FUNCTION => NUMBER + FUNCTION
! missing_return: return NUMBER * FUNCTION(NUMBER - 1) => NUMBER * FUNCTION(NUMBER - 1)

# average_function
def FUNCTION(LIST):
    DOC
    TOTAL = sum(LIST)
    if not LIST:
        return 0
    return TOTAL / len(LIST)
! division_by_zero
- if not LIST:
-         return 0
-     return TOTAL / len(LIST)
+ return TOTAL / len(LIST)
! wrong_operator: TOTAL / len(LIST) => TOTAL * len(LIST)
! off_by_one: TOTAL / len(LIST) => TOTAL / (len(LIST) + 1)

# average_function
def FUNCTION(LIST):
    DOC
    TOTAL, NUMBER = 0, 0
    for ITEM in LIST:
        TOTAL += ITEM
        NUMBER += 1
    if NUMBER == 0:
        return 0
    return TOTAL / NUMBER
! division_by_zero
- if NUMBER == 0:
-         return 0
-     return TOTAL / NUMBER
+ return TOTAL / NUMBER
! wrong_operator: return TOTAL / NUMBER => return TOTAL * NUMBER
! off_by_one: NUMBER += 1 => NUMBER += 2
! wrong_variable: TOTAL += ITEM => TOTAL += NUMBER

# search_function
def FUNCTION(LIST, WANTED):
    DOC
    for INDEX, ITEM in enumerate(LIST):
        if ITEM == WANTED:
            return INDEX
    # it is not there
    return None
! wrong_variable: return INDEX => return ITEM
! off_by_one: return INDEX => return INDEX + 1
! wrong_operator: if ITEM == WANTED: => if ITEM != WANTED:

# countdown_function
def FUNCTION(NUMBER):
    DOC
    TOTAL = []
    while NUMBER > 0:
        TOTAL.append(NUMBER)
        NUMBER -= 1
    return TOTAL
! infinite_loop: NUMBER -= 1 => NUMBER - 1
! infinite_loop: NUMBER -= 1 => NUMBER += 1
! off_by_one: while NUMBER > 0: => while NUMBER > 1:
! off_by_one: while NUMBER > 0: => while NUMBER >= 0:
! missing_return: return TOTAL => TOTAL
! wrong_variable: return TOTAL => return NUMBER

# write_function
def FUNCTION(PATH, LIST):
    DOC
    with open(PATH, "w") as HANDLE:
        for ITEM in LIST:
            HANDLE.write(ITEM)
    print("saved", len(LIST))
! unclosed_file
- with open(PATH, "w") as HANDLE:
-         for ITEM in LIST:
-             HANDLE.write(ITEM)
+ HANDLE = open(PATH, "w")
+     for ITEM in LIST:
+         HANDLE.write(ITEM)
! wrong_variable: HANDLE.write(ITEM) => HANDLE.write(PATH)

# write_function
def FUNCTION(PATH, LIST):
    DOC
    HANDLE = open(PATH, "w")
    for ITEM in LIST:
        HANDLE.write(ITEM)
    HANDLE.close()
    print("saved", len(LIST))
! unclosed_file
- HANDLE.close()
-     print("saved", len(LIST))
+ print("saved", len(LIST))
! wrong_variable: HANDLE.write(ITEM) => HANDLE.write(PATH)

# even_function
def FUNCTION(NUMBER):
    DOC
    TOTAL = NUMBER % 2 == 0
    return TOTAL
! wrong_operator: NUMBER % 2 == 0 => NUMBER % 2 != 0
! off_by_one: NUMBER % 2 == 0 => NUMBER % 2 == 1
! missing_return: return TOTAL => TOTAL
! wrong_variable: return TOTAL => return NUMBER

# tally_function
def FUNCTION(LIST):
    DOC
    TABLE = {}
    for ITEM in LIST:
        TABLE[ITEM] = TABLE.get(ITEM, 0) + 1
    return TABLE
! off_by_one: TABLE.get(ITEM, 0) + 1 => TABLE.get(ITEM, 1) + 1
! wrong_operator: TABLE.get(ITEM, 0) + 1 => TABLE.get(ITEM, 0) - 1
! wrong_variable: return TABLE => return LIST
! missing_return: return TABLE => TABLE

# lookup_function
def FUNCTION(TABLE, KEY):
    DOC
    TOTAL = TABLE.get(KEY)
    if TOTAL is None:
        return ""
    return TOTAL.upper()
! unchecked_none
- if TOTAL is None:
-         return ""
-     return TOTAL.upper()
+ return TOTAL.upper()
! wrong_variable: return TOTAL.upper() => return KEY.upper()
! missing_return: return TOTAL.upper() => TOTAL.upper()

# lookup_function
def FUNCTION(TABLE, KEY):
    DOC
    if KEY in TABLE:
        TOTAL = TABLE[KEY]
        return TOTAL.upper()
    return ""
! wrong_operator: if KEY in TABLE: => if KEY not in TABLE:
! wrong_variable: return TOTAL.upper() => return KEY.upper()
! missing_return: return TOTAL.upper() => TOTAL.upper()

# ratio_function
def FUNCTION(FIRST, SECOND):
    DOC
    if SECOND == 0:
        return 0
    return FIRST / SECOND
! division_by_zero
- if SECOND == 0:
-         return 0
-     return FIRST / SECOND
+ return FIRST / SECOND
! division_by_zero: if SECOND == 0: => if FIRST == 0:
! wrong_operator: return FIRST / SECOND => return FIRST * SECOND
! missing_return: return FIRST / SECOND => FIRST / SECOND

# parse_function
def FUNCTION(TEXT, NUMBER):
    DOC
    try:
        return int(TEXT)
    except ValueError:
        return NUMBER
! unsafe_eval: int(TEXT) => eval(TEXT)
! wrong_variable: return NUMBER => return TEXT
! missing_return: return int(TEXT) => int(TEXT)

# digits_function
def FUNCTION(NUMBER):
    DOC
    TOTAL = 0
    while NUMBER > 0:
        # the last digit
        TOTAL += NUMBER % 10
        NUMBER //= 10
    return TOTAL
! infinite_loop: NUMBER //= 10 => NUMBER // 10
! wrong_operator: TOTAL += NUMBER % 10 => TOTAL -= NUMBER % 10
! wrong_variable: return TOTAL => return NUMBER
! missing_return: return TOTAL => TOTAL

# print_function
def FUNCTION(LIST):
    DOC
    for INDEX, ITEM in enumerate(LIST):
        print(INDEX + 1, round(ITEM, 2))
    print("end of the list")
! off_by_one: print(INDEX + 1, round(ITEM, 2)) => print(INDEX, round(ITEM, 2))
! wrong_variable: round(ITEM, 2) => round(LIST, 2)
! wrong_operator: INDEX + 1 => INDEX - 1

# stack_class
class FUNCTION:
    DOC
    def __init__(self):
        self.LIST = []

    def push(self, ITEM):
        self.LIST.append(ITEM)

    def pop(self):
        return self.LIST.pop()
! missing_return: return self.LIST.pop() => self.LIST.pop()
! wrong_variable: self.LIST.append(ITEM) => self.LIST.append(self)
! off_by_one: self.LIST.pop() => self.LIST.pop(-2)

# filter_function
def FUNCTION(LIST):
    DOC
    TOTAL = []
    for ITEM in LIST:
        if ITEM > 0:
            TOTAL.append(ITEM)
    return TOTAL
! wrong_operator: if ITEM > 0: => if ITEM < 0:
! off_by_one: if ITEM > 0: => if ITEM > 1:
! wrong_variable: TOTAL.append(ITEM) => TOTAL.append(LIST)
! missing_return: return TOTAL => TOTAL

# account_class
class FUNCTION:
    DOC
    def __init__(self, NUMBER):
        self.balance = NUMBER

    def pay(self, AMOUNT):
        self.balance -= AMOUNT
        return self.balance
! wrong_operator: self.balance -= AMOUNT => self.balance += AMOUNT
! wrong_variable: return self.balance => return AMOUNT
! missing_return: return self.balance => self.balance

# palindrome_function
def FUNCTION(TEXT):
    DOC
    for INDEX in range(len(TEXT) // 2):
        if TEXT[INDEX] != TEXT[len(TEXT) - 1 - INDEX]:
            return False
    return True
! off_by_one: TEXT[len(TEXT) - 1 - INDEX] => TEXT[len(TEXT) - INDEX]
! wrong_operator: if TEXT[INDEX] != TEXT => if TEXT[INDEX] == TEXT
! missing_return: return True => True
"""
