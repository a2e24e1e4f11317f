/* The library as its users see it. */
#include "check.h"

#include <stdlib.h>

#include "accord.h"

static const char ferry[] =
    "The ferry sank off Torvik on Tuesday, the coast guard said. At least 12 people were rescued.";
static const char harbour[] = "A ferry sank off Torvik on Tuesday. The coast guard said that 12 people were rescued.";

static int add(accord *a, const char *id, const char *outlet, const char *published, const char *text) {
    accord_article one = {.id = id, .outlet = outlet, .published = published, .text = text, .size = strlen(text)};
    return accord_add(a, &one);
}

static void an_account_of_two_articles(void **state) {
    (void)state;
    accord *a = accord_new();
    accord_set_one_story(a, 1);
    accord_set_threads(a, 3);
    assert_int_equal(add(a, "one", "Harbour Post", "2025-03-04", ferry), ACCORD_OK);
    assert_int_equal(add(a, "one", "Inland Tribune", "2025-03-05", harbour), ACCORD_OK);
    assert_int_equal(accord_articles(a), 2);
    size_t size, again;
    char *json = accord_report_json(a, &size), *twice = accord_report_json(a, &again);
    assert_int_equal(size, strlen(json));
    assert_int_equal(size, again);
    assert_memory_equal(json, twice, size);
    assert_non_null(strstr(json, "\"id\":\"one\""));
    assert_non_null(strstr(json, "\"id\":\"one-2\"")); // an id names one article
    char *text = accord_report_text(a, 80, NULL), *read = accord_read_json(a, NULL);
    assert_non_null(strstr(text, "Inland Tribune"));
    assert_non_null(strstr(read, "\"sentences\""));
    accord_output_free(json);
    accord_output_free(twice);
    accord_output_free(text);
    accord_output_free(read);
    accord_free(a);
}

static void what_is_rejected_is_said(void **state) {
    (void)state;
    accord *a = accord_new();
    assert_int_equal(add(a, NULL, NULL, NULL, ""), ACCORD_REJECTED);
    assert_true(strlen(accord_error(a)) > 0);
    assert_int_equal(add(a, "bad", NULL, NULL, "not \377 UTF-8"), ACCORD_REJECTED);
    assert_non_null(strstr(accord_error(a), "bad: "));
    assert_non_null(strstr(accord_error(a), "byte 4: "));
    accord_article odd = {.text = ferry, .size = sizeof ferry - 1, .format = 77};
    assert_int_equal(accord_add(a, &odd), ACCORD_REJECTED);
    odd = (accord_article){.size = 5};
    assert_int_equal(accord_add(a, &odd), ACCORD_REJECTED);
    assert_int_equal(accord_add_path(a, "no/such/file.txt"), ACCORD_REJECTED);
    assert_non_null(strstr(accord_error(a), "no/such/file.txt: "));
    assert_int_equal(accord_set_as_of(a, "someday"), ACCORD_REJECTED);
    assert_int_equal(accord_rejected(a), 5);
    assert_int_equal(accord_articles(a), 0);
    assert_int_equal(add(a, NULL, NULL, NULL, ferry), ACCORD_OK);
    assert_string_equal(accord_error(a), "");
    accord_free(a);
    accord_free(NULL);
}

static void nothing_gives_an_empty_account(void **state) {
    (void)state;
    accord *a = accord_new();
    char *json = accord_report_json(a, NULL), *text = accord_report_text(a, 80, NULL);
    assert_non_null(strstr(json, "\"stories\":[]"));
    assert_string_equal(text, "");
    accord_output_free(json);
    accord_output_free(text);
    accord_free(a);
}

static void options_change_the_account(void **state) {
    (void)state;
    accord *a = accord_new();
    accord_set_one_story(a, 1);
    assert_int_equal(add(a, "early", "Harbour Post", "2025-03-04", ferry), ACCORD_OK);
    assert_int_equal(add(a, "late", "Inland Tribune", "2025-03-09", harbour), ACCORD_OK);
    assert_int_equal(accord_set_as_of(a, "2025-03-05"), ACCORD_OK);
    assert_int_equal(accord_set_without(a, "Harbour Post"), ACCORD_OK);
    char *json = accord_report_json(a, NULL);
    assert_non_null(strstr(json, "\"as_of\":\"2025-03-05\""));
    assert_null(strstr(json, "\"late\""));
    accord_output_free(json);
    assert_int_equal(accord_set_as_of(a, NULL), ACCORD_OK);
    assert_int_equal(accord_set_without(a, NULL), ACCORD_OK);
    json = accord_report_json(a, NULL);
    assert_non_null(strstr(json, "\"late\""));
    accord_output_free(json);
    accord_free(a);
}

static void every_format_has_a_name(void **state) {
    (void)state;
    static const char *const formats[][2] = {{"text", "ESTABLISHED OR"},
                                             {"json", "{\"accord\""},
                                             {"md", "# "},
                                             {"html", "<!doctype html>"},
                                             {"csv", "story,claim"}};
    accord *a = accord_new();
    accord_set_one_story(a, 1);
    assert_int_equal(accord_add_path(a, SOURCE_DIR "/examples/ferry/articles"), ACCORD_OK);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t size;
        char *report = accord_report(a, formats[i][0], 80, &size);
        assert_non_null(report);
        assert_int_equal(strlen(report), size);
        assert_non_null(strstr(report, formats[i][1]));
        accord_output_free(report);
    }
    assert_null(accord_report(a, "nosuch", 80, NULL));
    assert_string_not_equal(accord_error(a), "");
    accord_free(a);
}

static void a_folder_as_the_program_takes_it(void **state) {
    (void)state;
    accord *a = accord_new();
    accord_set_threads(a, 2);
    assert_int_equal(accord_add_path(a, SOURCE_DIR "/examples/ferry/articles"), ACCORD_OK);
    assert_int_equal(accord_articles(a), 5);
    accord_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_of_two_articles),       cmocka_unit_test(what_is_rejected_is_said),
        cmocka_unit_test(nothing_gives_an_empty_account),   cmocka_unit_test(options_change_the_account),
        cmocka_unit_test(a_folder_as_the_program_takes_it), cmocka_unit_test(every_format_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
