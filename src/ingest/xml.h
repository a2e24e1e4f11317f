/* xml: text as XML has it -> its tags and the text between them, one after the other.
 *
 *     struct xml x = {.in = S("<a b='1'>two &amp; three</a>")};
 *     struct xml_token t;
 *     while (xml_next(&x, &t)) …  // OPEN a, TEXT "two &amp; three", CLOSE a
 *
 * Made for feeds, which are seldom well-formed: it never fails. What begins no tag is text, what does not end goes to
 * the end; comments, processing instructions and the document type are passed over, and no entity is ever declared, so
 * nothing grows. Tokens are views of the input. One pass, no recursion. Pure and thread-safe. */
#ifndef ACCORD_INGEST_XML_H
#define ACCORD_INGEST_XML_H

#include "base/arena.h"

enum xml_kind { XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml {
    str in;
    ptrdiff_t at;
};

struct xml_token {
    enum xml_kind kind;
    str name;       // of a tag, as it stands: "dc:creator"
    str attributes; // what stands behind the name of an opening tag
    bool empty;     // an opening tag that closes itself
    str text;       // as it stands, references and all
    bool verbatim;  // a CDATA section: nothing in it is a reference
    ptrdiff_t beg;  // where the token begins in the input
};

/* False at the end. */
bool xml_next(struct xml *x, struct xml_token *t);
/* Takes the next name="value" off *attributes; false when there is none. The value is as it stands. */
bool xml_attribute(str *attributes, str *name, str *value);
/* The value of one attribute, references resolved; empty when it is not there. */
str xml_get(str attributes, str name, arena *out);
/* x stands behind an opening tag: what is in that element, and x behind its end. False when it has none: then x stays
 * where it is. */
bool xml_inner(struct xml *x, str name, str *inner);
/* References resolved: those of XML, numbers, and the names of HTML, which feeds use without declaring them. */
str xml_resolve(str s, arena *out);
/* The text of an element: its CDATA and its text, references resolved, tags left out. */
str xml_text(str inner, arena *out);
/* Well-formed UTF-8 of a document in the encoding that it says, without its byte order mark; a view where it is that
 * already. */
str xml_decode(str document, arena *out);

#endif
