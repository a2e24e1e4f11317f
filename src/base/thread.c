#include "base/thread.h"

#include <pthread.h>
#include <stdlib.h>

enum state { FREE, READY, WORKING, DONE };

struct crew {
    struct jobs jobs;
    pthread_mutex_t lock;
    pthread_cond_t ready, done;
    enum state *state;     // [ahead]
    ptrdiff_t made, begun; // jobs made so far; jobs that a worker has begun
    bool closing;
};

struct worker {
    struct crew *crew;
    int number;
    pthread_t thread;
};

static void *work(void *arg) {
    struct worker *w = arg;
    struct crew *c = w->crew;
    pthread_mutex_lock(&c->lock);
    for (;;) {
        while (c->begun == c->made && !c->closing) pthread_cond_wait(&c->ready, &c->lock);
        if (c->begun == c->made) break;
        int slot = (int)(c->begun++ % c->jobs.ahead);
        c->state[slot] = WORKING;
        pthread_mutex_unlock(&c->lock);
        c->jobs.work(c->jobs.self, slot, w->number);
        pthread_mutex_lock(&c->lock);
        c->state[slot] = DONE;
        pthread_cond_signal(&c->done);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

static void alone(struct jobs jobs) {
    for (ptrdiff_t i = 0; jobs.next(jobs.self, i, 0); i++) {
        jobs.work(jobs.self, 0, 0);
        if (!jobs.take(jobs.self, i, 0)) break;
    }
}

bool run_in_order(struct jobs jobs) {
    struct worker *workers = jobs.threads > 1 ? calloc((size_t)jobs.threads, sizeof *workers) : NULL;
    enum state *state = workers ? calloc((size_t)jobs.ahead, sizeof *state) : NULL;
    if (!state) {
        free(workers);
        alone(jobs);
        return jobs.threads <= 1;
    }
    struct crew c = {.jobs = jobs, .state = state};
    pthread_mutex_init(&c.lock, NULL);
    pthread_cond_init(&c.ready, NULL);
    pthread_cond_init(&c.done, NULL);
    int started = 0;
    for (; started < jobs.threads; started++) {
        workers[started] = (struct worker){.crew = &c, .number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0) break;
    }
    if (started == 0) {
        alone(jobs);
    } else {
        bool more = true, going = true;
        for (ptrdiff_t taken = 0;;) {
            while (more && going && c.made - taken < jobs.ahead) {
                int slot = (int)(c.made % jobs.ahead);
                more = jobs.next(jobs.self, c.made, slot);
                if (!more) break;
                pthread_mutex_lock(&c.lock);
                c.state[slot] = READY;
                c.made++;
                pthread_cond_signal(&c.ready);
                pthread_mutex_unlock(&c.lock);
            }
            if (taken == c.made) break;
            int slot = (int)(taken % jobs.ahead);
            pthread_mutex_lock(&c.lock);
            while (c.state[slot] != DONE) pthread_cond_wait(&c.done, &c.lock);
            c.state[slot] = FREE;
            pthread_mutex_unlock(&c.lock);
            if (going) going = jobs.take(jobs.self, taken, slot);
            taken++;
        }
    }
    pthread_mutex_lock(&c.lock);
    c.closing = true;
    pthread_cond_broadcast(&c.ready);
    pthread_mutex_unlock(&c.lock);
    for (int i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
    pthread_mutex_destroy(&c.lock);
    pthread_cond_destroy(&c.ready);
    pthread_cond_destroy(&c.done);
    free(workers);
    free(state);
    return started == jobs.threads;
}
