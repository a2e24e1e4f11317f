/* appeal: the lines in which a paper speaks to its readers and not of the news: for money, members, tips, letters,
 * votes, clicks.
 *
 *     Support our journalism from 3 euros a month.
 *     Were you there? Write to newsdesk@beacon.example
 *
 * Told by the words (lexicon/appeal_words.tsv), not by whole phrases: who asks (us, our), who is asked (you, your), how
 * the line begins and what it is about. A line with a quotation mark or a verb of saying is none: somebody speaks in
 * it.
 */
#ifndef ACCORD_CLEAN_APPEAL_H
#define ACCORD_CLEAN_APPEAL_H

#include "clean/sheet.h"

/* last: whether no text stands behind the line. O(bytes of the line). */
bool is_appeal(str line, bool last);
/* Whether anything in it speaks of the paper or to its readers, or asks for something. */
bool appeal_has(str line);
/* Whether somebody is quoted in the line or is said to say something. */
bool appeal_speaks(str line);
/* What kind of word of lexicon/appeal_words.tsv it is. */
bool appeal_word_is(str word, str kind);

#endif
