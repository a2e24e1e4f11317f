#include "clean/html_tree.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/os.h"
#include "check.h"
#include "clean/html_block.h"

static arena out, tmp;

/* The tree in one line: "ul(li('one')li('two'))". */
static const char *shape(const char *page) {
    static char line[4096];
    arena_reset(&out);
    arena_reset(&tmp);
    struct html_tree t;
    html_tree_parse(&t, str_cstr(page), &out, tmp);
    buf b = {0};
    for (int32_t i = 0; i < t.nodes.n; i++) {
        const struct html_node *n = &t.nodes.p[i];
        for (int32_t up = i ? i - 1 : -1; up >= 0 && up != n->parent; up = t.nodes.p[up].parent)
            if (t.nodes.p[up].end <= i && t.nodes.p[up].tag != TAG_TEXT && t.nodes.p[up].end > up + 1)
                buf_byte(&b, ')');
        if (n->tag == TAG_TEXT)
            buf_fmt(&b, "'%.*s%s%s'", (int)(n->end_raw - n->beg_raw), page + n->beg_raw,
                    n->format & FORMAT_BOLD ? "*" : "", n->link >= 0 ? "@" : "");
        else
            buf_fmt(&b, "%.*s%s", STR_FMT(html_tag_name[n->tag < HTML_TAG_COUNT ? n->tag : HTML_TAG_COUNT]),
                    n->end > i + 1 ? "(" : ";");
    }
    ptrdiff_t n = b.n < (ptrdiff_t)sizeof line - 1 ? b.n : (ptrdiff_t)sizeof line - 1;
    if (n) memcpy(line, b.p, (size_t)n);
    line[n] = 0;
    buf_clear(&b);
    return line;
}

static void end_tags_are_implied_as_the_standard_says(void **state) {
    (void)state;
    static const struct {
        const char *page, *want;
    } cases[] = {
        {"<p>a<p>b", "p('a')p('b'"},
        {"<p>a<div>b</div>c", "p('a')div('b')'c'"},
        {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li('a')li('b'ul(li('c')))li('d'"},
        {"<dl><dt>a<dd>b<dt>c", "dl(dt('a')dd('b')dt('c'"},
        {"<table><tr><td>a<td>b<tr><th>c</table>d", "table(tr(td('a')td('b'))tr(th('c')))'d'"},
        {"<td>a</td>", "'a'"},
        {"<h1>a<h2>b", "h1('a')h2('b'"},
        {"<h1>a</h3>b", "h1('a')'b'"},
        {"<b>a<p>b</b>c", "'a*'p('b*''c'"},
        {"<a href=x>a<a href=y>b</a>c", "'a@''b@''c'"},
        {"<a>a</a>", "'a'"},
        {"<br>a</br>b</p>c", "br;'a'br;'b'p;'c'"},
        {"<div><span>a</div>b", "div(span('a'))'b'"},
        {"<span>a</div>b", "span('a''b'"},
        {"<svg><title>a</title><p>b", "svg(title('a'))p('b'"},
        {"<title>a<b>c</title>d", "title('a<b>c')'d'"},
        {"<script>a</p></script>b", "script('a</p>')'b'"},
        {"<form>a<div>b</form>c</div>d", "form('a'div('b''c')'d'"},
        {"<x-y>a<X-Y>b</x-y>c</x-y>d", "?('a'?('b')'c')'d'"},
        {"<select><option>a<option>b<input>c", "select(option('a')option('b'))input;'c'"},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = shape(cases[i].page);
        if (strcmp(got, cases[i].want) != 0)
            print_error("%s\n  want %s\n  got  %s\n", cases[i].page, cases[i].want, got);
        wrong += strcmp(got, cases[i].want) != 0;
    }
    assert_int_equal(wrong, 0);
}

static void names_are_sorted_and_found(void **state) {
    (void)state;
    for (int t = TAG_TEXT + 1; t < HTML_TAG_COUNT; t++) {
        assert_int_equal(html_tag_of(html_tag_name[t]), t);
        if (t > TAG_TEXT + 1) assert_true(str_cmp(html_tag_name[t - 1], html_tag_name[t]) < 0);
    }
    assert_int_equal(html_tag_of(S("DiV")), TAG_DIV);
    assert_int_equal(html_tag_of(S("")), TAG_UNKNOWN);
    assert_int_equal(html_tag_of(S("divv")), TAG_UNKNOWN);
}

/* A megabyte of what nests, is left open or closes nothing costs what a megabyte of text costs. */
static void hostile_nesting_costs_what_its_bytes_cost(void **state) {
    (void)state;
    static const char *const units[] = {"<div>",       "<b>",           "<span>",     "<a href=x>",   "<p><b>",
                                        "<table><td>", "<li>",          "<ul><li>",   "<div></span>", "<span></p>",
                                        "<x1>",        "<svg>",         "<template>", "<select>",     "<button>",
                                        "<td>",        "<dl><dd><div>", "</p>",       "<h1>",         "<div><li>"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        arena_reset(&out);
        arena_reset(&tmp);
        ptrdiff_t k = (ptrdiff_t)strlen(units[u]), n = (1 << 20) / k * k;
        char *p = arena_new(&out, char, n);
        for (ptrdiff_t i = 0; i < n; i++) p[i] = units[u][i % k];
        double began = os_seconds();
        struct html_tree t;
        struct html_blocks b;
        html_tree_parse(&t, str_of(p, n), &out, tmp);
        html_blocks_find(&t, &b, &out, tmp);
        assert_true(os_seconds() - began < 2);
    }
}

static void a_page_of_too_many_elements_is_refused(void **state) {
    (void)state;
    static const char *const units[] = {"<div>", "<i>x", "<br>", "<p a b c>", "x<br>"};
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        ptrdiff_t k = (ptrdiff_t)strlen(units[u]), n = k * (LIMIT_PAGE_NODES + 1), sizes[] = {k * 1000, n};
        for (int i = 0; i < 2; i++) {
            arena_reset(&out);
            arena_reset(&tmp);
            char *p = arena_new(&out, char, sizes[i]);
            for (ptrdiff_t at = 0; at < sizes[i]; at++) p[at] = units[u][at % k];
            struct html_tree t;
            assert_int_equal(html_tree_parse(&t, str_of(p, sizes[i]), &out, tmp), i == 0);
            assert_true(t.nodes.n + t.attributes.n <= LIMIT_PAGE_NODES + 4);
        }
    }
    // the attributes of one element behind the limit are passed over
    arena_reset(&out);
    ptrdiff_t n = 2 * (LIMIT_TAG_ATTRIBUTES + 9);
    char *p = arena_new(&out, char, n + 5);
    memcpy(p, "<p", 2);
    for (ptrdiff_t at = 2; at < n; at++) p[at] = at % 2 ? 'a' : ' ';
    memcpy(p + n, ">Text", 5);
    struct html_tree t;
    assert_true(html_tree_parse(&t, str_of(p, n + 5), &out, tmp));
    assert_int_equal(t.nodes.p[0].attributes, LIMIT_TAG_ATTRIBUTES);
    assert_int_equal(t.nodes.n, 2);
}

int main(void) {
    if (!arena_init(&out, (ptrdiff_t)1 << 30) || !arena_init(&tmp, (ptrdiff_t)1 << 30)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(end_tags_are_implied_as_the_standard_says),
        cmocka_unit_test(names_are_sorted_and_found),
        cmocka_unit_test(a_page_of_too_many_elements_is_refused),
        cmocka_unit_test(hostile_nesting_costs_what_its_bytes_cost),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    arena_clear(&tmp);
    return failed;
}
