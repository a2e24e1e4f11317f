#include "model/kernel.h"

#include <pthread.h>

extern const struct kernel kernel_portable, kernel_avx2, kernel_avx512;

static const struct kernel *all[4];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find(void) {
    int n = 0;
    all[n++] = &kernel_portable;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) all[n++] = &kernel_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
        all[n++] = &kernel_avx512;
#endif
}

const struct kernel *const *kernels_all(void) {
    pthread_once(&once, find);
    return all;
}

const struct kernel *kernel_best(void) {
    const struct kernel *const *k = kernels_all();
    while (k[1]) k++;
    return *k;
}
