/* text_page: words -> lines of a given width, for the terminal.
 *
 *     struct text t = {.out = &b, .width = 80};
 *     text_begin(&t, 2, 4);                            // the first line stands 2 in, the next ones 4
 *     text_words(&t, S("established"), TEXT_BOLD);
 *     text_words(&t, S(" by two origins"), TEXT_PLAIN);
 *     text_end(&t);
 *
 * A space in what is put is a place to break; a run of white space is one space; words put without a space between them
 * stay together. A word wider than a line is cut. Control characters and marks that turn the direction of writing never
 * reach the terminal: they become spaces or U+FFFD. No line ends in a space. Colour is written only where `colour` is
 * set. It holds no memory but the out that it was given. */
#ifndef ACCORD_REPORT_TEXT_PAGE_H
#define ACCORD_REPORT_TEXT_PAGE_H

#include "base/buf.h"

enum text_style { TEXT_PLAIN, TEXT_BOLD, TEXT_DIM, TEXT_GOOD, TEXT_BAD, TEXT_WARN, TEXT_TITLE };

enum { TEXT_WORD_BYTES = 8192 }; // a longer word is cut: a line of it with all its accents and colours fits

struct text {
    buf *out;
    int width;
    bool colour;
    /* Of the paragraph that is open. */
    char word[TEXT_WORD_BYTES]; // what has come since the last space, with its colours
    int bytes, columns;         // of word
    int column;                 // where the line stands
    int hang;                   // indent of the next lines
    bool fresh;                 // nothing stands on this line yet
    bool space;                 // a space is due before word
};

void text_begin(struct text *t, int indent, int hang);
void text_words(struct text *t, str s, enum text_style style);
/* A space that lines do not break at is written by words of text_words that are put without one; this puts n columns of
 * blank up to column `column` on the same line, or a line break where the line is past it. */
void text_tab(struct text *t, int column);
void text_fmt(struct text *t, enum text_style style, const char *format, ...) __attribute__((format(printf, 3, 4)));
void text_end(struct text *t);
/* An empty line. */
void text_gap(struct text *t);

#endif
