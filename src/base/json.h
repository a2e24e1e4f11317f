/* json: a streaming JSON writer into a buf.
 *
 *     json j = {.out = &b};
 *     json_open(&j, '{');
 *     json_key(&j, S("name")); json_str(&j, S("Reuters"));
 *     json_key(&j, S("span")); json_open(&j, '['); json_int(&j, 3); json_int(&j, 9); json_close(&j, ']');
 *     json_close(&j, '}');            // {"name":"Reuters","span":[3,9]}
 *
 * Commas are put by the writer. Strings are escaped; ill-formed UTF-8 becomes U+FFFD, so the output is always valid.
 * With `indent` > 0 every member of the outer levels stands on a line of its own, to the depth given. */
#ifndef ACCORD_BASE_JSON_H
#define ACCORD_BASE_JSON_H

#include "base/buf.h"

typedef struct json {
    buf *out;
    int indent; // levels that are broken into lines; 0 for one line
    int depth;
    enum { JSON_FIRST, JSON_NEXT, JSON_AFTER_KEY } at; // where in its object or array the next value stands
} json;

void json_open(json *j, char bracket);  // '{' or '['
void json_close(json *j, char bracket); // '}' or ']'
void json_key(json *j, str key);
void json_str(json *j, str s);
/* A str, or null when it is empty. */
void json_str_or_null(json *j, str s);
void json_int(json *j, int64_t n);
/* The shortest decimal that reads back as x; null when x is not finite. */
void json_num(json *j, double x);
void json_bool(json *j, bool b);
/* null. */
void json_none(json *j);
/* A value that is JSON already. */
void json_verbatim(json *j, str value);

#endif
