/* html_entity: a character reference of HTML -> the characters that it stands for.
 *
 *     char out[HTML_ENTITY_BYTES]; ptrdiff_t used;
 *     html_entity(S("&rsquo;s"), 0, false, out, &used);   // 3, out is "’", used is 7
 *     html_entity(S("AT&T"), 2, false, out, &used);       // 0: a plain ampersand
 *
 * Named references are those of lexicon/html_entities.tsv, the longest that fits; numeric ones go the way of the WHATWG
 * standard: windows-1252 for the C1 controls, U+FFFD for what is no character. Pure and thread-safe. */
#ifndef ACCORD_BASE_HTML_ENTITY_H
#define ACCORD_BASE_HTML_ENTITY_H

#include "base/str.h"

enum { HTML_ENTITY_BYTES = 8 };

/* The bytes written to out for the reference that begins with the '&' at s.p[at], with *used the bytes of s that it
 * takes; 0 when it is none. In an attribute's value a name without its semicolon before a letter, digit or = is none.
 */
int html_entity(str s, ptrdiff_t at, bool in_attribute, char out[HTML_ENTITY_BYTES], ptrdiff_t *used);
/* What pages mean by a C1 control, 0x80 to 0x9F: that byte in windows-1252. */
uint32_t html_c1(uint32_t c);

#endif
