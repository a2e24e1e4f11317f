/* error: what went wrong with an input, where, in the user's terms.
 *
 * The caller owns the struct; the first error stands. Bad data is expected: a function that can meet it returns
 * false and fills this. */
#ifndef ACCORD_BASE_ERROR_H
#define ACCORD_BASE_ERROR_H

#include "base/buf.h"

enum error_code {
    ERROR_NONE,
    ERROR_SYSTEM,   // the system said no: missing, unreadable
    ERROR_EMPTY,    // nothing in it
    ERROR_TOO_LONG, // past a limit
    ERROR_BINARY,   // not text
    ERROR_ENCODING, // not UTF-8
    ERROR_SYNTAX,   // not what its format says
    ERROR_CONFLICT, // two inputs contradict each other
    ERROR_MEMORY,   // the document needs more than its arena
    ERROR_MODEL,    // a model file that is not one
    ERROR_USAGE,    // the command line
};

typedef struct error {
    enum error_code code;
    ptrdiff_t line;  // 1-based line of the input, 0 where lines mean nothing
    ptrdiff_t at;    // byte position in the input, -1 where none
    char words[240]; // one line, NUL-terminated, without the input's name
} error;

/* Fills *e unless it holds an error already; always returns false. at is -1 where there is no position. */
bool error_set(error *e, enum error_code code, ptrdiff_t at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "SOURCE: line 3: byte 17: words", on one line: what a terminal would obey becomes '?'. A part that is not known is
 * left out; the line too where the source names it already ("rows.jsonl:3"). */
void error_line(const error *e, str source, buf *out);

#endif
