/* gunzip: the bytes of a .gz file -> what is packed in it.
 *
 * All members one after the other, as gzip itself reads them. A file that ends too early gives what came before; bytes
 * that are no member behind the last one are passed over. */
#ifndef ACCORD_INGEST_GUNZIP_H
#define ACCORD_INGEST_GUNZIP_H

#include "base/error.h"

bool gunzip_is(str data);
/* Unpacks at most max bytes into malloc'd memory that the caller frees. False with *e set when it is broken from the
 * beginning, unpacks to more than max, or there is no memory. */
bool gunzip(str data, ptrdiff_t max, char **out, ptrdiff_t *n, error *e);

#endif
