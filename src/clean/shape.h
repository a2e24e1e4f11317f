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
/* "5 min read" at the beginning of s: its bytes, or 0. */
ptrdiff_t shape_reading_time(str s);

#endif
