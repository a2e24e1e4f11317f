/* exported: an account that was written as JSON (docs/account.schema.json), read back.
 *
 *     json_t *a = exported_parse(bytes, &e);
 *     json_array_foreach(exported_list(a, "stories"), i, story) … exported_str(story, "title") …
 *     json_decref(a);
 *
 * Nothing is taken for granted: a member that is missing or of another type reads as empty. */
#ifndef ACCORD_REPORT_EXPORTED_H
#define ACCORD_REPORT_EXPORTED_H

#include <jansson.h>

#include "base/error.h"

/* Null with *e set when it is no account. The caller owns it (json_decref). */
json_t *exported_parse(str s, error *e);
/* A view of a string member; empty when there is none. */
str exported_str(const json_t *object, const char *key);
/* An array member, or null, which json_array_size counts as 0. */
json_t *exported_list(const json_t *object, const char *key);
/* False when it is no integer. */
bool exported_int(const json_t *value, int64_t *n);
str exported_view(const json_t *string);

#endif
