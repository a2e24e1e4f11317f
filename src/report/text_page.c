#include "report/text_page.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "report/escape.h"

enum { NARROWEST = 20 }; // columns that a line keeps for words, whatever its indent

static str style_code(enum text_style style) {
    switch (style) {
    case TEXT_BOLD: return S("\x1b[1m");
    case TEXT_DIM: return S("\x1b[2m");
    case TEXT_GOOD: return S("\x1b[32m");
    case TEXT_BAD: return S("\x1b[31m");
    case TEXT_WARN: return S("\x1b[33m");
    case TEXT_TITLE: return S("\x1b[1;36m");
    case TEXT_PLAIN: break;
    }
    return (str){0};
}

static int line_end(const struct text *t) { return t->width < t->hang + NARROWEST ? t->hang + NARROWEST : t->width; }

static void line_break(struct text *t) {
    buf_byte(t->out, '\n');
    buf_fill(t->out, ' ', t->hang);
    t->column = t->hang;
    t->fresh = true;
}

/* Sets the pending word on the line, or on the next one. */
static void set_word(struct text *t) {
    if (!t->bytes) return;
    bool space = t->space && !t->fresh;
    if (!t->fresh && t->column + space + t->columns > line_end(t)) {
        line_break(t);
        space = false;
    }
    if (space) buf_byte(t->out, ' ');
    buf_put(t->out, str_of(t->word, t->bytes));
    t->column += space + t->columns;
    t->fresh = t->space = false;
    t->bytes = t->columns = 0;
}

static void add(struct text *t, str s) {
    memcpy(t->word + t->bytes, s.p, (size_t)s.n);
    t->bytes += (int)s.n;
}

void text_begin(struct text *t, int indent, int hang) {
    buf_fill(t->out, ' ', indent);
    t->column = indent;
    t->hang = hang;
    t->fresh = true;
    t->space = false;
    t->bytes = t->columns = 0;
}

void text_words(struct text *t, str s, enum text_style style) {
    str code = t->colour ? style_code(style) : (str){0};
    bool open = false; // the style is on in word
    for (ptrdiff_t i = 0; i < s.n;) {
        int n = 1;
        uint32_t c = utf8_at(s, i, &n);
        str piece = str_of(s.p + i, n);
        i += n;
        if (c < 0x20 || c == 0x7F || (utf8_is_space(c) && c != 0xA0 && c != 0x202F)) {
            if (open) add(t, S("\x1b[0m"));
            open = false;
            set_word(t);
            t->space = true;
            continue;
        }
        if ((c >= 0x80 && c < 0xA0) || escape_turns(c) || (c == 0xFFFD && n == 1)) piece = S("\xEF\xBF\xBD");
        int columns = utf8_columns(piece);
        bool full = t->bytes > TEXT_WORD_BYTES - 32; // a character and two colour codes still fit
        if (full || t->columns + columns > line_end(t) - t->hang) {
            if (open) add(t, S("\x1b[0m"));
            open = false;
            set_word(t);
        }
        if (!open && code.n) {
            add(t, code);
            open = true;
        }
        add(t, piece);
        t->columns += columns;
    }
    if (open) add(t, S("\x1b[0m"));
}

void text_tab(struct text *t, int column) {
    set_word(t);
    t->space = false;
    if (t->column > column || (t->column == column && !t->fresh)) line_break(t);
    if (t->column < column) {
        buf_fill(t->out, ' ', column - t->column);
        t->column = column;
    }
    t->fresh = true;
}

void text_fmt(struct text *t, enum text_style style, const char *format, ...) {
    char line[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0) return;
    text_words(t, str_of(line, n < (int)sizeof line ? n : (int)sizeof line - 1), style);
}

void text_end(struct text *t) {
    set_word(t);
    while (t->out->n && t->out->p[t->out->n - 1] == ' ') t->out->n--;
    buf_byte(t->out, '\n');
}

void text_gap(struct text *t) { buf_byte(t->out, '\n'); }
