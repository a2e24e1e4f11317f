/* bench_group: fingerprinting and grouping of very many articles, and whether their cost and room stay flat.
 *
 * The articles are generated on the way, so that they take no room: sentences of examples/ put together anew, their
 * names and numbers exchanged for those of a story that never was. 2,500 a day, six in ten of them alone, the rest in
 * stories of up to twelve that last three days. Lines as the other cases have them: all of it, the first tenth, the
 * last tenth; then the most room that the program took, in MB, in place of seconds. */
#ifndef ACCORD_BENCH_GROUP_H
#define ACCORD_BENCH_GROUP_H

#include "base/str.h"

/* Lines of TSV on standard output. 0 when all went well. */
int bench_group_many(ptrdiff_t articles, const str *texts, ptrdiff_t count);

#endif
