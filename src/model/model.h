/* model: trained weights, mapped read-only and shared by all threads. */
#ifndef ACCORD_MODEL_MODEL_H
#define ACCORD_MODEL_MODEL_H

#include "base/error.h"
#include "base/str.h"

typedef struct model model;

/* The model that the library carries. Null when it was built without one. */
const model *model_embedded(void);
/* Opens a model file; null with *e set when it is none, is truncated, damaged, or of another version. */
model *model_open(const char *path, error *e);
/* The same for a file that is in memory already, aligned to 8, and outlives the model. */
model *model_read(str file, error *e);
void model_close(model *m);
/* Its name and version, for accounts: "en-1 (0123abcd)". Static or as long as the model. */
str model_name(const model *m);

#endif
