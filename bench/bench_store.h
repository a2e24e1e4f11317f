/* bench_store: how long a store takes to answer.
 *
 * A store of `articles` generated reports is made once: 300 words each, drawn from 40,000 made-up words as news draws
 * them (Zipf), ten to a story, every story with an account of twenty claims. Then each query is asked `runs` times,
 * each time as the program asks it: the file is opened, the query parsed, the hits ranked, the best twenty taken out
 * and printed. A line a query, as the other cases have it; what takes the place of "words" is the hits. */
#ifndef ACCORD_BENCH_STORE_H
#define ACCORD_BENCH_STORE_H

#include <stddef.h>

/* Lines of TSV on standard output. 0 when all went well. */
int bench_add(ptrdiff_t articles, int runs, int threads); // such reports from pages into a store, unread
int bench_find(ptrdiff_t articles, int runs);

#endif
