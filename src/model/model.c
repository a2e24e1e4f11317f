#include "model/model.h"

struct model {
    int none;
};

const model *model_embedded(void) { return NULL; }

model *model_open(const char *path, error *e) {
    (void)path;
    error_set(e, ERROR_MODEL, -1, "models cannot be read by this build");
    return NULL;
}

void model_close(model *m) { (void)m; }

str model_name(const model *m) {
    (void)m;
    return (str){0};
}
