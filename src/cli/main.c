/* The program: the command line in, one command run, its exit status out. */
#include <signal.h>

#include "cli/commands.h"

static void (*const commands[])(struct task *) = {
    [COMMAND_CLEAN] = command_clean,   [COMMAND_READ] = command_read,     [COMMAND_GROUP] = command_group,
    [COMMAND_REPORT] = command_report, [COMMAND_ADD] = command_add,       [COMMAND_FIND] = command_find,
    [COMMAND_WATCH] = command_watch,   [COMMAND_VERIFY] = command_verify, [COMMAND_DIFF] = command_diff,
};

static int run(const struct options *o) {
    struct task r;
    if (task_open(&r, o)) commands[o->command](&r);
    return task_close(&r);
}

int main(int argc, char **argv) {
    signal(SIGXFSZ, SIG_IGN); // a file that may grow no more is an error like a full disk
    struct options o;
    error e = {.at = -1};
    int status = EXIT_GOOD;
    if (!options_parse(argc, argv, &o, &e)) {
        fprintf(stderr, "accord: %s\n", e.words);
        status = EXIT_NOTHING;
    } else if (o.help) {
        options_help(stdout, o.command);
    } else if (o.version) {
        puts("accord " ACCORD_VERSION);
    } else {
        status = run(&o);
    }
    options_clear(&o);
    if (fflush(stdout) != 0 && status == EXIT_GOOD) status = EXIT_NOTHING;
    return status;
}
