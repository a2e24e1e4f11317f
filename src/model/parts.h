/* parts: what a model is made of, for analyse/ and for the trainer.
 *
 * A model file is a header and sections in the order of enum model_section, each at a multiple of 8. All numbers are
 * little-endian; the header's byte-order mark says so. */
#ifndef ACCORD_MODEL_PARTS_H
#define ACCORD_MODEL_PARTS_H

#include "doc/tokens.h"
#include "model/lookup.h"
#include "model/model.h"
#include "model/net.h"

#define MODEL_MAGIC "ACCORD\r\n"
enum { MODEL_VERSION = 3, MODEL_ORDER = 0x01020304 };

enum model_section {
    SECTION_NAME,        // "en-1"
    SECTION_CLASSES,     // lines "UPOS <tab> XPOS", one a class
    SECTION_FEATS,       // lines, one a set of morphological features
    SECTION_SCRIPTS,     // lines, one a way from form to lemma (see lemma.h)
    SECTION_LEMMAS,      // lookup: ending and class -> script
    SECTION_ROWS,        // lookup: what is seen of a word (analyse/feature.h) -> row of embeddings
    SECTION_VECTORS,     // lookup: form -> fixed vector
    SECTION_SHAPE,       // struct net_shape
    SECTION_NET,         // see net.c
    SECTION_NAMER_SHAPE, // likewise of a second network, which scores names alone; both empty where there is none
    SECTION_NAMER,
    SECTION_COUNT
};

struct model_header {
    char magic[8];
    uint32_t order, version;
    uint64_t checksum; // XXH3 of everything that follows
    uint64_t bytes;    // of the whole file
    struct {
        uint64_t at, bytes;
    } section[SECTION_COUNT];
};

/* Where what the checksum covers begins. */
#define MODEL_CHECKED offsetof(struct model_header, bytes)

enum { CLASSES_MAX = 256, FEATS_MAX = 1024, SCRIPTS_MAX = 2048 };

struct tag_class {
    uint8_t upos; // enum upos
    str xpos;
};

struct model {
    str file;   // the mapping
    bool owned; // to be unmapped
    str name;
    struct tag_class class[CLASSES_MAX];
    int classes;
    str feats[FEATS_MAX];
    int feats_n;
    str script[SCRIPTS_MAX];
    int scripts;
    struct lookup lemmas, rows, vectors;
    struct net net;
    struct net namer; // rows and vectors are those of net; shape.layers is 0 where there is none
    char title[64];
};

#endif
