#include "model/model.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "base/os.h"
#include "model/parts.h"

static bool bad(error *e, const char *why) { return error_set(e, ERROR_MODEL, -1, "%s", why); }

/* The lines of a section, views of it; false when there are more than max or it does not end in a line break. */
static bool read_lines(str section, str *line, int max, int *n) {
    *n = 0;
    if (section.n && section.p[section.n - 1] != '\n') return false;
    for (str rest = str_head(section, section.n - 1); rest.n || (rest.p && *n == 0 && section.n);) {
        if (*n == max || !str_next_part(&rest, '\n', &line[*n])) return false;
        ++*n;
        if (!rest.p) break;
    }
    return *n > 0;
}

static bool read_classes(model *m, str section) {
    str line[CLASSES_MAX];
    if (!read_lines(section, line, CLASSES_MAX, &m->classes)) return false;
    for (int i = 0; i < m->classes; i++) {
        str upos;
        if (!str_next_part(&line[i], '\t', &upos) || !line[i].p) return false;
        m->class[i] = (struct tag_class){(uint8_t)upos_of(upos), line[i]};
    }
    return true;
}

static bool read_header(model *m, struct model_header *h, bool trusted, error *e) {
    if (m->file.n < (ptrdiff_t)sizeof *h) return bad(e, "no model: too short");
    memcpy(h, m->file.p, sizeof *h);
    if (memcmp(h->magic, MODEL_MAGIC, sizeof h->magic) != 0) return bad(e, "no model: it begins otherwise");
    if (h->order != MODEL_ORDER) return bad(e, "a model for machines of the other byte order");
    if (h->version != MODEL_VERSION)
        return error_set(e, ERROR_MODEL, -1, "a model of version %u, this program reads version %d", h->version,
                         MODEL_VERSION);
    if (h->bytes != (uint64_t)m->file.n)
        return error_set(e, ERROR_MODEL, -1, "a damaged model: %td bytes where it says %llu", m->file.n,
                         (unsigned long long)h->bytes);
    size_t head = sizeof *h;
    if (!trusted && XXH3_64bits(m->file.p + MODEL_CHECKED, (size_t)m->file.n - MODEL_CHECKED) != h->checksum)
        return bad(e, "a damaged model: its checksum differs");
    for (int i = 0; i < SECTION_COUNT; i++) {
        uint64_t at = h->section[i].at, bytes = h->section[i].bytes;
        if (at % 8 || at < head || at > h->bytes || bytes > h->bytes - at)
            return bad(e, "a damaged model: a section outside");
    }
    return true;
}

static str section(const model *m, const struct model_header *h, enum model_section i) {
    return str_of(m->file.p + h->section[i].at, (ptrdiff_t)h->section[i].bytes);
}

static bool read_net(model *m, str shape, str weights, bool trusted) {
    struct net_shape s;
    if (shape.n != (ptrdiff_t)sizeof s) return false;
    memcpy(&s, shape.p, sizeof s);
    return net_read(&m->net, &s, weights, trusted) && s.classes == (uint32_t)m->classes &&
           s.feats == (uint32_t)m->feats_n;
}

/* A second network for names reads the same rows of words, with embeddings of its own, and the same vectors. */
static bool read_namer(model *m, str shape, str weights, bool trusted) {
    struct net_shape s;
    if (!shape.n && !weights.n) return true;
    if (shape.n != (ptrdiff_t)sizeof s) return false;
    memcpy(&s, shape.p, sizeof s);
    if (!net_names_alone(&s) || s.rows != m->net.shape.rows || s.vectors || s.vector != m->net.shape.vector)
        return false;
    if (!net_read(&m->namer, &s, weights, trusted)) return false;
    m->namer.vector = m->net.vector, m->namer.vector_scale = m->net.vector_scale;
    return true;
}

/* Fills m from m->file. trusted: it is the program's own, not to be checked byte by byte. */
static bool read_model(model *m, bool trusted, error *e) {
    struct model_header h;
    if (!read_header(m, &h, trusted, e)) return false;
    m->name = section(m, &h, SECTION_NAME);
    bool good = m->name.n > 0 && m->name.n <= 32 && read_classes(m, section(m, &h, SECTION_CLASSES)) &&
                read_lines(section(m, &h, SECTION_FEATS), m->feats, FEATS_MAX, &m->feats_n) &&
                read_lines(section(m, &h, SECTION_SCRIPTS), m->script, SCRIPTS_MAX, &m->scripts) &&
                lookup_read(&m->lemmas, section(m, &h, SECTION_LEMMAS), (uint32_t)m->scripts, trusted) &&
                read_net(m, section(m, &h, SECTION_SHAPE), section(m, &h, SECTION_NET), trusted) &&
                read_namer(m, section(m, &h, SECTION_NAMER_SHAPE), section(m, &h, SECTION_NAMER), trusted) &&
                lookup_read(&m->rows, section(m, &h, SECTION_ROWS), m->net.shape.rows, trusted) &&
                lookup_read(&m->vectors, section(m, &h, SECTION_VECTORS), m->net.shape.vectors, trusted);
    if (!good) return bad(e, "a damaged model: a section that is not what it should be");
    snprintf(m->title, sizeof m->title, "%.*s (%08llx)", STR_FMT(m->name), (unsigned long long)h.checksum >> 32);
    return true;
}

#ifdef ACCORD_MODEL_EMBEDDED
extern const char accord_model_data[], accord_model_data_end[];

static model embedded;
static bool embedded_good;
static pthread_once_t embedded_once = PTHREAD_ONCE_INIT;
static void open_embedded(void) {
    error e = {0};
    embedded.file = str_of(accord_model_data, accord_model_data_end - accord_model_data);
    embedded_good = read_model(&embedded, true, &e);
}

const model *model_embedded(void) {
    pthread_once(&embedded_once, open_embedded);
    return embedded_good ? &embedded : NULL;
}
#else
const model *model_embedded(void) { return NULL; }
#endif

model *model_read(str file, error *e) {
    model *m = calloc(1, sizeof *m);
    if (!m) {
        error_set(e, ERROR_MEMORY, -1, "no memory for a model");
        return NULL;
    }
    m->file = file;
    if (read_model(m, false, e)) return m;
    free(m);
    return NULL;
}

model *model_open(const char *path, error *e) {
    str file;
    int why = os_map(path, &file);
    if (why) {
        error_set(e, ERROR_SYSTEM, -1, "%s", os_words(why));
        return NULL;
    }
    model *m = model_read(file, e);
    if (m)
        m->owned = true;
    else
        os_unmap(file);
    return m;
}

void model_close(model *m) {
    if (!m) return;
    if (m->owned) os_unmap(m->file);
    free(m);
}

str model_name(const model *m) { return str_cstr(m->title); }
