/* group: readings -> stories: which articles are about one happening.
 *
 * Independent of the order of the readings. */
#ifndef ACCORD_STORY_GROUP_H
#define ACCORD_STORY_GROUP_H

#include "doc/article.h"

/* story[i] becomes the story of articles[i]: stories are numbered from 0 in the order of their first article. False
 * when memory is missing. */
bool group_articles(const article *const *articles, ptrdiff_t n, int32_t *story, arena tmp);

#endif
