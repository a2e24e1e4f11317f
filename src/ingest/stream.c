#include "ingest/stream.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/limits.h"

enum {
    READ_BYTES = 256 << 10, // of the file at once
    ROOM_BYTES = 256 << 10, // of the window at first, and at least free when it is unpacked into
    KEEP_BYTES = 4 << 20,   // a larger window is given back with its input
    GZIP_WINDOW = 15 + 16,
    SKIPPABLE_HEAD = 8,
    WHOLE_IN = 64 << 10,   // of a member is there before it is tried as a whole
    WHOLE_OUT = 256 << 10, // room for it unpacked; more where the end of the file says how much it is
    WHOLE_MOST = 16 << 20,
};

#define GZIP_MAGIC S("\x1F\x8B\x08")
#define ZSTD_MAGIC S("\x28\xB5\x2F\xFD")

struct unpacker {
    z_stream gzip;
    bool gzip_ready;
    struct libdeflate_decompressor *whole;
    ZSTD_DCtx *zstd;
};

struct stream *stream_new(const os *system) {
    struct stream *s = calloc(1, sizeof *s);
    if (s) *s = (struct stream){.os = system, .unpacker = calloc(1, sizeof *s->unpacker)};
    if (s && s->unpacker) return s;
    free(s);
    return NULL;
}

static void window_reset(struct stream_window *w) {
    w->beg = w->end = 0;
    if (w->cap <= KEEP_BYTES) return;
    free(w->p);
    *w = (struct stream_window){0};
}

void stream_close(struct stream *s) {
    if (s->file) s->os->close(s->os->self, s->file);
    s->file = NULL;
    s->memory = (str){0};
    window_reset(&s->in);
    window_reset(&s->out);
    s->packing = PACKING_NONE;
    s->at = s->in_at = 0;
    s->salvage = false;
    s->ended = s->in_ended = true;
    s->between = true;
    s->error = (error){.at = -1};
}

void stream_free(struct stream *s) {
    if (!s) return;
    stream_close(s);
    if (s->unpacker->gzip_ready) inflateEnd(&s->unpacker->gzip);
    libdeflate_free_decompressor(s->unpacker->whole);
    ZSTD_freeDCtx(s->unpacker->zstd);
    free(s->unpacker);
    free(s->in.p);
    free(s->out.p);
    free(s);
}

static bool no_memory(struct stream *s) {
    s->ended = true;
    return error_set(&s->error, ERROR_MEMORY, -1, "no memory to read it");
}

/* Room for at least n bytes behind the end. */
static bool make_room(struct stream *s, struct stream_window *w, ptrdiff_t n) {
    if (w->cap - w->end >= n) return true;
    ptrdiff_t held = w->end - w->beg;
    bool moves = w->beg >= held; // else moving it again and again would cost more than reading
    ptrdiff_t cap = w->cap ? w->cap : ROOM_BYTES;
    while (cap - held < n || (cap == w->cap && !moves)) cap *= 2;
    if (w->beg > 0 && held > 0) memmove(w->p, w->p + w->beg, (size_t)held);
    w->beg = 0;
    w->end = held;
    if (cap == w->cap) return true;
    char *p = realloc(w->p, (size_t)cap);
    if (!p) return no_memory(s);
    w->p = p;
    w->cap = cap;
    return true;
}

/* Reads more of the file to the end of w; false at the end of it. */
static bool read_more(struct stream *s, struct stream_window *w) {
    if (s->in_ended || !make_room(s, w, READ_BYTES)) return false;
    ptrdiff_t n = 0;
    if (s->file) {
        int code = s->os->read(s->os->self, s->file, w->p + w->end, READ_BYTES, &n);
        if (code) error_set(&s->error, ERROR_SYSTEM, -1, "%s", os_words(code));
    } else {
        n = s->memory.n < READ_BYTES ? s->memory.n : READ_BYTES;
        if (n) memcpy(w->p + w->end, s->memory.p, (size_t)n);
        s->memory = str_drop(s->memory, n);
    }
    w->end += n;
    if (!n) s->in_ended = true;
    return n > 0;
}

static str packed_view(const struct stream *s) {
    return s->in.p ? str_of(s->in.p + s->in.beg, s->in.end - s->in.beg) : (str){0};
}

static void take_packed(struct stream *s, ptrdiff_t n) {
    s->in.beg += n;
    s->in_at += n;
}

static bool is_skippable(str v) {
    return v.n >= 4 && (v.p[0] & 0xF0) == 0x50 && str_starts(str_drop(v, 1), S("\x2A\x4D\x18"));
}

static enum packing packing_of(str v) {
    if (str_starts(v, GZIP_MAGIC) || str_eq(v, S("\x1F\x8B"))) return PACKING_GZIP;
    if (str_starts(v, ZSTD_MAGIC) || is_skippable(v)) return PACKING_ZSTD;
    return PACKING_NONE;
}

static bool broken(struct stream *s, const char *words) {
    return error_set(&s->error, ERROR_SYNTAX, (ptrdiff_t)s->in_at, "%s", words);
}

/* A .warc.zst begins with a frame that other programs skip: the dictionary of all others, perhaps packed itself
 * (IIPC, "Zstandard compression for WARC files"). */
static bool load_dictionary(struct stream *s) {
    static const char magic[] = "\x5D\x2A\x4D\x18";
    if (!str_starts(packed_view(s), str_of(magic, 4))) return true;
    while (packed_view(s).n < SKIPPABLE_HEAD && read_more(s, &s->in)) {}
    str v = packed_view(s);
    if (v.n < SKIPPABLE_HEAD) return true; // the end of the file is told where it is unpacked
    const unsigned char *u = (const unsigned char *)v.p + 4;
    ptrdiff_t n = (ptrdiff_t)(u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24);
    if (n > LIMIT_DICTIONARY_BYTES)
        return error_set(&s->error, ERROR_TOO_LONG, 0, "a dictionary longer than the limit");
    while (packed_view(s).n < SKIPPABLE_HEAD + n && read_more(s, &s->in)) {}
    str dictionary = str_slice(packed_view(s), SKIPPABLE_HEAD, SKIPPABLE_HEAD + n);
    if (dictionary.n < n) return true;
    char *plain = NULL;
    if (str_starts(dictionary, ZSTD_MAGIC)) {
        plain = malloc(LIMIT_DICTIONARY_BYTES);
        if (!plain) return no_memory(s);
        size_t got = ZSTD_decompress(plain, LIMIT_DICTIONARY_BYTES, dictionary.p, (size_t)n);
        dictionary = str_of(plain, ZSTD_isError(got) ? 0 : (ptrdiff_t)got);
    }
    bool good = dictionary.n > 0 &&
                !ZSTD_isError(ZSTD_DCtx_loadDictionary(s->unpacker->zstd, dictionary.p, (size_t)dictionary.n));
    free(plain);
    return good || broken(s, "its dictionary is broken");
}

static bool start_gzip(struct stream *s) {
    z_stream *z = &s->unpacker->gzip;
    if (!s->unpacker->gzip_ready && inflateInit2(z, GZIP_WINDOW) != Z_OK) return no_memory(s);
    s->unpacker->gzip_ready = true;
    inflateReset(z);
    return true;
}

static bool start_zstd(struct stream *s) {
    if (!s->unpacker->zstd) s->unpacker->zstd = ZSTD_createDCtx();
    if (!s->unpacker->zstd) return no_memory(s);
    ZSTD_DCtx_reset(s->unpacker->zstd, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_setParameter(s->unpacker->zstd, ZSTD_d_windowLogMax, LIMIT_ZSTD_WINDOW_LOG);
    return load_dictionary(s);
}

static bool start(struct stream *s, error *e) {
    s->ended = s->in_ended = false;
    while (packed_view(s).n < 4 && read_more(s, &s->in)) {}
    s->packing = packing_of(packed_view(s));
    if (s->packing == PACKING_NONE) {
        struct stream_window swap = s->in;
        s->in = s->out;
        s->out = swap;
        s->ended = s->in_ended;
    } else if (!(s->packing == PACKING_GZIP ? start_gzip(s) : start_zstd(s))) {
        s->ended = true;
    }
    if (!s->error.code || s->out.end > s->out.beg) return true;
    if (!e->code) *e = s->error;
    stream_close(s);
    return false;
}

bool stream_open(struct stream *s, const char *path, error *e) {
    stream_close(s);
    int code = s->os->open(s->os->self, path, &s->file);
    if (code) return error_set(e, ERROR_SYSTEM, -1, "%s", os_words(code));
    return start(s, e);
}

bool stream_open_memory(struct stream *s, str data, error *e) {
    stream_close(s);
    s->memory = data;
    return start(s, e);
}

/* One step of inflate: from in to out. Z_OK, or how it ended. */
static int inflate_some(struct stream *s) {
    z_stream *z = &s->unpacker->gzip;
    struct stream_window *in = &s->in, *out = &s->out;
    z->next_in = (void *)(in->p + in->beg);
    z->avail_in = (unsigned)(in->end - in->beg);
    z->next_out = (void *)(out->p + out->end);
    z->avail_out = (unsigned)(out->cap - out->end < 1 << 30 ? out->cap - out->end : 1 << 30);
    unsigned room = z->avail_out;
    int status = inflate(z, Z_NO_FLUSH);
    take_packed(s, in->end - in->beg - (ptrdiff_t)z->avail_in);
    out->end += (ptrdiff_t)(room - z->avail_out);
    return status;
}

/* In a file that is salvaged, goes to the next bytes that may begin a member. */
static bool find_member(struct stream *s, str magic) {
    if (!s->salvage) return false;
    take_packed(s, packed_view(s).n ? 1 : 0);
    for (;;) {
        ptrdiff_t at = str_find(packed_view(s), magic, 0);
        if (at >= 0) {
            take_packed(s, at);
            return true;
        }
        ptrdiff_t keep = packed_view(s).n < magic.n - 1 ? packed_view(s).n : magic.n - 1;
        take_packed(s, packed_view(s).n - keep);
        if (!read_more(s, &s->in)) return false;
    }
}

/* What stands where a member should begin is none: padding, unless one is found behind it. */
static void pass_padding(struct stream *s, str magic) {
    ptrdiff_t at = (ptrdiff_t)s->in_at;
    s->ended = !packed_view(s).n || !find_member(s, magic);
    if (!s->ended) error_set(&s->error, ERROR_SYNTAX, at, "its packing is broken");
}

/* How much a member may be unpacked: a file ends with the length of its last one (RFC 1952), which is believed as far
 * as packing can go. */
static ptrdiff_t room_for_member(const struct stream *s) {
    str v = packed_view(s);
    if (!s->in_ended || v.n < 18) return WHOLE_OUT;
    const unsigned char *u = (const unsigned char *)v.p + v.n - 4;
    ptrdiff_t n = (ptrdiff_t)(u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24);
    return n > WHOLE_OUT && n <= WHOLE_MOST && n / 1032 <= v.n ? n : WHOLE_OUT;
}

/* A member that is in the window to its end, and not large, in one go: twice as fast as piece by piece. False, and
 * nothing has happened, where it is not so or where it is broken. */
static bool unpack_whole(struct stream *s) {
    struct unpacker *u = s->unpacker;
    while (packed_view(s).n < WHOLE_IN && read_more(s, &s->in)) {}
    if (!s->in_at && packed_view(s).n < READ_BYTES) read_more(s, &s->in); // whether a file of one member ends here
    if (!u->whole) u->whole = libdeflate_alloc_decompressor();
    ptrdiff_t room = room_for_member(s);
    if (!u->whole || s->error.code || !make_room(s, &s->out, room)) return false;
    str v = packed_view(s);
    size_t took = 0, gave = 0;
    if (libdeflate_gzip_decompress_ex(u->whole, v.p, (size_t)v.n, s->out.p + s->out.end, (size_t)room, &took, &gave) !=
        LIBDEFLATE_SUCCESS)
        return false;
    take_packed(s, (ptrdiff_t)took);
    s->out.end += (ptrdiff_t)gave;
    return true;
}

static void unpack_gzip(struct stream *s) {
    if (s->between) {
        while (packed_view(s).n < 3 && read_more(s, &s->in)) {}
        if (packing_of(packed_view(s)) != PACKING_GZIP) {
            pass_padding(s, GZIP_MAGIC);
            return;
        }
        if (unpack_whole(s)) return;
        inflateReset(&s->unpacker->gzip);
        s->between = false;
    }
    bool more = packed_view(s).n || read_more(s, &s->in);
    ptrdiff_t before = s->out.end;
    int status = inflate_some(s);
    if (status == Z_STREAM_END) {
        s->between = true;
    } else if (!more && s->out.end == before) {
        s->ended = true;
        broken(s, "a .gz file that ends too early");
    } else if (status == Z_MEM_ERROR) {
        no_memory(s);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
        broken(s, "its packing (gzip) is broken");
        s->between = true;
        s->ended = !find_member(s, GZIP_MAGIC);
    }
}

static void unpack_zstd(struct stream *s) {
    bool more = packed_view(s).n || read_more(s, &s->in);
    if (s->between) {
        if (!more) s->ended = true;
        if (!more) return;
        while (packed_view(s).n < 4 && read_more(s, &s->in)) {}
        str v = packed_view(s);
        if (v.n >= 4 && packing_of(v) != PACKING_ZSTD) {
            pass_padding(s, ZSTD_MAGIC);
            return;
        }
    }
    ZSTD_inBuffer in = {s->in.p + s->in.beg, (size_t)(s->in.end - s->in.beg), 0};
    ZSTD_outBuffer out = {s->out.p + s->out.end, (size_t)(s->out.cap - s->out.end), 0};
    size_t status = ZSTD_decompressStream(s->unpacker->zstd, &out, &in);
    take_packed(s, (ptrdiff_t)in.pos);
    s->out.end += (ptrdiff_t)out.pos;
    s->between = status == 0;
    if (!ZSTD_isError(status)) {
        if (more || out.pos) return;
        s->ended = true;
        if (!s->between) broken(s, "a .zst file that ends too early");
        return;
    }
    if (ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation) {
        no_memory(s);
        return;
    }
    if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge)
        error_set(&s->error, ERROR_TOO_LONG, (ptrdiff_t)s->in_at, "its packing (zstd) needs a window over %d MiB",
                  1 << (LIMIT_ZSTD_WINDOW_LOG - 20));
    else
        broken(s, "its packing (zstd) is broken");
    ZSTD_DCtx_reset(s->unpacker->zstd, ZSTD_reset_session_only);
    s->between = true;
    s->ended = !find_member(s, ZSTD_MAGIC);
}

bool stream_more(struct stream *s) {
    ptrdiff_t before = s->out.end - s->out.beg;
    while (!s->ended && s->out.end - s->out.beg == before) {
        if (s->packing == PACKING_NONE) {
            if (!read_more(s, &s->out)) s->ended = true;
        } else if (make_room(s, &s->out, ROOM_BYTES / 2)) {
            if (s->packing == PACKING_GZIP)
                unpack_gzip(s);
            else
                unpack_zstd(s);
        }
    }
    return s->out.end - s->out.beg > before;
}

bool stream_want(struct stream *s, ptrdiff_t n) {
    while (s->out.end - s->out.beg < n)
        if (!stream_more(s)) return false;
    return true;
}

int64_t stream_place(const struct stream *s, str part) {
    uintptr_t beg = (uintptr_t)s->out.p + (uintptr_t)s->out.beg, at = (uintptr_t)part.p;
    bool inside = s->out.p && at >= beg && at + (uintptr_t)part.n <= (uintptr_t)s->out.p + (uintptr_t)s->out.end;
    return inside ? s->at + (int64_t)(at - beg) : 0;
}

bool stream_skip(struct stream *s, int64_t n) {
    while (n > 0) {
        ptrdiff_t held = s->out.end - s->out.beg, take = held < n ? held : (ptrdiff_t)n;
        s->out.beg += take;
        s->at += take;
        n -= take;
        if (n > 0 && !stream_more(s)) return false;
    }
    return true;
}

bool stream_seek(struct stream *s, str mark, int64_t max) {
    for (int64_t beg = s->at;;) {
        str v = stream_view(s);
        ptrdiff_t at = str_find(v, mark, 0);
        if (at >= 0) return stream_skip(s, at);
        ptrdiff_t keep = v.n < mark.n - 1 ? v.n : mark.n - 1;
        stream_skip(s, v.n - keep);
        if (s->at - beg > max) {
            s->ended = true;
            error_set(&s->error, ERROR_TOO_LONG, -1, "nothing to be read in %td MiB: given up", (ptrdiff_t)(max >> 20));
        } else if (stream_more(s)) {
            continue;
        }
        stream_skip(s, keep);
        return false;
    }
}

bool stream_all(struct stream *s, ptrdiff_t max, str *all, error *e) {
    if (stream_want(s, max + 1)) return error_set(e, ERROR_TOO_LONG, -1, "longer than the limit");
    *all = stream_view(s);
    if (all->n || !s->error.code) return true;
    if (!e->code) *e = s->error;
    return false;
}
