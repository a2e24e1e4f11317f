/* report_json: articles, readings and accounts -> JSON, field by field as docs/design.md ("JSON") has it.
 *
 *     json j = {.out = &b};
 *     json_reading(&j, &reading, false); // {"id":"a1","source":…,"text":…,"sentences":[…],…}
 *
 * Every field of the contract is present: null, "" or [] where nothing is known. A place is
 * {"article": ID, "start": s, "end": e, "raw": [b, e]}: s and e count code points of the article's text, raw counts
 * bytes of the input. All functions are pure and thread-safe. */
#ifndef ACCORD_REPORT_REPORT_JSON_H
#define ACCORD_REPORT_REPORT_JSON_H

#include "account/account.h"
#include "base/json.h"
#include "doc/reading.h"

/* One object each. reprint_of is the id of the article that this one repeats, or empty. */
void json_article(json *j, const article *a, str reprint_of);
/* With `explain` every finding has a "rule" as well. */
void json_reading(json *j, const reading *r, bool explain);
void json_story(json *j, const account *a);

/* The members of the outer object of an account: {"accord":"1","made":{…},"stories":[ and, after the stories, ]}.
 * as_of and without are empty where there were none. */
void json_account_open(json *j, str program, str model, str as_of, str without);
void json_account_close(json *j);

/* What the writers share: the members of an article; of a place, in an object that is open; of a when. */
void json_article_members(json *j, const article *a, str reprint_of);
void json_place(json *j, const article *a, span s);
void json_head(json *j, const article *a, span head);
void json_points(json *j, const article *a, span s);
/* {"value","precision"}, or null where value is empty. */
void json_when(json *j, str value, enum precision precision);
/* The same; "inferred": true where the text around it gives the day. */
void json_when_inferred(json *j, str value, enum precision precision, bool inferred);
void json_strs(json *j, strs s);
/* A bound of an amount: null where there is none. */
void json_bound(json *j, bool known, double x);

#endif
