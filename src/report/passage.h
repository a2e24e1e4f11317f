/* passage: the sentences in which a place stands, and how they are called: [2:14] is sentence 14 of article 2.
 * Pure and thread-safe; O(log words). */
#ifndef ACCORD_REPORT_PASSAGE_H
#define ACCORD_REPORT_PASSAGE_H

#include "account/account.h"

/* The whole sentences that hold p, without the dateline before them; p itself where none do. */
span passage_sentences(const reading *r, span p);
/* The number of the sentence in which byte `at` stands, from 1. */
int32_t passage_number(const reading *r, uint32_t at);
/* Who published an article, for a table: its outlet, or "[3]" where that is unknown. number counts from 0. */
str passage_outlet(const article *a, int32_t number, arena *out);

#endif
