/* json_ld: the JSON-LD of a page, as it is found in the wild -> a flat list of its values.
 *
 * Pages break JSON's rules: raw line breaks in strings, commas too many, comments around it, no end. This reader takes
 * what it can and never fails; what it cannot place it passes over.
 *
 *     {"@type": "NewsArticle", "author": [{"name": "Ann Lee"}]}
 *
 * gives an object, a string "NewsArticle" under the key "@type", an array under "author", an object in it, and a string
 * "Ann Lee" under "name". Nodes stand in document order, so what is inside node i is (i, end).
 * No recursion, O(n). */
#ifndef ACCORD_CLEAN_JSON_LD_H
#define ACCORD_CLEAN_JSON_LD_H

#include "base/arena.h"

enum json_ld_kind { JSON_LD_OBJECT, JSON_LD_ARRAY, JSON_LD_STRING, JSON_LD_OTHER };

struct json_ld_node {
    enum json_ld_kind kind;
    int32_t parent, end;
    str key;   // as written, without quotes; empty in an array
    str value; // as written, without quotes
};

struct json_ld {
    struct {
        struct json_ld_node *p;
        ptrdiff_t n, cap;
    } nodes;
};

/* Adds what stands in a script's text to *ld. */
void json_ld_read(struct json_ld *ld, str script, arena *out, arena tmp);
/* What object `node` has under a key: a node, or -1. O(what is inside). */
int32_t json_ld_child(const struct json_ld *ld, int32_t node, str key);
/* A string's characters: JSON's escapes and HTML's character references decoded, white space trimmed. Empty for what is
 * no string. */
str json_ld_text(const struct json_ld *ld, int32_t node, arena *out);

#endif
