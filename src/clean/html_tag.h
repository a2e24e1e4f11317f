/* html_tag: the elements of HTML by name, and what the parser and the reader of text have to know about each.
 *
 *     html_tag_of(S("DIV"))                           // TAG_DIV
 *     html_tag_traits[TAG_DIV] & TRAIT_BLOCK          // its text stands in lines of its own
 *
 * Names that are not in the list get TAG_UNKNOWN. Constant: any number of threads may read. */
#ifndef ACCORD_CLEAN_HTML_TAG_H
#define ACCORD_CLEAN_HTML_TAG_H

#include "base/str.h"

enum html_trait {
    TRAIT_BLOCK = 1,     // laid out on lines of its own
    TRAIT_SPECIAL = 2,   // the standard's "special" elements, over which an end tag does not reach
    TRAIT_VOID = 4,      // has no content
    TRAIT_FORMAT = 8,    // the standard's formatting elements, which go on over block boundaries
    TRAIT_SKIP = 16,     // what is in it is not shown, or is not text
    TRAIT_SCOPE = 32,    // ends scopes and formatting
    TRAIT_CLOSES_P = 64, // its start tag ends an open paragraph
    TRAIT_HEAD = 128,    // may stand in the head
};

/* Sorted by name. */
#define B TRAIT_BLOCK
#define P TRAIT_SPECIAL
#define V TRAIT_VOID
#define F TRAIT_FORMAT
#define K TRAIT_SKIP
#define C TRAIT_SCOPE
#define Q TRAIT_CLOSES_P
#define H TRAIT_HEAD
// clang-format off
#define HTML_TAGS(X)                                                                                                   \
    X(A, "a", F) X(ADDRESS, "address", B | P | Q) X(APPLET, "applet", P | C | K) X(AREA, "area", P | V)                \
    X(ARTICLE, "article", B | P | Q) X(ASIDE, "aside", B | P | Q) X(AUDIO, "audio", K) X(B, "b", F)                    \
    X(BASE, "base", P | V | H) X(BASEFONT, "basefont", P | V | H) X(BGSOUND, "bgsound", P | V | H) X(BIG, "big", F)    \
    X(BLOCKQUOTE, "blockquote", B | P | Q) X(BODY, "body", B | P) X(BR, "br", P | V) X(BUTTON, "button", P)            \
    X(CANVAS, "canvas", K) X(CAPTION, "caption", B | P | C) X(CENTER, "center", B | P | Q) X(CITE, "cite", 0)          \
    X(CODE, "code", F) X(COL, "col", P | V) X(COLGROUP, "colgroup", P) X(DATALIST, "datalist", K)                      \
    X(DD, "dd", B | P | Q) X(DEL, "del", 0) X(DETAILS, "details", B | P | Q) X(DIALOG, "dialog", B | Q)                \
    X(DIR, "dir", B | P | Q) X(DIV, "div", B | P | Q) X(DL, "dl", B | P | Q) X(DT, "dt", B | P | Q) X(EM, "em", F)     \
    X(EMBED, "embed", P | V) X(FIELDSET, "fieldset", B | P | Q) X(FIGCAPTION, "figcaption", B | P | Q)                 \
    X(FIGURE, "figure", B | P | Q) X(FONT, "font", F) X(FOOTER, "footer", B | P | Q) X(FORM, "form", B | P | Q)        \
    X(FRAME, "frame", P | V) X(FRAMESET, "frameset", P) X(H1, "h1", B | P | Q) X(H2, "h2", B | P | Q)                  \
    X(H3, "h3", B | P | Q) X(H4, "h4", B | P | Q) X(H5, "h5", B | P | Q) X(H6, "h6", B | P | Q) X(HEAD, "head", P | K) \
    X(HEADER, "header", B | P | Q) X(HGROUP, "hgroup", B | P | Q) X(HR, "hr", B | P | V | Q)                           \
    X(HTML, "html", P | C) X(I, "i", F) X(IFRAME, "iframe", P | K) X(IMG, "img", P | V) X(INPUT, "input", P | V)       \
    X(INS, "ins", 0) X(KEYGEN, "keygen", P | V) X(LABEL, "label", 0) X(LEGEND, "legend", B) X(LI, "li", B | P | Q)     \
    X(LINK, "link", P | V | H) X(LISTING, "listing", B | P | Q) X(MAIN, "main", B | P | Q)                             \
    X(MARQUEE, "marquee", B | P | C) X(MATH, "math", K | C) X(MENU, "menu", B | P | Q) X(META, "meta", P | V | H)      \
    X(NAV, "nav", B | P | Q) X(NOBR, "nobr", F) X(NOEMBED, "noembed", P | K) X(NOFRAMES, "noframes", P | K | H)        \
    X(NOSCRIPT, "noscript", P | K | H) X(OBJECT, "object", P | C) X(OL, "ol", B | P | Q)                               \
    X(OPTGROUP, "optgroup", K) X(OPTION, "option", K) X(P, "p", B | P | Q) X(PARAM, "param", P | V)                    \
    X(PLAINTEXT, "plaintext", B | P | Q) X(PRE, "pre", B | P | Q) X(Q, "q", 0) X(RP, "rp", K) X(RT, "rt", K)           \
    X(S, "s", F) X(SCRIPT, "script", P | K | H) X(SEARCH, "search", B | P | Q) X(SECTION, "section", B | P | Q)        \
    X(SELECT, "select", P | K) X(SMALL, "small", F) X(SOURCE, "source", P | V) X(SPAN, "span", 0)                      \
    X(STRIKE, "strike", F) X(STRONG, "strong", F) X(STYLE, "style", P | K | H) X(SUB, "sub", 0)                        \
    X(SUMMARY, "summary", B | P | Q) X(SUP, "sup", 0) X(SVG, "svg", K | C) X(TABLE, "table", B | P | C | Q)            \
    X(TBODY, "tbody", B | P) X(TD, "td", B | P | C) X(TEMPLATE, "template", P | K | C | H)                             \
    X(TEXTAREA, "textarea", P | K) X(TFOOT, "tfoot", B | P) X(TH, "th", B | P | C) X(THEAD, "thead", B | P)            \
    X(TIME, "time", 0) X(TITLE, "title", P | K | H) X(TR, "tr", B | P) X(TRACK, "track", P | V) X(TT, "tt", F)         \
    X(U, "u", F) X(UL, "ul", B | P | Q) X(VIDEO, "video", K) X(WBR, "wbr", P | V) X(XMP, "xmp", B | P | Q)
// clang-format on

enum html_tag {
    TAG_TEXT, // a text node
#define X(constant, name, traits) TAG_##constant,
    HTML_TAGS(X)
#undef X
        TAG_UNKNOWN, // the first number of a name that is not in the list
    HTML_TAG_COUNT = TAG_UNKNOWN
};
#undef B
#undef P
#undef V
#undef F
#undef K
#undef C
#undef Q
#undef H

extern const uint8_t html_tag_traits[HTML_TAG_COUNT + 1]; // enum html_trait, those of TAG_UNKNOWN are 0
extern const str html_tag_name[HTML_TAG_COUNT + 1];

/* The element of a name in any case, TAG_UNKNOWN when it is none of the list. */
enum html_tag html_tag_of(str name);

#endif
