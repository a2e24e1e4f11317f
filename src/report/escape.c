#include "report/escape.h"

#include "base/utf8.h"

bool escape_turns(uint32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static bool line_or_tab(uint32_t c) { return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029; }

static bool unfit(uint32_t c) {
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0), none = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    return control || none || c == 0xFEFF || escape_turns(c);
}

/* The next character of s at *i, as it may be written: a line break or a tab is a space. */
static str next(str s, ptrdiff_t *i) {
    int n;
    uint32_t c = utf8_at(s, *i, &n);
    str piece = str_of(s.p + *i, n);
    *i += n;
    if (line_or_tab(c)) return S(" ");
    return unfit(c) || (c == 0xFFFD && n == 1) ? S("\xEF\xBF\xBD") : piece;
}

static str html_reference(char c) {
    switch (c) {
    case '&': return S("&amp;");
    case '<': return S("&lt;");
    case '>': return S("&gt;");
    case '"': return S("&quot;");
    case '\'': return S("&#39;");
    default: return (str){0};
    }
}

void escape_html(buf *out, str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        str piece = next(s, &i), reference = html_reference(piece.p[0]);
        buf_put(out, reference.n ? reference : piece);
    }
}

void escape_md(buf *out, str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        str piece = next(s, &i);
        bool mark = strchr("\\`*_{}[]<>#|~$&@", piece.p[0]) != NULL;
        bool address = piece.p[0] == ':' && i < s.n && s.p[i] == '/'; // which some readers would make a link
        if (mark || address) buf_byte(out, '\\');
        buf_put(out, piece);
    }
}

static bool number(str s) {
    bool digits = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (ascii_digit(s.p[i]))
            digits = true;
        else if (s.p[i] != '.' && !(i == 0 && s.p[i] == '-'))
            return false;
    }
    return digits;
}

void escape_csv(buf *out, str s) {
    bool formula = s.n && strchr("=+-@", s.p[0]) && s.p[0] && !number(s), quotes = formula;
    for (ptrdiff_t i = 0; i < s.n && !quotes; i++)
        quotes = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == ';' || ascii_space(s.p[i]);
    if (quotes) buf_byte(out, '"');
    if (formula) buf_byte(out, '\'');
    for (ptrdiff_t i = 0; i < s.n;) {
        str piece = next(s, &i);
        if (piece.p[0] == '"') buf_byte(out, '"');
        buf_put(out, piece);
    }
    if (quotes) buf_byte(out, '"');
}

void escape_tsv(buf *out, str s) {
    for (ptrdiff_t i = 0; i < s.n;) buf_put(out, next(s, &i));
}
