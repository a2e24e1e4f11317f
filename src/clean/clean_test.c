#include "clean/clean.h"

#include <stdio.h>
#include <stdlib.h>

#include "article_check.h"
#include "base/limits.h"
#include "base/os.h"
#include "check.h"
#include "clean/byline.h"
#include "clean/language.h"
#include "clean/sheet.h"

static arena out, tmp;

static bool run(str raw, enum page_format format, article *a, error *e) {
    page p = {.source = S("test"), .id = S("test"), .raw = raw, .format = format};
    *e = (error){.at = -1};
    arena_reset(&out);
    return clean(&p, a, &out, tmp, e);
}

/* Cleans it both ways; what comes out must keep its promises. */
static void hold(str raw) {
    article a;
    error e;
    for (int plain = 0; plain < 2; plain++) {
        if (!run(raw, plain ? PAGE_PLAIN : PAGE_TEXT, &a, &e)) {
            assert_true(e.code != ERROR_NONE && e.words[0]);
            continue;
        }
        const char *broken = article_check(&a);
        if (broken) print_error("%s: %.*s\n", broken, STR_FMT(str_head(raw, 300)));
        assert_null(broken);
        assert_true(!plain || str_eq(a.text, raw));
    }
}

static void refused(str raw, enum error_code code, ptrdiff_t at) {
    article a;
    error e;
    for (int plain = 0; plain < 2; plain++) {
        assert_false(run(raw, plain ? PAGE_PLAIN : PAGE_TEXT, &a, &e));
        assert_int_equal(e.code, code);
        assert_int_equal(e.at, at);
    }
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    refused(S(""), ERROR_EMPTY, -1);
    refused(S(" \n\t\xC2\xA0\xEF\xBB\xBF"), ERROR_EMPTY, -1);
    refused(S("ab\0c"), ERROR_BINARY, 2);
    refused(S("a\x01\x02"), ERROR_BINARY, 1);
    refused(S("\xFF\xFE"
              "a\0b\0"),
            ERROR_ENCODING, 0);
    refused(S("Caf\xE9"), ERROR_ENCODING, 3);
    refused(S("Caf\xC3"), ERROR_ENCODING, 3);
    char *big = malloc((size_t)LIMIT_TEXT_BYTES + 1);
    assert_non_null(big);
    memset(big, 'x', (size_t)LIMIT_TEXT_BYTES + 1);
    refused(str_of(big, LIMIT_TEXT_BYTES + 1), ERROR_TOO_LONG, -1);
    free(big);
    article a;
    error e;
    assert_true(run(S("One stray \x07 bell in a text that is long enough to be one, and that goes on for more than a "
                      "hundred bytes, is let through."),
                    PAGE_TEXT, &a, &e));
}

/* Pages out of the inputs of the text cases: put together at random, cut, run together, with bytes changed. */
static void what_is_kept_and_dropped_is_all_there_was(void **state) {
    (void)state;
    static const char *const files[] = {"furniture", "glue", "tweets", "metadata", "layout"};
    static str line[4000];
    ptrdiff_t lines = 0;
    char *data[5];
    for (int f = 0; f < 5; f++) {
        char path[256];
        ptrdiff_t n;
        snprintf(path, sizeof path, SOURCE_DIR "/tests/cases/clean/%s.txt", files[f]);
        assert_int_equal(os_real.read_file(NULL, path, 1 << 20, &data[f], &n), 0);
        str rest = str_of(data[f], n), one;
        while (str_next_part(&rest, '\n', &one) && lines < 4000) line[lines++] = one;
    }
    uint64_t seed = 11;
    static char text[20000];
    for (int round = 0; round < 1500; round++) {
        ptrdiff_t n = 0;
        static const char *const breaks[] = {"\n", "\n\n", " ", "\r\n", "", "\n \n"};
        for (uint64_t k = (seed = seed * 6364136223846793005u + 1442695040888963407u) >> 60; k--;) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            str one = line[(seed >> 33) % (uint64_t)lines];
            const char *sep = breaks[(seed >> 20) % 6];
            if (n + one.n + 4 > (ptrdiff_t)sizeof text) break;
            if (one.n) memcpy(text + n, one.p, (size_t)one.n);
            n += one.n;
            memcpy(text + n, sep, strlen(sep));
            n += (ptrdiff_t)strlen(sep);
        }
        if (n && seed >> 62 == 0) text[(seed >> 8) % (uint64_t)n] = "\xE2 .\"A-\n"[(seed >> 40) % 7];
        hold(str_of(text, n));
    }
    for (int f = 0; f < 5; f++) free(data[f]);
}

static void a_page_may_end_at_any_byte(void **state) {
    (void)state;
    const str text = S("Home | News\n\nBridge closed\nBy Jane Doe, Reuters\nDec. 3, 2025\n\nPORTO (AP) \xE2\x80\x94 It "
                       "shut. Image copyright EPA "
                       "Image caption A crack The town waits. EPA 4 Cars \"We knew this for years,\" she said. Related "
                       "Stories TWO MORE Fares "
                       "rise The mayor left.\n#NOW | Shut\n\xE2\x80\x94 Jane (@jane) December 3, 2025\n\xE2\x80\xA2 "
                       "one pic.twitter.com/ab1\n\nLeave a "
                       "Reply\nName *\n\xC2\xA9 2025 Post. All rights reserved.");
    for (ptrdiff_t n = 0; n <= text.n; n++) hold(str_head(text, n));
    for (ptrdiff_t n = 0; n <= text.n; n++) hold(str_drop(text, n));
}

/* One line of four million bytes, made of what the passes look for: none may look at it again and again. */
static void the_longest_text_takes_seconds_not_hours(void **state) {
    (void)state;
    static const char *const grains[] = {"x",
                                         "a ",
                                         "\xE2\x80\x94(@a)",
                                         "Related Stories. ",
                                         "\"Aa ",
                                         "EPA 4 A. ",
                                         "\n",
                                         "By A,",
                                         "Image copyright ",
                                         "A - b ",
                                         ")",
                                         "Follow us on ",
                                         "(Photo: ",
                                         "a\n",
                                         "#a |"};
    char *big = malloc((size_t)LIMIT_TEXT_BYTES);
    assert_non_null(big);
    for (size_t g = 0; g < sizeof grains / sizeof *grains; g++) {
        ptrdiff_t len = (ptrdiff_t)strlen(grains[g]), n = 0, limit = LIMIT_TEXT_BYTES / 8;
        for (; n + len <= limit; n += len) memcpy(big + n, grains[g], (size_t)len);
        double start = os_seconds();
        hold(str_of(big, n));
        if (os_seconds() - start > 5) print_error("%s: %.1f s\n", grains[g], os_seconds() - start);
        assert_true(os_seconds() - start < 60);
    }
    free(big);
}

static void languages_are_told_apart(void **state) {
    (void)state;
    assert_str(language_of(S("The mayor said that the bridge would be closed for a week.")), S("en"));
    assert_str(language_of(S("El alcalde dijo que el puente estar\xC3\xA1 cerrado por una semana.")), S("es"));
    assert_str(language_of(S("Le maire a dit que le pont serait ferm\xC3\xA9 pour une semaine.")), S("fr"));
    assert_str(language_of(S("Der B\xC3\xBCrgermeister sagte, die Br\xC3\xBC"
                             "cke werde f\xC3\xBCr eine Woche gesperrt.")),
               S("de"));
    assert_str(
        language_of(
            S("O prefeito disse que a ponte n\xC3\xA3o ser\xC3\xA1 aberta, mas os \xC3\xB4nibus v\xC3\xA3o passar.")),
        S("pt"));
    assert_str(language_of(S("\xD0\x9C\xD0\xBE\xD1\x81\xD1\x82 \xD0\xB7\xD0\xB0\xD0\xBA\xD1\x80\xD1\x8B\xD1\x82")),
               S("ru"));
    assert_str(language_of(S("12 34")), S(""));
    assert_str(language_of(S("Bridge closed")), S(""));
    assert_str(language_code(S("en-GB")), S("en"));
    assert_str(language_code(S("English")), S("en"));
    assert_str(language_code(S("deu")), S("de"));
    assert_str(language_code(S("Klingon")), S(""));
    assert_str(language_code(S("")), S(""));
}

static void languages_of_news_are_told_apart(void **state) {
    (void)state;
    static const struct {
        const char *code, *text;
    } texts[] = {
        {"it", "Il sindaco ha detto che il ponte sarà chiuso per una settimana, ma non è stato trovato alcun danno."},
        {"nl", "De burgemeester zei dat de brug een week dicht blijft, maar dat er geen schade is gevonden."},
        {"sv", "Borgmästaren sade att bron ska vara stängd i en vecka, men att det inte finns någon skada."},
        {"da", "Borgmesteren sagde, at broen skal være lukket i en uge, men at der ikke er nogen skade på den."},
        {"pl", "Burmistrz powiedział, że most będzie zamknięty przez tydzień, ale nie ma na nim żadnych szkód."},
        {"cs", "Starosta řekl, že most bude týden zavřený, ale že na něm není žádná škoda a že se brzy otevře."},
        {"tr", "Belediye başkanı köprünün bir hafta kapalı kalacağını, ancak bir hasar olmadığını ve bunun için "
               "çalışıldığını söyledi."},
        {"ro",
         "Primarul a spus că podul va fi închis pentru o săptămână, dar că nu este nicio pagubă și că va fi deschis."},
        {"hu",
         "A polgármester azt mondta, hogy a híd egy hétig zárva lesz, de nem találtak rajta kárt, és meg is nyitják."},
        {"fi",
         "Kaupunginjohtaja sanoi, että silta on suljettu viikon ajan, mutta että vaurioita ei ole ja se on ehjä."},
        {"id", "Wali kota mengatakan bahwa jembatan itu akan ditutup selama satu minggu dan tidak ada kerusakan pada "
               "yang lain."},
        {"vi", "Thị trưởng nói rằng cây cầu sẽ đóng cửa trong một tuần và không có hư hại nào được tìm thấy."},
        {"ru", "Мэр сказал, что мост будет закрыт на неделю, но что повреждений не нашли, и это хорошо."},
        {"uk", "Мер сказав, що міст буде закрито на тиждень, але що пошкоджень не знайшли, і це добре."},
        {"bg", "Кметът каза, че мостът ще бъде затворен за една седмица, но че няма открити щети по него."},
        {"el", "Ο δήμαρχος είπε ότι η γέφυρα θα μείνει κλειστή για μία εβδομάδα."},
        {"ar", "قال رئيس البلدية إن الجسر سيغلق لمدة أسبوع ولكن لم يتم العثور على أي ضرر."},
        {"fa", "شهردار گفت که پل به مدت یک هفته بسته خواهد ماند اما آسیبی دیده نشد."},
        {"he", "ראש העיר אמר שהגשר יהיה סגור למשך שבוע אבל לא נמצא נזק."},
        {"hi", "महापौर ने कहा कि पुल एक सप्ताह के लिए बंद रहेगा।"},
        {"th", "นายกเทศมนตรีกล่าวว่าสะพานจะปิดหนึ่งสัปดาห์"},
        {"zh", "市长说，这座桥将关闭一周，但没有发现任何损坏。"},
        {"ja", "市長は、橋は一週間閉鎖されるが、損傷は見つからなかったと述べた。"},
        {"ko", "시장은 다리가 일주일 동안 닫히지만 손상은 없다고 말했다."},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_str(language_of(str_cstr(texts[i].text)), str_cstr(texts[i].code));
}

static void byline(str s, const char *people, const char *agency) {
    strs all = {0};
    str found = {0};
    arena_reset(&out);
    byline_read(s, &all, &found, &out);
    char joined[300] = "";
    for (ptrdiff_t i = 0; i < all.n; i++)
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s", i ? "; " : "", STR_FMT(all.p[i]));
    assert_string_equal(joined, people);
    assert_str(found, str_cstr(agency));
}

static void bylines_are_people_and_agencies(void **state) {
    (void)state;
    byline(S("By Jane Doe"), "Jane Doe", "");
    byline(S("Jane Doe and John Roe, Reuters"), "Jane Doe; John Roe; Reuters", "Reuters");
    byline(S("BY JANE DOE, STAFF WRITER"), "JANE DOE", "");
    byline(S("By Jane van der Doe for the Harbour Post"), "Jane van der Doe", "");
    byline(S("By The Associated Press"), "The Associated Press", "Associated Press");
    byline(S("By Jos\xC3\xA9 N\xC3\xBA\xC3\xB1"
             "ez | AFP"),
           "Jos\xC3\xA9 N\xC3\xBA\xC3\xB1"
           "ez; AFP",
           "AFP");
    byline(S("By Harbour Post Staff"), "Harbour Post Staff", "");
    byline(S("By the time it was over"), "", "");
    byline(S(""), "", "");
}

static void outlets_are_found(void **state) {
    (void)state;
    assert_str(outlet_of_url(S("https://www.harbourpost.example:443/a")), S("harbourpost.example"));
    assert_str(outlet_of_url(S("http://m.post.example?x")), S("post.example"));
    assert_str(outlet_of_url(S("harbourpost.example")), S(""));
    assert_str(outlet_of_copyright(S("\xC2\xA9 2025 Harbour Post. All rights reserved.")), S("Harbour Post"));
    assert_str(outlet_of_copyright(S("Copyright \xC2\xA9 Harbour Post 2025")), S("Harbour Post"));
    assert_str(outlet_of_copyright(S("\xC2\xA9 2025")), S(""));
    assert_str(outlet_of_copyright(S("nothing")), S(""));
}

static void sentences_end_where_they_do(void **state) {
    (void)state;
    str s = S("Mr. Doe of the U.S. Senate paid 3.5 dollars. \xE2\x80\x9CReally?\xE2\x80\x9D he asked. Yes");
    ptrdiff_t first = sheet_sentence_end(s, 0, s.n);
    assert_str(str_head(s, first), S("Mr. Doe of the U.S. Senate paid 3.5 dollars."));
    assert_str(str_slice(s, first + 1, sheet_sentence_end(s, first + 1, s.n)),
               S("\xE2\x80\x9CReally?\xE2\x80\x9D he asked."));
    assert_int_equal(sheet_sentence_end(s, s.n - 3, s.n), s.n);
}

static void the_hash_is_that_of_the_raw_bytes(void **state) {
    (void)state;
    article a;
    error e;
    assert_true(run(S("abc"), PAGE_PLAIN, &a, &e));
    assert_str(a.sha256, S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

int main(void) {
    if (!arena_init(&out, 64 << 20) || !arena_init(&tmp, LIMIT_ARENA_BYTES)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_text_is_refused),      cmocka_unit_test(what_is_kept_and_dropped_is_all_there_was),
        cmocka_unit_test(a_page_may_end_at_any_byte),      cmocka_unit_test(the_longest_text_takes_seconds_not_hours),
        cmocka_unit_test(languages_are_told_apart),        cmocka_unit_test(languages_of_news_are_told_apart),
        cmocka_unit_test(bylines_are_people_and_agencies), cmocka_unit_test(outlets_are_found),
        cmocka_unit_test(sentences_end_where_they_do),     cmocka_unit_test(the_hash_is_that_of_the_raw_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
