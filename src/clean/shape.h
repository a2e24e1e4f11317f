/* shape: lines that are furniture by how they are written: counts, ages, tags, paths, credits, copyright lines.
 *
 *     shape_of("12 comments")          // "share bar"
 *     shape_of("News > World > Coast") // "navigation"
 *     shape_of("Jon Reed/AP")          // "photo credit" */
#ifndef ACCORD_CLEAN_SHAPE_H
#define ACCORD_CLEAN_SHAPE_H

#include "clean/sheet.h"

/* Why the line is no text, as the article's list of dropped pieces says it; empty for one that may be. */
str shape_of(str line);
/* "(c) 2026 Harbour Press", "Copyright Harbour Press Limited 2026." */
bool shape_is_copyright(str line);
/* "Jon Reed/AP", "AFP via Getty Images", "Jon Reed for The Beacon/Handout": who made a picture and for whom. */
bool shape_is_credit(str s);
/* "1:04 Watch the old bridge come down": how many seconds a recording lasts whose title is all that follows; -1 when the
 * line is none such. It may as well be an entry of a list of hours: see the lines around it. */
int32_t shape_clip(str line);
/* "[OTHER NEWS: Bridge closed]": a line in brackets that begins with a label in capitals. */
bool shape_is_label(str line);
/* "Image 1 of 10", "Photo 2 of 6" at the beginning of s: the bytes of what a gallery counts and the blank, or 0. */
ptrdiff_t shape_gallery_word(str s);
/* "5 min read" at the beginning of s: its bytes, or 0. */
ptrdiff_t shape_reading_time(str s);

#endif
