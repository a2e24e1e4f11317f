#include "ingest/input.h"

#include <stdlib.h>

#include "base/limits.h"
#include "ingest/mhtml.h"
#include "ingest/row.h"
#include "ingest/url.h"

enum { SNIFFED = 4096 };

bool input_init(struct input *in, const os *system) {
    *in = (struct input){.stream = stream_new(system), .inner = stream_new(system)};
    in->warc = (struct warc){.in = in->stream, .room = {.stream = in->inner}};
    in->arc = (struct arc){.in = in->stream, .room = {.stream = in->inner}};
    return in->stream && in->inner;
}

static void release_row(struct input *in) {
    json_decref(in->object);
    in->object = NULL;
}

void input_close(struct input *in) {
    release_row(in);
    if (in->stream) stream_close(in->stream);
    free(in->path);
    in->path = NULL;
    in->fetched = (struct fetched){0};
    in->feed = (struct feed){0};
    arena_reset(&in->room);
    in->open = in->standard = in->done = in->told = false;
}

void input_clear(struct input *in) {
    input_close(in);
    arena_clear(&in->room);
    warc_clear(&in->warc);
    arc_clear(&in->arc);
    stream_free(in->stream);
    stream_free(in->inner);
    *in = (struct input){0};
}

/* A web archive, a feed and a saved page say so; JSON Lines when the first byte that is no white space opens an object,
 * HTML when it begins as pages do, else text. */
static enum ingest_format sniff(str data) {
    if (str_starts(data, S("\xEF\xBB\xBF"))) data = str_drop(data, 3);
    ptrdiff_t i = 0;
    while (i < data.n && ascii_space(data.p[i])) i++;
    str rest = str_drop(data, i);
    if (warc_is(rest) || arc_is(rest)) return INGEST_WARC;
    if (str_starts_nocase(rest, S("<!doctype html")) || str_starts_nocase(rest, S("<html"))) return INGEST_HTML;
    if (feed_is(rest)) return INGEST_FEED;
    if (mhtml_is(data)) return INGEST_MHTML;
    return i < data.n && data.p[i] == '{' ? INGEST_JSONL : INGEST_TEXT;
}

/* All of it, as a feed; a list of feeds is one too, whose items are no articles. */
static bool open_feed(struct input *in, jmp_buf *full, error *e) {
    str data;
    if (!in->room.base && !arena_init(&in->room, LIMIT_ARENA_BYTES))
        return error_set(e, ERROR_MEMORY, -1, "no memory to read it");
    in->room.full = full;
    in->item = 0;
    return stream_all(in->stream, LIMIT_FEED_BYTES, &data, e) &&
           feed_read(data, in->fetched.url, &in->feed, &in->room, e);
}

static bool open_data(struct input *in, enum ingest_format format, jmp_buf *full, error *e) {
    struct stream *s = in->stream;
    if (!stream_want(s, 1) && !s->error.code) return error_set(e, ERROR_EMPTY, -1, "empty");
    if (format == INGEST_AUTO) {
        stream_want(s, SNIFFED);
        format = sniff(str_head(stream_view(s), SNIFFED));
    }
    in->format = format;
    in->rows.line = in->rows.pass = in->rows.scanned = 0;
    in->rows.bad = 0;
    in->warc.record = in->arc.record = 0;
    in->warc.pass = in->arc.pass = 0;
    in->warc.lost = in->arc.lost = false;
    if (format == INGEST_WARC) {
        s->salvage = true;
        stream_want(s, SNIFFED);
        in->older = arc_is(stream_view(s));
    }
    if (format == INGEST_JSONL && stream_want(s, 3) && str_starts(stream_view(s), S("\xEF\xBB\xBF"))) stream_skip(s, 3);
    return format != INGEST_FEED || open_feed(in, full, e);
}

/* The packing that a file's name promises is there. */
static bool check_packing(const struct input *in, error *e) {
    str path = str_cstr(in->path);
    bool plain = in->stream->packing == PACKING_NONE && stream_view(in->stream).n > 0;
    if (plain && str_ends(path, S(".gz"))) return error_set(e, ERROR_SYNTAX, 0, "no .gz file, or a broken one");
    if (plain && str_ends(path, S(".zst"))) return error_set(e, ERROR_SYNTAX, 0, "no .zst file, or a broken one");
    return true;
}

static bool keep_path(struct input *in, const char *path, error *e) {
    input_close(in);
    size_t size = strlen(path) + 1;
    in->path = malloc(size);
    if (!in->path) return error_set(e, ERROR_MEMORY, -1, "no memory to read it");
    memcpy(in->path, path, size);
    return true;
}

bool input_open(struct input *in, const char *path, enum ingest_format format, jmp_buf *full, error *e) {
    if (!keep_path(in, path ? path : "-", e)) return false;
    in->standard = !path;
    in->open = stream_open(in->stream, path, e) && check_packing(in, e) && open_data(in, format, full, e);
    if (!in->open) input_close(in);
    return in->open;
}

/* What the server says that it is, where its bytes do not say more. */
static bool format_of_type(const struct input *in, enum ingest_format *format, error *e) {
    str type = in->fetched.type;
    if (*format != INGEST_AUTO) return true;
    stream_want(in->stream, SNIFFED);
    *format = sniff(str_head(stream_view(in->stream), SNIFFED));
    bool html = str_eq_nocase(type, S("text/html")) || str_eq_nocase(type, S("application/xhtml+xml")) || !type.n;
    bool text = *format == INGEST_TEXT;
    if (text && html) *format = INGEST_HTML;
    if (!text || html || str_starts_nocase(type, S("text/"))) return true;
    return error_set(e, ERROR_SYNTAX, -1, "no page: its server says that it is %.*s", STR_FMT(str_head(type, 60)));
}

bool input_fetch(struct input *in, const char *url, enum ingest_format format, jmp_buf *full, error *e) {
    if (!keep_path(in, url, e)) return false;
    if (!in->room.base && !arena_init(&in->room, LIMIT_ARENA_BYTES))
        return error_set(e, ERROR_MEMORY, -1, "no memory to fetch it");
    in->room.full = full;
    in->open = fetch(in->fetcher, str_cstr(url), (str){0}, (str){0}, &in->fetched, &in->room, e) &&
               stream_open_memory(in->stream, in->fetched.body, e) && format_of_type(in, &format, e) &&
               open_data(in, format, full, e);
    if (!in->open) input_close(in);
    return in->open;
}

/* PATH, or PATH:NUMBER for one of many. */
static str source_of(const struct input *in, ptrdiff_t number, arena *out) {
    return number ? arena_fmt(out, "%s:%td", in->path, number) : arena_str(out, str_cstr(in->path));
}

static enum page_format page_format_of(enum ingest_format format) {
    return format == INGEST_PLAIN    ? PAGE_PLAIN
           : format == INGEST_HTML   ? PAGE_HTML
           : format == INGEST_CONLLU ? PAGE_CONLLU
                                     : PAGE_TEXT;
}

/* All of it is one page. */
static bool whole_page(struct input *in, arena *out, page *p, error *e) {
    if (in->done) return false;
    in->done = true;
    str data;
    p->format = page_format_of(in->format);
    p->source = source_of(in, 0, out);
    if (in->fetched.status) {
        p->url = arena_str(out, in->fetched.url);
        p->charset = arena_str(out, in->fetched.charset);
    }
    if (stream_all(in->stream, in->format == INGEST_HTML ? LIMIT_PAGE_BYTES : LIMIT_TEXT_BYTES, &data, e))
        p->raw = arena_str(out, data);
    else
        in->told = true;
    return true;
}

/* The page that a browser saved with all that belongs to it. */
static bool saved_page(struct input *in, arena *out, page *p, error *e) {
    if (in->done) return false;
    in->done = in->told = true;
    str data;
    struct mhtml_page m;
    p->source = source_of(in, 0, out);
    if (!stream_all(in->stream, LIMIT_MHTML_BYTES, &data, e) || !mhtml_read(data, &m, out, e)) return true;
    in->told = false;
    p->source = source_of(in, m.part, out);
    p->format = m.html ? PAGE_HTML : PAGE_TEXT;
    p->url = arena_str(out, m.url);
    p->charset = arena_str(out, m.charset);
    p->fetched = m.saved;
    if (!m.html && m.body.n > LIMIT_TEXT_BYTES)
        error_set(e, ERROR_TOO_LONG, -1, "its text is longer than %td MiB", LIMIT_TEXT_BYTES >> 20);
    else
        p->raw = arena_str(out, m.body);
    return true;
}

/* The line that the window begins with, without its end; its length with it in *n. False at the end of all. A line that
 * is longer than a row may be is given in part, and *n is -1. */
static bool next_line(struct input *in, str *line, ptrdiff_t *n) {
    struct stream *s = in->stream;
    for (;;) {
        str v = stream_view(s);
        const char *end =
            v.n > in->rows.scanned ? memchr(v.p + in->rows.scanned, '\n', (size_t)(v.n - in->rows.scanned)) : NULL;
        *line = end ? str_head(v, end - v.p) : v;
        *n = end ? line->n + 1 : v.n;
        if (line->n > LIMIT_ROW_BYTES) *n = -1;
        in->rows.scanned = *n < 0 || end ? 0 : v.n;
        if (end || *n < 0) return true;
        if (stream_more(s)) continue;
        in->rows.scanned = 0;
        *line = stream_view(s); // it may have moved
        return line->n > 0;
    }
}

/* The next row that is not blank; false at the end. */
static bool next_row(struct input *in, arena *out, page *p, ptrdiff_t *number, error *e) {
    struct stream *s = in->stream;
    str line;
    ptrdiff_t n;
    for (;;) {
        if (in->rows.pass < 0) // behind a row that is too long
            stream_seek(s, S("\n"), LIMIT_FILE_BYTES), stream_skip(s, 1);
        else
            stream_skip(s, in->rows.pass);
        in->rows.pass = 0;
        if (!next_line(in, &line, &n)) break;
        in->rows.pass = n;
        in->rows.line++;
        if (n < 0 || str_trim(line).n) break;
    }
    if (!in->rows.pass) {
        bool none = !in->rows.bad && !s->error.code;
        in->rows.bad = -1;
        p->source = source_of(in, 0, out);
        return none && !error_set(e, ERROR_EMPTY, -1, "no rows in it");
    }
    if (in->rows.bad == LIMIT_BAD_ROWS) {
        stream_close(s);
        p->source = source_of(in, 0, out);
        return !error_set(e, ERROR_SYNTAX, -1, "its first %d rows are all bad: no JSON Lines, the rest is not read",
                          LIMIT_BAD_ROWS);
    }
    if (in->rows.bad >= 0) in->rows.bad++;
    *number = in->rows.line;
    p->source = source_of(in, *number, out);
    if (n < 0)
        error_set(e, ERROR_TOO_LONG, 0, "a row longer than %td MiB", LIMIT_ROW_BYTES >> 20);
    else if ((in->object = row_parse(line, e)))
        row_read(in->object, p, out, e);
    if (e->code)
        input_locate(in, p, e, out);
    else
        in->rows.bad = -1;
    return true;
}

void input_locate(const struct input *in, page *p, error *e, arena *out) {
    if (in->format != INGEST_JSONL) return;
    p->source = source_of(in, in->rows.line, out);
    e->line = in->rows.line;
    e->at = (ptrdiff_t)in->stream->at + (e->at > 0 ? e->at : 0);
}

static bool next_record(struct input *in, arena *out, page *p, ptrdiff_t *number, error *e) {
    struct warc_page w;
    if (in->older ? !arc_next(&in->arc, &w, e) : !warc_next(&in->warc, &w, e)) return false;
    *number = (ptrdiff_t)w.record;
    p->source = source_of(in, *number, out);
    if (e->code) return true;
    p->format = w.html ? PAGE_HTML : PAGE_TEXT;
    p->url = arena_str(out, w.uri);
    p->fetched = arena_str(out, w.date);
    p->charset = arena_str(out, w.charset);
    if (!w.html && w.body.n > LIMIT_TEXT_BYTES)
        error_set(e, ERROR_TOO_LONG, -1, "its text is longer than %td MiB", LIMIT_TEXT_BYTES >> 20);
    else
        p->raw = arena_str(out, w.body);
    p->raw_at = w.at;
    return true;
}

/* The strs of an item's page stand in the room of the feed, which is gone when the page is read. */
static void copy_strs(page *p, arena *out) {
    str *fields[] = {&p->raw, &p->url, &p->title, &p->published, &p->language, &p->outlet, &p->charset};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) *fields[i] = arena_str(out, *fields[i]);
    for (ptrdiff_t i = 0; i < p->byline.n; i++) p->byline.p[i] = arena_str(out, p->byline.p[i]);
}

static bool next_item(struct input *in, arena *out, page *p, ptrdiff_t *number, error *e) {
    if (in->item == in->feed.items.n) {
        bool none = !in->item && !in->done;
        in->done = true;
        p->source = source_of(in, 0, out);
        return none && !error_set(e, ERROR_EMPTY, -1, "a feed without items");
    }
    const struct feed_item *i = &in->feed.items.p[in->item++];
    *number = in->item;
    bool follow = in->fetched.status && !i->whole && url_is(i->url);
    if (follow) {
        struct fetched got;
        p->source = arena_str(out, i->url);
        if (!fetch(in->fetcher, i->url, (str){0}, (str){0}, &got, out, e)) return true;
        fetched_page(&got, &in->feed, i, p, out);
        p->source = arena_str(out, i->url);
    } else {
        feed_item_page(&in->feed, i, p, out);
        p->source = source_of(in, *number, out);
        if (!p->raw.n) p->format = PAGE_PLAIN, p->raw = p->title;
        if (!p->raw.n) error_set(e, ERROR_EMPTY, -1, "an item without text");
    }
    copy_strs(p, out);
    return true;
}

bool input_next(struct input *in, arena *out, page *p, ptrdiff_t *number, error *e) {
    *p = (page){0};
    *e = (error){.at = -1};
    *number = 0;
    release_row(in);
    if (!in->open) return false;
    bool some = in->format == INGEST_JSONL   ? next_row(in, out, p, number, e)
                : in->format == INGEST_WARC  ? next_record(in, out, p, number, e)
                : in->format == INGEST_FEED  ? next_item(in, out, p, number, e)
                : in->format == INGEST_MHTML ? saved_page(in, out, p, e)
                                             : whole_page(in, out, p, e);
    if (some) return true;
    if (in->stream->error.code && !in->told) {
        in->told = true;
        *e = in->stream->error;
        p->source = source_of(in, 0, out);
        return true;
    }
    input_close(in);
    return false;
}
