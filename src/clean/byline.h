/* byline: who wrote an article, from where, and for which agency, as its first lines say it.
 *
 *     By Jane Doe and John Roe, Reuters
 *     Published 3 December 2025
 *     CARACAS, Dec 3 (Reuters) - The president said …
 *
 * gives the people Jane Doe and John Roe, the agency Reuters, the dateline CARACAS, and a date. Words are views of the
 * page; names of agencies are static (lexicon/agencies.tsv). */
#ifndef ACCORD_CLEAN_BYLINE_H
#define ACCORD_CLEAN_BYLINE_H

#include "clean/cue.h"

/* The people of a byline are added to *people, an agency among them is set in *agency and added as well. With or
 * without the "By". False when it holds no name. */
bool byline_read(str s, strs *people, str *agency, arena *out);
/* Cuts the lines of a sheet that are a byline or a date alone, and fills a->byline, agency, published, published_from
 * where they are empty. */
void byline_cut(sheet *s, article *a, arena *tmp, arena *out);
/* Looks for a dateline where a paragraph begins; fills a->dateline, agency, published and published_from where they
 * are empty. */
bool dateline_read(str paragraph, article *a, arena *out);
/* "harbourpost.example" of "https://www.harbourpost.example/news/1"; empty when there is none. */
str outlet_of_url(str url);
/* "Harbour Post" of "© 2025 Harbour Post. All rights reserved."; empty when there is none. */
str outlet_of_copyright(str line);

#endif
