/* task: what every command needs around its work: the inputs, the output, the model, complaints, and progress.
 *
 *     struct task r;
 *     if (task_open(&r, &options)) { struct flow f = task_flow(&r, FLOW_READ); f.render = …; flow_run(&f); }
 *     return task_close(&r);            // the exit status
 *
 * Complaints are one line each on standard error: "accord: PATH: line N: byte B: words". */
#ifndef ACCORD_CLI_TASK_H
#define ACCORD_CLI_TASK_H

#include "cli/options.h"
#include "pipeline.h"
#include "report/exported.h"

enum exit_status { EXIT_GOOD = 0, EXIT_SOME_REJECTED = 1, EXIT_NOTHING = 2 };

struct task {
    const struct options *o;
    const model *model;
    struct model *opened; // the one that --model named
    struct ingest *ingest;
    struct net *net; // what fetches, where an input may stand on the network
    struct fetcher *fetcher;
    FILE *out;
    char *part; // where --output goes until all is done
    ptrdiff_t good, rejected;
    bool failed;        // what was asked for could not be done or written
    bool terminal;      // standard error is one
    bool shown;         // a line of progress stands on it
    double began, last; // seconds
};

/* False when nothing can be done; it has complained already. task_close either way. */
bool task_open(struct task *r, const struct options *o);
int task_close(struct task *r);

/* A flow over the inputs whose take writes what was rendered. */
struct flow task_flow(struct task *r, enum flow_depth depth);
/* False when it could not be written. */
bool task_write(struct task *r, str s);
void task_complain(struct task *r, str source, const error *e);
void task_fail(struct task *r, const char *words);
/* A line on the terminal when the work takes long: "reading: 120 articles". */
void task_progress(struct task *r, const char *doing, ptrdiff_t done);

/* An exported account from a file, or from standard input for "-"; null when it is none, and it has complained. */
json_t *task_account(struct task *r, const char *path);

/* Width and colour of text, as the options and the terminal have it. */
struct text_options;
struct text_options task_text_options(const struct task *r);

#endif
