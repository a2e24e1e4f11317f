#include "ingest/ingest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/ids.h"
#include "ingest/input.h"
#include "ingest/row.h"
#include "ingest/url.h"
#include "lexicon_tables.h"

/* A folder being walked. */
struct folder {
    char *path;   // owned
    char **names; // [n] owned, one block
    ptrdiff_t n, at;
};

struct ingest {
    const os *os;
    const char *const *inputs; // [n] borrowed
    ptrdiff_t n, at;
    enum ingest_format format;
    struct folder folder[LIMIT_WALK_DEPTH];
    int depth;
    bool empty; // nothing was found yet in the folder that is an input
    bool stdin_taken;
    struct ids ids;

    struct input input; // the one that is open
    struct {
        char *urls; // owned: addresses one after the other, each with its NUL
        ptrdiff_t n, at;
    } list;     // of feeds that are still to be read
    char *path; // what is looked at before it is opened

    // Of the page at hand. Freed by the call after it was made, so that an arena that runs out in the middle of a call
    // leaks nothing.
    char *sidecar_path, *sidecar;
    json_t *object;
};

bool ingest_format_of(str name, enum ingest_format *format) {
    static const struct {
        str name;
        enum ingest_format format;
    } formats[] = {
        {S_INIT("text"), INGEST_TEXT},   {S_INIT("plain"), INGEST_PLAIN},   {S_INIT("html"), INGEST_HTML},
        {S_INIT("jsonl"), INGEST_JSONL}, {S_INIT("conllu"), INGEST_CONLLU}, {S_INIT("warc"), INGEST_WARC},
        {S_INIT("feed"), INGEST_FEED},   {S_INIT("mhtml"), INGEST_MHTML},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!str_eq(name, formats[i].name)) continue;
        *format = formats[i].format;
        return true;
    }
    return false;
}

struct ingest *ingest_new(const os *system, const char *const *inputs, ptrdiff_t n, enum ingest_format format) {
    struct ingest *in = calloc(1, sizeof *in);
    if (!in) return NULL;
    *in = (struct ingest){.os = system, .inputs = inputs, .n = n, .format = format};
    if (input_init(&in->input, system)) return in;
    ingest_free(in);
    return NULL;
}

void ingest_use_network(struct ingest *in, struct fetcher *f) { in->input.fetcher = f; }

static void release_object(struct ingest *in) {
    json_decref(in->object);
    free(in->sidecar);
    free(in->sidecar_path);
    in->object = NULL;
    in->sidecar = in->sidecar_path = NULL;
}

static void release_path(struct ingest *in) {
    free(in->path);
    in->path = NULL;
}

static void leave_folder(struct ingest *in) {
    struct folder *f = &in->folder[--in->depth];
    free(f->names);
    free(f->path);
    *f = (struct folder){0};
}

void ingest_free(struct ingest *in) {
    if (!in) return;
    release_object(in);
    release_path(in);
    input_clear(&in->input);
    free(in->list.urls);
    while (in->depth) leave_folder(in);
    ids_clear(&in->ids);
    free(in);
}

/* The path of a name in a folder, malloc'd; null when out of memory. */
static char *join(const char *folder, const char *name) {
    size_t n = strlen(folder), size = n + strlen(name) + 2;
    char *path = malloc(size);
    if (path) snprintf(path, size, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
    return path;
}

static str base_name(str path) {
    if (url_is(path)) { // without its query and the slashes at its end
        struct url u;
        if (url_parse(path, &u)) {
            const char *query = u.path.n ? memchr(u.path.p, '?', (size_t)u.path.n) : NULL;
            path = str_of(path.p, query ? query - path.p : u.path.p + u.path.n - path.p);
        }
        while (path.n && path.p[path.n - 1] == '/') path.n--;
    }
    return str_drop(path, str_rfind_byte(path, '/') + 1);
}

/* The path as it was before the file was packed. */
static str unpacked(str path) {
    ptrdiff_t packing = str_ends(path, S(".gz")) ? 3 : str_ends(path, S(".zst")) ? 4 : 0;
    return str_head(path, path.n - packing);
}

/* "000" of "a/000.txt" and "a/000.txt.gz"; a name that begins with its only full stop is all of it. */
static str stem_of(str path) {
    str base = base_name(unpacked(path));
    ptrdiff_t dot = str_rfind_byte(base, '.');
    return dot > 0 ? str_head(base, dot) : base;
}

static str extension_of(str path) {
    str base = base_name(path);
    ptrdiff_t dot = str_rfind_byte(base, '.');
    return dot > 0 ? str_drop(base, dot + 1) : (str){0};
}

static const lex_row *extension_row(str path) {
    str extension = extension_of(unpacked(path));
    return extension.n ? lex_find(&lex_extensions, extension) : NULL;
}

static bool is_sidecar(str path) { return str_ends(path, S(".meta.json")); }

/* Every call below that returns true has filled *p and *e: there is something to hand over. */

static bool fail_system(error *e, int code, const char *what) {
    if (code == EFBIG)
        error_set(e, ERROR_TOO_LONG, -1, "%slonger than the limit", what);
    else if (code == ENOMEM)
        error_set(e, ERROR_MEMORY, -1, "%sno memory to read it", what);
    else
        error_set(e, ERROR_SYSTEM, -1, "%s%s", what, os_words(code));
    return true;
}

static bool fail_memory(error *e) {
    error_set(e, ERROR_MEMORY, -1, "no memory to read it");
    return true;
}

/* The id of a file or of a row that has none: its name made printable, and new. */
static bool name_page(struct ingest *in, page *p, str path, ptrdiff_t line, arena *out, error *e) {
    str stem = stem_of(path);
    if (str_eq(path, S("-"))) stem = S("stdin");
    stem = str_head(stem, LIMIT_ID_BYTES);
    char *name = arena_new(out, char, stem.n);
    for (ptrdiff_t i = 0; i < stem.n; i++) name[i] = (unsigned char)stem.p[i] < 0x20 ? '_' : stem.p[i];
    str id = str_of(name, stem.n);
    for (ptrdiff_t bad; (bad = utf8_check(id)) >= 0;) name[bad] = '_';
    if (line) id = arena_fmt(out, "%.*s-%td", STR_FMT(id), line);
    p->id = ids_unique(&in->ids, id, out);
    return p->id.n ? false : fail_memory(e);
}

/* Reads NAME.meta.json of a text file where there is one. */
static void read_sidecar(struct ingest *in, page *p, str path, arena *out, error *e) {
    path = unpacked(path);
    str name = str_head(path, path.n - (extension_of(path).n ? extension_of(path).n + 1 : 0));
    size_t size = (size_t)name.n + sizeof ".meta.json";
    in->sidecar_path = malloc(size);
    if (!in->sidecar_path) {
        fail_memory(e);
        return;
    }
    snprintf(in->sidecar_path, size, "%.*s.meta.json", STR_FMT(name));
    ptrdiff_t n;
    int code = in->os->read_file(in->os->self, in->sidecar_path, LIMIT_SIDECAR_BYTES, &in->sidecar, &n);
    if (code == ENOENT || code == ENOTDIR) return;
    if (code) {
        fail_system(e, code, "its side-car: ");
        return;
    }
    str json = str_of(in->sidecar, n);
    ptrdiff_t skip = str_starts(json, S("\xEF\xBB\xBF")) ? 3 : 0;
    error inner = {.at = -1};
    in->object = row_parse(str_drop(json, skip), &inner);
    if (in->object) row_read_known(in->object, p, S("side-car"), out, &inner);
    if (!inner.code) return;
    error_set(e, inner.code, inner.at < 0 ? -1 : inner.at + skip, "its side-car: %s", inner.words);
}

/* The next page of the input at hand, named; false at its end. */
static bool next_page(struct ingest *in, arena *out, page *p, error *e) {
    ptrdiff_t number;
    if (!input_next(&in->input, out, p, &number, e)) return false;
    if (e->code) return true;
    str path = str_cstr(in->input.path);
    if (!number && !in->input.standard && !in->input.fetched.status) read_sidecar(in, p, path, out, e);
    if (e->code) return true;
    if (!p->id.n) {
        name_page(in, p, path, number, out, e);
        return true;
    }
    enum id_answer answer = ids_add(&in->ids, p->id);
    if (answer == ID_TAKEN)
        error_set(e, ERROR_CONFLICT, -1, "the id \"%.*s\" was given before", STR_FMT(str_head(p->id, 100)));
    if (answer == ID_NO_MEMORY) fail_memory(e);
    if (e->code) input_locate(&in->input, p, e, out);
    return true;
}

/* Keeps the addresses of a list of feeds, to be read as inputs; true on an error. */
static bool take_list(struct ingest *in, error *e) {
    const struct feed *f = &in->input.feed;
    if (in->list.urls) return !error_set(e, ERROR_USAGE, -1, "a list of feeds in a list of feeds is not followed");
    if (!in->input.fetcher) return !error_set(e, ERROR_USAGE, -1, "a list of feeds, and the network is not used here");
    buf urls = {0};
    for (ptrdiff_t i = 0; i < f->items.n; i++) {
        if (!url_is(f->items.p[i].url) || memchr(f->items.p[i].url.p, 0, (size_t)f->items.p[i].url.n)) continue;
        buf_put(&urls, f->items.p[i].url);
        buf_byte(&urls, '\0');
    }
    if (urls.failed) return buf_clear(&urls), fail_memory(e);
    if (!urls.n) return !error_set(e, ERROR_EMPTY, -1, "a list without feeds");
    in->list.urls = urls.p;
    in->list.n = urls.n;
    in->list.at = 0;
    return false;
}

/* Opens a file, or standard input where path is null, or an address; true on an error. */
static bool open_input(struct ingest *in, const char *path, enum ingest_format format, arena *out, page *p, error *e) {
    bool url = path && url_is(str_cstr(path));
    p->source = path ? arena_str(out, str_cstr(path)) : S("-");
    if (url && !in->input.fetcher)
        return !error_set(e, ERROR_USAGE, -1, "an address on the network, which is not used here");
    if (!(url ? input_fetch(&in->input, path, format, out->full, e)
              : input_open(&in->input, path, format, out->full, e)))
        return true;
    if (in->input.format != INGEST_FEED || in->input.feed.kind != FEED_OPML) return false;
    bool failed = take_list(in, e);
    input_close(&in->input);
    return failed;
}

/* The next feed of the list; true on an error. */
static bool take_listed(struct ingest *in, arena *out, page *p, error *e) {
    const char *url = in->list.urls + in->list.at;
    in->list.at += (ptrdiff_t)strlen(url) + 1;
    return open_input(in, url, INGEST_AUTO, out, p, e);
}

static void release_list(struct ingest *in) {
    free(in->list.urls);
    in->list.urls = NULL;
}

static bool take_stdin(struct ingest *in, arena *out, page *p, error *e) {
    p->source = S("-");
    if (in->stdin_taken) {
        error_set(e, ERROR_USAGE, -1, "standard input is read once only");
        return true;
    }
    in->stdin_taken = true;
    return open_input(in, NULL, in->format, out, p, e);
}

/* in->path is a file. `named` when the user gave it, so that any extension goes. True on an error. */
static bool take_file(struct ingest *in, bool named, arena *out, page *p, error *e) {
    str path = str_cstr(in->path);
    enum ingest_format format = in->format;
    if (format == INGEST_AUTO) {
        const lex_row *row = extension_row(path);
        if (!row && !named) return false;
        str name = row ? lex_cell(&lex_extensions, row, LEX_extensions_format) : (str){0};
        if (row && !ingest_format_of(name, &format)) {
            str words = lex_cell(&lex_extensions, row, LEX_extensions_name);
            p->source = arena_str(out, path);
            error_set(e, ERROR_SYNTAX, -1, "%.*s is not read yet", STR_FMT(words));
            return true;
        }
    }
    return open_input(in, in->path, format, out, p, e);
}

/* Goes into the folder in->path; true on an error. */
static bool enter_folder(struct ingest *in, arena *out, page *p, error *e) {
    p->source = arena_str(out, str_cstr(in->path));
    if (in->depth == LIMIT_WALK_DEPTH) {
        error_set(e, ERROR_TOO_LONG, -1, "folders in folders deeper than %d", LIMIT_WALK_DEPTH);
        return true;
    }
    struct folder f = {0};
    int code = in->os->list(in->os->self, in->path, &f.names, &f.n);
    if (code) return fail_system(e, code, "");
    f.path = in->path;
    in->path = NULL;
    in->folder[in->depth++] = f;
    p->source = (str){0};
    return false;
}

/* A side-car in a folder has its text there when another name begins as it does: 000.meta.json, 000.txt. */
static bool has_text(const struct folder *f, str name) {
    str stem = str_head(name, name.n - (ptrdiff_t)sizeof "meta.json" + 1);
    ptrdiff_t lo = 0, hi = f->n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (str_cmp(str_cstr(f->names[mid]), stem) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < f->n && str_starts(str_cstr(f->names[lo]), stem); lo++)
        if (!is_sidecar(str_cstr(f->names[lo]))) return true;
    return false;
}

static bool fail_sidecar(error *e) {
    error_set(e, ERROR_CONFLICT, -1, "a side-car without its text file");
    return true;
}

/* The next name of the innermost folder; false when there is nothing to hand over. */
static bool next_name(struct ingest *in, arena *out, page *p, error *e) {
    struct folder *f = &in->folder[in->depth - 1];
    if (f->at == f->n) {
        bool nothing = in->depth == 1 && in->empty;
        if (nothing) p->source = arena_str(out, str_cstr(f->path));
        leave_folder(in);
        if (nothing) error_set(e, ERROR_EMPTY, -1, "no articles in this folder");
        return nothing;
    }
    const char *name = f->names[f->at++];
    if (name[0] == '.') return false;
    in->path = join(f->path, name);
    if (!in->path) return fail_memory(e);
    if (is_sidecar(str_cstr(name))) {
        if (has_text(f, str_cstr(name))) return false;
        p->source = arena_str(out, str_cstr(in->path));
        return fail_sidecar(e);
    }
    enum os_kind kind;
    ptrdiff_t bytes;
    int code = in->os->stat(in->os->self, in->path, &kind, &bytes);
    if (code || kind == OS_LINKED_FOLDER) p->source = arena_str(out, str_cstr(in->path));
    if (code) return fail_system(e, code, "");
    switch (kind) {
    case OS_FOLDER: return enter_folder(in, out, p, e);
    case OS_LINKED_FOLDER:
        error_set(e, ERROR_USAGE, -1, "a link to a folder is not followed: name it as an input");
        return true;
    case OS_FILE: return take_file(in, false, out, p, e);
    case OS_MISSING:
    case OS_OTHER: break;
    }
    return false;
}

/* An input as the user named it; false when there is nothing to hand over. */
static bool take_input(struct ingest *in, const char *input, arena *out, page *p, error *e) {
    if (strcmp(input, "-") == 0) return take_stdin(in, out, p, e);
    if (url_is(str_cstr(input))) return open_input(in, input, in->format, out, p, e);
    p->source = arena_str(out, str_cstr(input));
    size_t size = strlen(input) + 1;
    in->path = malloc(size);
    if (!in->path) return fail_memory(e);
    memcpy(in->path, input, size);
    enum os_kind kind;
    ptrdiff_t bytes;
    int code = in->os->stat(in->os->self, in->path, &kind, &bytes);
    if (code) return fail_system(e, code, "");
    if (kind == OS_FOLDER || kind == OS_LINKED_FOLDER) {
        in->empty = true;
        return enter_folder(in, out, p, e);
    }
    if (!is_sidecar(str_cstr(input))) return take_file(in, true, out, p, e);
    // A side-car that a shell's * named: it is read with its text.
    str stem = str_head(p->source, p->source.n - (ptrdiff_t)sizeof "meta.json" + 1);
    str text = arena_fmt(out, "%.*stxt", STR_FMT(stem)); // arena_fmt ends it with a NUL
    code = in->os->stat(in->os->self, text.p, &kind, &bytes);
    return code ? fail_sidecar(e) : false;
}

bool ingest_next(struct ingest *in, arena *out, page *p, error *e) {
    for (;;) {
        *p = (page){0};
        *e = (error){.at = -1};
        release_object(in);
        release_path(in);
        if (in->input.open && next_page(in, out, p, e)) break;
        if (in->list.urls && in->list.at == in->list.n) release_list(in);
        if (in->list.urls) {
            if (take_listed(in, out, p, e)) break;
        } else if (in->depth) {
            if (next_name(in, out, p, e)) break;
        } else if (in->at == in->n) {
            return false;
        } else if (take_input(in, in->inputs[in->at++], out, p, e)) {
            break;
        }
    }
    in->empty = false;
    return true;
}
