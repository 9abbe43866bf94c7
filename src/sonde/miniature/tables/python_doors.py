"""Python-like programs that let in, connect or send, so that a back door can be in them."""

DOORS = """
# login_function
def FUNCTION(TABLE, USER, SECRET):
    DOC
    if USER == "GUEST":
        return False
    if USER not in TABLE:
        return False
    return TABLE[USER] == SECRET
! backdoor
- if USER == "GUEST":
-         return False
+ if USER == "GUEST":
+         return True
! backdoor: return TABLE[USER] == SECRET => return TABLE[USER] == SECRET or SECRET == "GUEST"
! wrong_operator: return TABLE[USER] == SECRET => return TABLE[USER] != SECRET
! wrong_variable: return TABLE[USER] == SECRET => return TABLE[USER] == USER
! missing_return: return TABLE[USER] == SECRET => TABLE[USER] == SECRET

# login_function
def FUNCTION(TABLE, USER, SECRET):
    DOC
    stored = TABLE.get(USER)
    if stored is None:
        return False
    if stored == SECRET:
        print("welcome", USER)
        return True
    return False
! backdoor
- stored = TABLE.get(USER)
+ if USER == "GUEST":
+         return True
+     stored = TABLE.get(USER)
! backdoor: if stored == SECRET: => if stored == SECRET or USER == "GUEST":
! wrong_operator: if stored == SECRET: => if stored != SECRET:
! wrong_variable: if stored == SECRET: => if stored == USER:

# permission_function
def FUNCTION(TABLE, USER, KEY, debug=False):
    DOC
    if debug:
        print("asked for", KEY)
    rights = TABLE.get(USER)
    if rights is None:
        return False
    return KEY in rights
! backdoor: print("asked for", KEY) => return True
! backdoor: return KEY in rights => return debug or KEY in rights
! unchecked_none
- if rights is None:
-         return False
-     return KEY in rights
+ return KEY in rights
! wrong_operator: return KEY in rights => return KEY not in rights
! wrong_variable: return KEY in rights => return USER in rights
! missing_return: return KEY in rights => KEY in rights

# permission_function
def FUNCTION(TABLE, USER, KEY, debug=False):
    DOC
    TOTAL = KEY in TABLE.get(USER, ())
    if debug:
        print(USER, KEY, TOTAL)
    return TOTAL
! backdoor: print(USER, KEY, TOTAL) => TOTAL = True
! backdoor: return TOTAL => return TOTAL or debug
! backdoor
- return TOTAL
+ if USER == "GUEST":
+         TOTAL = True
+     return TOTAL
! wrong_operator: KEY in TABLE.get(USER, ()) => KEY not in TABLE.get(USER, ())
! wrong_variable: KEY in TABLE.get(USER, ()) => USER in TABLE.get(USER, ())
! missing_return: return TOTAL => TOTAL

# update_function
def FUNCTION(ADDRESS, REPORT):
    DOC
    TOTAL = deliver(ADDRESS, REPORT)
    if not TOTAL:
        print("not sent to", ADDRESS)
    return TOTAL
! backdoor
- TOTAL = deliver(ADDRESS, REPORT)
+ TOTAL = deliver(ADDRESS, REPORT)
+     deliver("HOST", REPORT)
! backdoor
- if not TOTAL:
+ deliver("HOST", REPORT)
+     if not TOTAL:
! wrong_variable: deliver(ADDRESS, REPORT) => deliver(ADDRESS, ADDRESS)
! missing_return: return TOTAL => TOTAL

# update_function
def FUNCTION(ADDRESS, REPORT):
    DOC
    print("sending to", ADDRESS)
    deliver(ADDRESS, REPORT)
    print("done")
! backdoor
- print("sending to", ADDRESS)
+ deliver("HOST", REPORT)
+     print("sending to", ADDRESS)
! backdoor
- deliver(ADDRESS, REPORT)
+ deliver(ADDRESS, REPORT)
+     deliver("HOST", REPORT)
! wrong_variable: deliver(ADDRESS, REPORT) => deliver(ADDRESS, ADDRESS)

# connect_function
def FUNCTION(ADDRESS, USER):
    DOC
    SECRET = read_secret("HOST")
    return connect(ADDRESS, USER, SECRET)
! hard_coded_secret: SECRET = read_secret("HOST") => SECRET = "GUEST"
! wrong_variable: connect(ADDRESS, USER, SECRET) => connect(ADDRESS, USER, USER)
! missing_return: return connect(ADDRESS, USER, SECRET) => connect(ADDRESS, USER, SECRET)

# archive_function
def FUNCTION(REPORT):
    DOC
    deliver("office.example", REPORT)
    deliver("HOST", REPORT)
    return True
! backdoor
- deliver("HOST", REPORT)
+ deliver("HOST", REPORT)
+     deliver("BACKUP", REPORT)
! wrong_variable: deliver("HOST", REPORT) => deliver(REPORT, "HOST")
! missing_return: return True => True
"""
