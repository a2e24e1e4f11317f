/* thread: workers over a numbered list of jobs, results taken in order.
 *
 * The one place that starts threads; pipeline.c is its one user. Jobs 0, 1, 2 … are handed to `threads` workers as they
 * come free; `take` is called in the caller's thread, for each job in order, as soon as all before it are taken. At
 * most `ahead` jobs are in flight past the next one to take, so memory stays flat however many there are. With one
 * thread everything runs in the caller's thread; results are the same for any number.
 *
 *     run_in_order((struct jobs){.self = &batch, .threads = 8, .ahead = 32, .next = next, .work = work, .take = take});
 */
#ifndef ACCORD_BASE_THREAD_H
#define ACCORD_BASE_THREAD_H

#include <stdbool.h>
#include <stddef.h>

struct jobs {
    void *self;
    int threads; // 1 or more
    int ahead;   // at least threads
    /* Makes job number i in slot (0 .. ahead−1), in the caller's thread; false when there are no more. */
    bool (*next)(void *self, ptrdiff_t i, int slot);
    /* Does it, in worker `worker` (0 .. threads−1). */
    void (*work)(void *self, int slot, int worker);
    /* Takes its result, in the caller's thread, in order; false stops everything after the jobs in flight are done. */
    bool (*take)(void *self, ptrdiff_t i, int slot);
};

/* Runs them all. False when a thread could not be started (the rest has run all the same, on fewer). */
bool run_in_order(struct jobs jobs);

#endif
