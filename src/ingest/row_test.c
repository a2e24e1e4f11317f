#include "ingest/row.h"

#include <stdio.h>

#include "check.h"

static arena out;

/* What a row comes to. */
static const char *told(const char *json) {
    static char line[2048];
    error e = {.at = -1};
    page p = {0};
    arena_reset(&out);
    json_t *object = row_parse(str_cstr(json), &e);
    if (!object || !row_read(object, &p, &out, &e)) {
        snprintf(line, sizeof line, "%s", e.words);
    } else {
        int n = snprintf(line, sizeof line, "%s|%.*s|%.*s|%.*s|%.*s %.*s|%.*s|%.*s|",
                         p.format == PAGE_HTML   ? "html"
                         : p.format == PAGE_TEXT ? "text"
                                                 : "plain",
                         STR_FMT(p.id), STR_FMT(p.url), STR_FMT(p.outlet), STR_FMT(p.published),
                         STR_FMT(p.published_from), STR_FMT(p.fetched), STR_FMT(p.language));
        for (ptrdiff_t i = 0; i < p.byline.n; i++)
            n += snprintf(line + n, sizeof line - (size_t)n, "%s%.*s", i ? "+" : "", STR_FMT(p.byline.p[i]));
        snprintf(line + n, sizeof line - (size_t)n, "|%.*s|%.*s", STR_FMT(p.title), STR_FMT(p.raw));
    }
    json_decref(object);
    return line;
}

#define expect(json, want) assert_string_equal(told(json), (want))

static void crawlers_have_their_own_names(void **state) {
    (void)state;
    // news-please
    expect("{\"authors\": [\"Marta Lind\", \"Jon Berg\"], \"date_download\": \"2025-12-04 06:00:00\", \"date_modify\": "
           "null, "
           "\"date_publish\": \"2025-12-03 21:15:00\", \"description\": \"Short.\", \"language\": \"en\", "
           "\"maintext\": \"The bridge is shut.\", "
           "\"source_domain\": \"harbourpost.example\", \"title\": \"Bridge shut\", \"url\": "
           "\"https://harbourpost.example/1\"}",
           "text||https://harbourpost.example/1|harbourpost.example|2025-12-03 21:15:00 "
           "row|2025-12-04T06:00:00Z|en|Marta Lind+Jon Berg|"
           "Bridge shut|The bridge is shut.");
    // trafilatura
    expect("{\"title\": \"Bridge shut\", \"author\": \"Marta Lind; Jon Berg\", \"hostname\": \"harbourpost.example\", "
           "\"date\": \"2025-12-03\", "
           "\"id\": null, \"source\": \"https://harbourpost.example/1\", \"source-hostname\": \"Harbour Post\", "
           "\"text\": \"It is shut.\"}",
           "plain||https://harbourpost.example/1|Harbour Post|2025-12-03 row|||Marta Lind+Jon Berg|Bridge shut|It is "
           "shut.");
    // JSON Feed
    expect("{\"id\": \"x\", \"content_html\": \"<p>It is shut.\", \"date_published\": \"2025-12-03T21:15:00+01:00\", "
           "\"authors\": [{\"name\": \"Marta Lind\"}, 3]}",
           "html|x|||2025-12-03T21:15:00+01:00 row|||Marta Lind||<p>It is shut.");
    // a field that is HTML or text
    expect("{\"content\": \"<div>It is shut.</div>\", \"timestamp\": 12, \"lang\": \"en\"}",
           "html|||| ||en|||<div>It is shut.</div>");
    expect("{\"body\": \"5 < 6\", \"article\": \"It is shut.\", \"timestamp\": \"2025-12-03\"}",
           "text|||| |2025-12-03||||It is shut.");
}

static void our_own_names_come_first(void **state) {
    (void)state;
    expect("{\"text\": \"Ours.\", \"maintext\": \"Theirs.\", \"published\": \"2025-12-03\", \"date\": \"2024-01-01\", "
           "\"byline\": \"A B\", \"authors\": [\"C D\"]}",
           "plain||||2025-12-03 row|||A B||Ours.");
    expect("{\"html\": \"<p>Ours\", \"maintext\": \"Theirs.\"}", "html|||| |||||<p>Ours");
    // what makes no sense under another's name is no error
    expect("{\"text\": \"T\", \"date\": \"soon\", \"author\": 3, \"domain\": [], \"authors\": {\"x\": 1}, "
           "\"timestamp\": \"never\", \"headline\": {}}",
           "plain|||| |||||T");
    expect("{\"description\": \"Short.\"}", "it has no \"text\"");
    expect("{\"text\": \"T\", \"published\": \"soon\"}", "its \"published\" is no date: soon");
}

int main(void) {
    if (!arena_init(&out, 16 << 20)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crawlers_have_their_own_names),
        cmocka_unit_test(our_own_names_come_first),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
