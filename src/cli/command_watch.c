#define _GNU_SOURCE
#include <signal.h>

#include "cli/adding.h"
#include "cli/commands.h"
#include "ingest/net_curl.h"
#include "watch.h"

static volatile sig_atomic_t asked_to_stop;

static void ask_to_stop(int number) {
    (void)number;
    asked_to_stop = 1;
}

/* The first signal asks; a second one ends the program, which the store survives too. */
static void take_signals(void) {
    struct sigaction action = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static bool stop(void *self) { return asked_to_stop || ((struct adding *)self)->t->failed; }

static void failed(void *self, str feed, const error *e) {
    struct adding *s = self;
    s->t->rejected++;
    task_complain(s->t, feed, e);
}

void command_watch(struct task *t) {
    error e = {.at = -1};
    struct adding s = {.t = t};
    store *st = store_open(t->o->store, STORE_WRITE, &e);
    struct archive a = adding_open(&s, t, st, stop);
    struct watch w = {.archive = &a,
                      .net = t->net,
                      .fetcher = t->fetcher,
                      .every = 60.0 * t->o->every,
                      .once = t->o->once,
                      .unread = t->o->unread,
                      .failed = failed};
    s.stories = true;
    take_signals();
    net_curl_stop_when(t->net, stop, &s);
    if (!st || !watch_run(&w, t->o->inputs, t->o->n, &e)) {
        task_complain(t, str_cstr(t->o->store), &e);
        t->failed = true;
    }
    if (asked_to_stop || w.good) t->good++; // it did what it was asked to
    if (asked_to_stop) t->rejected = 0;     // what failed at times was told of, and asked for again
    archive_close(&a);
    store_close(st);
    adding_close(&s);
}
