/* escape: text from anywhere -> a place in HTML, Markdown, CSV or TSV where it means nothing but itself.
 *
 *     escape_html(&b, S("</script> & \"so on\""));      // &lt;/script&gt; &amp; &quot;so on&quot;
 *
 * Control characters, marks that turn the direction of writing, noncharacters and ill-formed bytes become U+FFFD
 * everywhere; line breaks and tabs become spaces where a format lives by lines. Pure and thread-safe. */
#ifndef ACCORD_REPORT_ESCAPE_H
#define ACCORD_REPORT_ESCAPE_H

#include "base/buf.h"

/* The content of an element, or of an attribute in either kind of quotes. */
void escape_html(buf *out, str s);
/* Running text of Markdown, on one line: what would be a mark of Markdown inside a line has a backslash. */
void escape_md(buf *out, str s);
/* A cell of a CSV file (RFC 4180), with its quotation marks where it needs them. A cell that a spreadsheet would take
 * for a formula (it begins with = + - or @ and is no number) gets an apostrophe in front. */
void escape_csv(buf *out, str s);
/* A cell of a TSV file: what would end it becomes a space. */
void escape_tsv(buf *out, str s);

/* Turns the direction of what stands around it, unseen. */
bool escape_turns(uint32_t c);

#endif
