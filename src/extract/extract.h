/* extract: columns -> findings: everything that one article says.
 *
 * read_article runs analyse/ and then each extractor in the order below; a later one may use what the earlier ones
 * found. Each lives in a file of its own name with one entry point, adds to its own list of the reading and leaves the
 * others alone (attribution and event also fill the fields of quotes that refer to them). */
#ifndef ACCORD_EXTRACT_EXTRACT_H
#define ACCORD_EXTRACT_EXTRACT_H

#include "base/buf.h"
#include "doc/reading.h"
#include "model/model.h"

/* All of it; of an article in another language than English only its words and sentences, as unread. Everything in *r
 * lives in *out; a must live as long. Pure and thread-safe. */
void read_article(const model *m, const article *a, reading *r, arena *out, arena tmp);

/* The same from words, tags and trees that are there already. */
void read_tokens(const article *a, const tokens *k, reading *r, arena *out, arena tmp);

void time_find(reading *r, arena *out, arena tmp);        // times
void amount_find(reading *r, arena *out, arena tmp);      // amounts (knows times, so that years and dates are none)
void entity_find(reading *r, arena *out, arena tmp);      // names, entities
void quote_find(reading *r, arena *out, arena tmp);       // quotes, with speakers
void attribution_find(reading *r, arena *out, arena tmp); // attributions
void event_find(reading *r, arena *out, arena tmp);       // events, without reality and stance
void reality_find(reading *r, arena *out, arena tmp);     // reality, attribution and stance of the events
void time_settle(reading *r, arena *out);                 // days without a year on which somebody was hurt are over
void position_find(reading *r, arena *out, arena tmp);    // positions

/* entity_find, which writes to `choices` what every pronoun chooses from: tools/make_antecedents.py learns from it.
 * A line "pronoun BEG END COLUMN", then one a candidate: its sort, BEG and END in bytes of the text, entity (-1 for
 * none) and features, all between tabs. */
void entity_choices(reading *r, arena *out, arena tmp, buf *choices);

#endif
