/* html_token: the bytes of an HTML page -> tags, text, comments, each with its place in them.
 *
 * The tokenizer of the WHATWG standard in one pass. It copies nothing: a token is made of views of the input, and what
 * the standard decodes (character references, line ends, NUL) is decoded when asked for, piece by piece, so that every
 * character of the page keeps its bytes.
 *
 *     struct html_tokenizer z = {.in = S("<p class=x>AT&amp;T"), .arena = &a};
 *     struct html_token t;
 *     html_next(&z, &t);   // HTML_START, name "p", one attribute
 *     html_next(&z, &t);   // HTML_TEXT, "AT&amp;T" as written; html_text_next gives "AT", "&", "T"
 *     html_next(&z, &t);   // false
 *
 * Who calls says in what state the text after a start tag is (`state`): the tokenizer knows no elements.
 * Cost is O(n) in the input for any calls. Not thread-safe; the input must live as long. */
#ifndef ACCORD_CLEAN_HTML_TOKEN_H
#define ACCORD_CLEAN_HTML_TOKEN_H

#include "base/arena.h"
#include "base/html_entity.h"

/* How text is read, and how it is decoded. */
enum html_state {
    HTML_DATA,
    HTML_RCDATA,    // <title>, <textarea>: character references, but no tags
    HTML_RAWTEXT,   // <style> and others: neither
    HTML_SCRIPT,    // the same, with the old rules for comments in it
    HTML_PLAINTEXT, // to the end of the page
    HTML_CDATA,     // <![CDATA[ in SVG and MathML
    HTML_ATTRIBUTE, // an attribute's value: for decoding only
};

enum html_kind { HTML_TEXT, HTML_START, HTML_END, HTML_COMMENT, HTML_DOCTYPE };

struct html_attribute {
    str name;  // as written
    str value; // as written, without quotes; decode it with html_decode
};

struct html_token {
    enum html_kind kind;
    enum html_state state; // HTML_TEXT: how it is to be decoded
    str raw;               // the whole token
    str text; // a tag's name, text, a comment's data, a doctype's name (null p when it has none), as written
    bool self_closing;
    bool quirks;                      // HTML_DOCTYPE
    str public_id, system_id;         // HTML_DOCTYPE; null p when missing
    struct html_attribute *attribute; // [attributes], valid until the next token; the first of one name counts
    ptrdiff_t attributes;
};

struct html_tokenizer {
    str in;
    arena *arena; // for the attributes of one token
    ptrdiff_t at;
    enum html_state state;
    str last;   // the name of the last start tag, which ends RCDATA, RAWTEXT and scripts
    bool cdata; // <![CDATA[ is one here
    struct {
        struct html_attribute *p;
        ptrdiff_t n, cap;
    } attributes;
};

/* The next token; false at the end. */
bool html_next(struct html_tokenizer *z, struct html_token *t);

/* Text as written -> its characters, a piece at a time. */
struct html_text {
    str text;
    enum html_state state;
    ptrdiff_t at;
    char made[HTML_ENTITY_BYTES];
};
struct html_piece {
    str raw;       // as written
    str text;      // what it stands for: the same bytes, or, where they differ, bytes valid until the next call
    bool verbatim; // the same bytes
};
bool html_text_next(struct html_text *t, struct html_piece *p);

/* All of it at once. Gives back `text` itself where nothing has to be decoded. */
str html_decode(arena *out, str text, enum html_state state);

#endif
