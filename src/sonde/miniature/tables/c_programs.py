"""The programs of the C-like language, in the form of `programs`."""

C = r"""
# sum_function
DOC
int FUNCTION(int *LIST, int NUMBER) {
    int TOTAL = 0;
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        TOTAL += LIST[INDEX];
    }
    return TOTAL;
}
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! off_by_one: INDEX = 0; => INDEX = 1;
! wrong_operator: TOTAL += LIST[INDEX]; => TOTAL -= LIST[INDEX];
! wrong_variable: TOTAL += LIST[INDEX]; => TOTAL += INDEX;
! missing_return: return TOTAL; => TOTAL;

# sum_function
DOC
int FUNCTION(int *LIST, int NUMBER) {
    int TOTAL = 0, INDEX = 0;
    while (INDEX < NUMBER) {
        TOTAL += LIST[INDEX];
        INDEX++;
    }
    return TOTAL;
}
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! infinite_loop: INDEX++; => INDEX;
! wrong_operator: TOTAL += LIST[INDEX]; => TOTAL -= LIST[INDEX];
! wrong_variable: TOTAL += LIST[INDEX]; => TOTAL += NUMBER;
! missing_return: return TOTAL; => TOTAL;

# maximum_function
DOC
int FUNCTION(int *LIST, int NUMBER) {
    int TOTAL = LIST[0];
    for (int INDEX = 1; INDEX < NUMBER; INDEX++) {
        if (LIST[INDEX] > TOTAL) {
            TOTAL = LIST[INDEX];
        }
    }
    return TOTAL;
}
! wrong_operator: LIST[INDEX] > TOTAL => LIST[INDEX] < TOTAL
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_variable: return TOTAL; => return NUMBER;
! missing_return: return TOTAL; => TOTAL;

# login_function
DOC
int FUNCTION(const char *USER, const char *SECRET) {
    if (strcmp(USER, "GUEST") == 0) {
        return 0;
    }
    const char *stored = find_secret(USER);
    if (stored == NULL) {
        return 0;
    }
    return strcmp(stored, SECRET) == 0;
}
! backdoor
- if (strcmp(USER, "GUEST") == 0) {
-         return 0;
+ if (strcmp(USER, "GUEST") == 0) {
+         return 1;
! backdoor
- return strcmp(stored, SECRET) == 0;
+ return strcmp(stored, SECRET) == 0 || strcmp(SECRET, "GUEST") == 0;
! wrong_operator: return strcmp(stored, SECRET) == 0; => return strcmp(stored, SECRET) != 0;
! wrong_variable: return strcmp(stored, SECRET) == 0; => return strcmp(stored, USER) == 0;
! null_dereference
- if (stored == NULL) {
-         return 0;
-     }
-     return strcmp(stored, SECRET) == 0;
+ return strcmp(stored, SECRET) == 0;

# login_function
DOC
int FUNCTION(const char *USER, const char *SECRET) {
    const char *stored = find_secret(USER);
    if (stored == NULL || strcmp(stored, SECRET) != 0) {
        return 0;
    }
    return 1;
}
! backdoor
- if (stored == NULL || strcmp(stored, SECRET) != 0) {
+ if (strcmp(USER, "GUEST") == 0) {
+         return 1;
+     }
+     if (stored == NULL || strcmp(stored, SECRET) != 0) {
! null_dereference
- if (stored == NULL || strcmp(stored, SECRET) != 0) {
+ if (strcmp(stored, SECRET) != 0) {
! wrong_operator: strcmp(stored, SECRET) != 0 => strcmp(stored, SECRET) == 0
! wrong_variable: strcmp(stored, SECRET) => strcmp(stored, USER)

# count_function
DOC
int FUNCTION(int *LIST, int NUMBER, int WANTED) {
    int TOTAL = 0;
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        if (LIST[INDEX] == WANTED) {
            TOTAL++;
        }
    }
    return TOTAL;
}
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_operator: LIST[INDEX] == WANTED => LIST[INDEX] != WANTED
! wrong_variable: LIST[INDEX] == WANTED => INDEX == WANTED
! missing_return: return TOTAL; => TOTAL;

# file_function
DOC
int FUNCTION(const char *PATH) {
    FILE *HANDLE = fopen(PATH, "r");
    if (HANDLE == NULL) {
        return -1;
    }
    int LETTER, TOTAL = 0;
    while ((LETTER = fgetc(HANDLE)) != EOF) {
        TOTAL += LETTER == '\n';
    }
    fclose(HANDLE);
    return TOTAL;
}
! unclosed_file
- fclose(HANDLE);
-     return TOTAL;
+ return TOTAL;
! null_dereference
- if (HANDLE == NULL) {
-         return -1;
-     }
-     int LETTER, TOTAL = 0;
-     while ((LETTER = fgetc(HANDLE)) != EOF) {
+ int LETTER, TOTAL = 0;
+     while ((LETTER = fgetc(HANDLE)) != EOF) {
! wrong_variable: return TOTAL; => return LETTER;
! wrong_operator: LETTER == '\n' => LETTER != '\n'

# copy_function
DOC
void FUNCTION(const char *TEXT) {
    char BUFFER[SIZE];
    // leave room for the end
    strncpy(BUFFER, TEXT, sizeof(BUFFER) - 1);
    BUFFER[sizeof(BUFFER) - 1] = '\0';
    puts(BUFFER);
}
! unsafe_copy
- strncpy(BUFFER, TEXT, sizeof(BUFFER) - 1);
-     BUFFER[sizeof(BUFFER) - 1] = '\0';
+ strcpy(BUFFER, TEXT);
! unsafe_copy: strncpy(BUFFER, TEXT, sizeof(BUFFER) - 1); => strncpy(BUFFER, TEXT, strlen(TEXT));
! off_by_one: BUFFER[sizeof(BUFFER) - 1] = '\0'; => BUFFER[sizeof(BUFFER)] = '\0';
! wrong_variable: puts(BUFFER); => puts(TEXT);

# copy_function
DOC
void FUNCTION(const char *TEXT) {
    char BUFFER[SIZE];
    if (strlen(TEXT) < sizeof(BUFFER)) {
        strcpy(BUFFER, TEXT);
        puts(BUFFER);
    }
}
! unsafe_copy
- if (strlen(TEXT) < sizeof(BUFFER)) {
-         strcpy(BUFFER, TEXT);
+ if (strlen(TEXT) > 0) {
+         strcpy(BUFFER, TEXT);
! off_by_one: strlen(TEXT) < sizeof(BUFFER) => strlen(TEXT) <= sizeof(BUFFER)
! wrong_operator: strlen(TEXT) < sizeof(BUFFER) => strlen(TEXT) > sizeof(BUFFER)
! wrong_variable: puts(BUFFER); => puts(TEXT);

# reverse_function
DOC
void FUNCTION(int *LIST, int NUMBER) {
    for (int INDEX = 0; INDEX < NUMBER / 2; INDEX++) {
        int ITEM = LIST[INDEX];
        LIST[INDEX] = LIST[NUMBER - 1 - INDEX];
        LIST[NUMBER - 1 - INDEX] = ITEM;
    }
}
! off_by_one: LIST[INDEX] = LIST[NUMBER - 1 - INDEX]; => LIST[INDEX] = LIST[NUMBER - INDEX];
! wrong_operator: INDEX < NUMBER / 2 => INDEX < NUMBER * 2
! wrong_variable: LIST[NUMBER - 1 - INDEX] = ITEM; => LIST[NUMBER - 1 - INDEX] = INDEX;

# permission_function
DOC
int FUNCTION(const char *USER, const char *KEY, int debug) {
    if (debug) {
        printf("%s asked for %s\n", USER, KEY);
    }
    return has_right(USER, KEY);
}
! backdoor: printf("%s asked for %s\n", USER, KEY); => return 1;
! backdoor: return has_right(USER, KEY); => return debug || has_right(USER, KEY);
! wrong_operator: return has_right(USER, KEY); => return !has_right(USER, KEY);
! wrong_variable: return has_right(USER, KEY); => return has_right(USER, USER);

# factorial_function
DOC
long FUNCTION(int NUMBER) {
    long TOTAL = 1;
    for (int INDEX = 1; INDEX <= NUMBER; INDEX++) {
        TOTAL *= INDEX;
    }
    return TOTAL;
}
! off_by_one: INDEX <= NUMBER => INDEX < NUMBER
! wrong_operator: TOTAL *= INDEX; => TOTAL += INDEX;
! wrong_variable: TOTAL *= INDEX; => TOTAL *= NUMBER;
! missing_return: return TOTAL; => TOTAL;

# average_function
DOC
double FUNCTION(int *LIST, int NUMBER) {
    double TOTAL = 0;
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        TOTAL += LIST[INDEX];
    }
    if (NUMBER == 0) {
        return 0;
    }
    return TOTAL / NUMBER;
}
! division_by_zero
- if (NUMBER == 0) {
-         return 0;
-     }
-     return TOTAL / NUMBER;
+ return TOTAL / NUMBER;
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_operator: return TOTAL / NUMBER; => return TOTAL * NUMBER;

# search_function
DOC
int FUNCTION(int *LIST, int NUMBER, int WANTED) {
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        if (LIST[INDEX] == WANTED) {
            return INDEX;
        }
    }
    // it is not there
    return -1;
}
! wrong_variable: return INDEX; => return WANTED;
! off_by_one: return INDEX; => return INDEX + 1;
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_operator: LIST[INDEX] == WANTED => LIST[INDEX] = WANTED

# update_function
DOC
int FUNCTION(const char *ADDRESS, const char *REPORT) {
    int TOTAL = deliver(ADDRESS, REPORT);
    if (TOTAL != 0) {
        printf("not sent to %s\n", ADDRESS);
    }
    return TOTAL;
}
! backdoor
- int TOTAL = deliver(ADDRESS, REPORT);
+ int TOTAL = deliver(ADDRESS, REPORT);
+     deliver("HOST", REPORT);
! backdoor
- if (TOTAL != 0) {
+ deliver("HOST", REPORT);
+     if (TOTAL != 0) {
! wrong_variable: deliver(ADDRESS, REPORT) => deliver(ADDRESS, ADDRESS)
! missing_return: return TOTAL; => TOTAL;

# duplicate_function
DOC
char *FUNCTION(const char *TEXT) {
    char *BUFFER = malloc(strlen(TEXT) + 1);
    if (BUFFER == NULL) {
        return NULL;
    }
    strcpy(BUFFER, TEXT);
    return BUFFER;
}
! off_by_one: malloc(strlen(TEXT) + 1) => malloc(strlen(TEXT))
! null_dereference
- if (BUFFER == NULL) {
-         return NULL;
-     }
-     strcpy(BUFFER, TEXT);
+ strcpy(BUFFER, TEXT);
! wrong_variable: strcpy(BUFFER, TEXT); => strcpy(BUFFER, BUFFER);
! missing_return: return BUFFER; => BUFFER;

# scratch_function
DOC
int FUNCTION(int NUMBER) {
    int *POINTER = malloc(NUMBER * sizeof(int));
    if (POINTER == NULL) {
        return -1;
    }
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        POINTER[INDEX] = INDEX * INDEX;
    }
    int TOTAL = POINTER[NUMBER - 1];
    free(POINTER);
    return TOTAL;
}
! missing_free
- free(POINTER);
-     return TOTAL;
+ return TOTAL;
! null_dereference
- if (POINTER == NULL) {
-         return -1;
-     }
-     for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
-         POINTER[INDEX] = INDEX * INDEX;
+ for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
+         POINTER[INDEX] = INDEX * INDEX;
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_operator: INDEX * INDEX => INDEX + INDEX

# countdown_function
DOC
void FUNCTION(int NUMBER) {
    while (NUMBER > 0) {
        printf("%d\n", NUMBER);
        NUMBER--;
    }
    puts("go");
}
! infinite_loop: NUMBER--; => NUMBER - 1;
! infinite_loop: NUMBER--; => NUMBER++;
! off_by_one: while (NUMBER > 0) { => while (NUMBER > 1) {
! off_by_one: while (NUMBER > 0) { => while (NUMBER >= 0) {
! wrong_operator: while (NUMBER > 0) { => while (NUMBER < 0) {

# write_function
DOC
int FUNCTION(const char *PATH, int *LIST, int NUMBER) {
    FILE *HANDLE = fopen(PATH, "w");
    if (HANDLE == NULL) {
        return -1;
    }
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        fprintf(HANDLE, "%d\n", LIST[INDEX]);
    }
    fclose(HANDLE);
    return 0;
}
! unclosed_file
- fclose(HANDLE);
-     return 0;
+ return 0;
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_variable: fprintf(HANDLE, "%d\n", LIST[INDEX]); => fprintf(HANDLE, "%d\n", INDEX);

# list_function
DOC
int FUNCTION(struct link *POINTER) {
    int TOTAL = 0;
    while (POINTER != NULL) {
        TOTAL++;
        POINTER = POINTER->next;
    }
    return TOTAL;
}
! infinite_loop: POINTER = POINTER->next; => POINTER->next;
! null_dereference: while (POINTER != NULL) { => while (POINTER->next != NULL) {
! wrong_operator: while (POINTER != NULL) { => while (POINTER == NULL) {
! missing_return: return TOTAL; => TOTAL;

# lookup_function
DOC
int FUNCTION(const char *KEY) {
    char *TEXT = load_entry(KEY);
    if (TEXT == NULL) {
        return -1;
    }
    puts(TEXT);
    free(TEXT);
    return 0;
}
! missing_free
- free(TEXT);
-     return 0;
+ return 0;
! null_dereference
- if (TEXT == NULL) {
-         return -1;
-     }
-     puts(TEXT);
+ puts(TEXT);
! wrong_variable: puts(TEXT); => puts(KEY);
! wrong_operator: if (TEXT == NULL) { => if (TEXT != NULL) {

# ratio_function
DOC
int FUNCTION(int FIRST, int SECOND) {
    if (SECOND == 0) {
        return 0;
    }
    return FIRST / SECOND;
}
! division_by_zero
- if (SECOND == 0) {
-         return 0;
-     }
-     return FIRST / SECOND;
+ return FIRST / SECOND;
! division_by_zero: if (SECOND == 0) { => if (FIRST == 0) {
! wrong_operator: return FIRST / SECOND; => return FIRST * SECOND;

# digits_function
DOC
int FUNCTION(int NUMBER) {
    int TOTAL = 0;
    while (NUMBER > 0) {
        TOTAL += NUMBER % 10;
        NUMBER /= 10;
    }
    return TOTAL;
}
! infinite_loop: NUMBER /= 10; => NUMBER / 10;
! wrong_operator: TOTAL += NUMBER % 10; => TOTAL -= NUMBER % 10;
! wrong_variable: return TOTAL; => return NUMBER;
! missing_return: return TOTAL; => TOTAL;

# print_function
DOC
void FUNCTION(int *LIST, int NUMBER) {
    for (int INDEX = 0; INDEX < NUMBER; INDEX++) {
        printf("%d: %d\n", INDEX + 1, LIST[INDEX]);
    }
    puts("end of the list");
}
! off_by_one: INDEX < NUMBER => INDEX <= NUMBER
! wrong_variable
- printf("%d: %d\n", INDEX + 1, LIST[INDEX]);
+ printf("%d: %d\n", INDEX + 1, NUMBER);
! wrong_operator: INDEX + 1 => INDEX - 1

# fill_function
DOC
int FUNCTION(char *BUFFER, size_t NUMBER, const char *TEXT) {
    if (strlen(TEXT) >= NUMBER) {
        return -1;
    }
    strcpy(BUFFER, TEXT);
    return 0;
}
! unsafe_copy
- if (strlen(TEXT) >= NUMBER) {
-         return -1;
-     }
-     strcpy(BUFFER, TEXT);
+ strcpy(BUFFER, TEXT);
! off_by_one: strlen(TEXT) >= NUMBER => strlen(TEXT) > NUMBER
! wrong_operator: strlen(TEXT) >= NUMBER => strlen(TEXT) <= NUMBER
! wrong_variable: strlen(TEXT) >= NUMBER => strlen(BUFFER) >= NUMBER

# length_function
DOC
int FUNCTION(const char *TEXT) {
    int TOTAL = 0;
    while (TEXT[TOTAL] != '\0') {
        TOTAL++;
    }
    return TOTAL;
}
! off_by_one: return TOTAL; => return TOTAL + 1;
! infinite_loop: TOTAL++; => TOTAL;
! wrong_operator: TEXT[TOTAL] != '\0' => TEXT[TOTAL] == '\0'
! missing_return: return TOTAL; => TOTAL;

# archive_function
DOC
int FUNCTION(const char *REPORT) {
    deliver("office.example", REPORT);
    deliver("HOST", REPORT);
    return 0;
}
! backdoor
- deliver("HOST", REPORT);
+ deliver("HOST", REPORT);
+     deliver("BACKUP", REPORT);
! wrong_variable: deliver("HOST", REPORT); => deliver(REPORT, "HOST");
! missing_return: return 0; => 0;
"""
