"""Small programs, correct, and the one place that a planted flaw changes.

Words in capitals are roles: NAMES gives the names a role can have, and the names of two roles never
meet. TITLES has a line for each kind of program, the most frequent first: its names, and what its
comment says. A body follows the kind after `#`; below it stand the flaws that it can carry:

    ! name of the flaw: right text, which occurs once in the body => wrong text

Longer texts stand in lines of their own, the right ones behind `-` and the wrong ones behind `+`.
A role that stands for another takes another of its names. Lines that are only a comment are left
out now and then, DOC among them.

The bodies lie beside this module as text, `python_programs.txt`, `python_doors.txt` (what lets in,
connects or sends, so that a back door can be in it) and `c_programs.txt`: documents of the world
are made of them, flaws included, and nothing in the package runs them.
"""

NAMES = """
LIST    values items numbers data rows scores prices readings
ITEM    value item entry x element each current v
TOTAL   total result answer out found acc outcome res
INDEX   i j k index idx pos place t
NUMBER  n number size limit count m bound top
PATH    path filename source location file_path file_name where log_path
HANDLE  file handle f stream fh opened fp reader
WANTED  wanted target goal needle sought query probe seek
TEXT    text sentence line phrase s string remark saying
LETTER  c ch letter sign symbol mark glyph character
TABLE   table mapping lookup stock ages d entries records
KEY     key name label word field tag title term
FIRST   a left first one u big former lhs
SECOND  b right second two w small latter rhs
AMOUNT  amount change quantity delta units extra payment step
BUFFER  buffer copy dest room space local slot area
SIZE    16 24 32 48 64 80 128 256
POINTER p node ptr cell block memory chunk head
USER    user login account member username visitor client person
SECRET  password secret passphrase pin token given attempt passcode
GUEST   guest old_friend night_owl mole gardener shadow test_account nobody
REPORT  report summary packet payload news bulletin notice digest
ADDRESS address server host receiver url destination endpoint recipient
HOST    mirror.example quiet.example depot.example hill.example north.example grey.example
BACKUP  HOST
"""

TITLES = """
sum_function        | add_all total_of sum_list sum_up add_up sum_of whole_sum grand_total
                    | Add up all the numbers. | The sum of everything. | Sum the values.
maximum_function    | largest find_max biggest_of maximum highest top_of greatest max_of
                    | Find the largest number. | The highest value. | Look for the maximum.
login_function      | log_in check_login sign_in may_enter authenticate let_in check_password
                    | Whether the password fits. | Check a login. | Let known users in.
copy_function       | show_copy print_name echo_text keep_text copy_and_show store_text
                    | Copy a text and show it. | Keep a copy of the text. | Make a local copy.
count_function      | count_of how_many occurrences count_matches times_seen count_equal
                    | Count how often WANTED occurs. | How many are equal. | Count the matches.
lookup_function     | look_up entry_of find_entry fetch_name get_entry fetch_entry
                    | Look up an entry. | Fetch an entry by its name. | Find the entry.
file_function       | read_lines load_text read_all load_lines lines_of open_and_read
                    | Read the lines of a file. | Go through a text file. | Load a file.
reverse_function    | backwards reverse_list flip reversed_order turn_around mirror_list
                    | Put the list in reverse order. | Turn the list around. | Last comes first.
parse_function      | to_number parse_number read_number as_number number_from whole_number
                    | Read a number from a text. | The number, or a default. | Parse a text.
scratch_function    | last_square squares squares_up_to square_table fill_squares make_squares
                    | The last of the squares. | Fill a table of squares. | Squares in a table.
permission_function | may_open is_allowed may_do can_use check_rights access_granted
                    | Whether the user may do this. | Check the permission. | Look up the right.
connect_function    | open_database connect_to database start_session open_store join_server
                    | Connect with a password. | Open a connection. | Start a session.
fill_function       | fill_in checked_copy put_text copy_text set_text place_text
                    | Copy the text if it fits. | Fill the field. | A copy with a check.
factorial_function  | factorial product_up_to fact multiply_up factorial_of product_to
                    | Multiply all numbers from 1 to NUMBER. | The factorial. | A long product.
average_function    | average mean_of mean average_of middle_value mean_value
                    | The mean of the numbers. | Sum divided by length. | Average the values.
search_function     | find position_of search locate where_is first_place index_of
                    | The position of WANTED. | Look for WANTED. | Where WANTED first stands.
update_function     | send_update report_home push_update publish send_report upload_data
                    | Send the data to one address. | Report to the server. | Send an update.
duplicate_function  | duplicate clone_text new_copy copy_of twin_of text_twin
                    | A new copy of the text. | Copy a text to new memory. | Clone the text.
countdown_function  | countdown count_down down_from backwards_from launch falling_numbers
                    | Count down to one. | From NUMBER down to 1. | A countdown.
write_function      | save_text write_lines save_rows store_lines dump_rows export_rows
                    | Write the rows to a file. | Save everything. | Store the lines.
even_function       | is_even even divisible_by_two check_even is_even_number pairs_up
                    | Whether the number is even. | Can it be halved? | Even or odd.
tally_function      | tally count_each histogram frequencies count_words how_often
                    | Count each entry. | How often each one occurs. | A table of counts.
list_function       | list_length chain_length count_nodes nodes_in chain_size walk
                    | Count the nodes of a list. | The length of the chain. | Walk to the end.
ratio_function      | ratio divide share_of quotient safe_divide part_of
                    | The first over the second. | Divide safely. | A ratio, or 0.
digits_function     | digit_sum sum_digits cross_sum add_digits digits_of sum_of_digits
                    | Add up the digits. | The sum of all digits. | The digit sum.
print_function      | show_all print_list show_numbered report_all number_lines list_out
                    | Print a numbered list. | Show every value. | One line for each.
stack_class         | Stack Pile Tower Heap Deck Shelf
                    | A stack of things. | Last in, first out. | A pile.
filter_function     | positives keep_positive above_zero only_positive filter_list drop_negative
                    | Keep the positive numbers. | Drop zero and below. | All above zero.
account_class       | Account Balance Purse Wallet Budget Savings
                    | Money that comes and goes. | A small account. | Keeps a balance.
palindrome_function | is_palindrome palindrome same_backwards reads_both_ways symmetric mirrors
                    | Whether it reads the same backwards. | Test a palindrome. | Compare both ends.
length_function     | text_length length_of count_letters measure length_in_bytes string_size
                    | The length of the text. | Count the letters. | Go to the end and count.
archive_function    | send_both report_twice share_report inform_all distribute send_copies
                    | Send to the office and the archive. | Inform both. | Two copies go out.
"""
