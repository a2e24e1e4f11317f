#include "clean/encoding.h"

#include <iconv.h>

#include "base/utf8.h"
#include "check.h"

static arena out;

/* The text of raw bytes as encoding_copy makes it, every character checked to stand for bytes that go forwards. */
static str decoded(str raw, const char *name) {
    arena_reset(&out);
    struct decoded d;
    encoding_decode(raw, (str){0}, &d, &out);
    assert_str(d.name, str_cstr(name));
    article a = {.raw = raw};
    struct text_builder b = {.a = &a, .out = &out};
    for (ptrdiff_t i = 0; i < d.text.n; i += 3) // in pieces that may begin inside a character's run
        if (((unsigned char)d.text.p[i] & 0xC0) != 0x80) {
            ptrdiff_t end = i + 1;
            while (end < d.text.n && ((unsigned char)d.text.p[end] & 0xC0) == 0x80) end++;
            encoding_copy(&d, &b, i, end);
        }
    b = (struct text_builder){.a = &a, .out = &out};
    a.runs.n = 0;
    encoding_copy(&d, &b, 0, d.text.n);
    text_done(&b);
    assert_str(a.text, d.text);
    int64_t at = 0;
    for (uint32_t i = 0; i < a.text.n; i++) {
        raw_span r = article_raw(&a, (span){i, i + 1});
        assert_true(r.beg >= at && r.end > r.beg && r.end <= raw.n);
        at = r.beg;
    }
    return d.text;
}

static void pages_in_many_encodings(void **state) {
    (void)state;
    assert_str(decoded(S("caf\xC3\xA9"), "UTF-8"), S("caf\xC3\xA9"));
    assert_str(decoded(S("\xEF\xBB\xBF"
                         "caf\xC3\xA9"),
                       "UTF-8"),
               S("caf\xC3\xA9"));
    assert_str(decoded(S("caf\xE9 \x93ja\x94"), "CP1252"), S("caf\xC3\xA9 \xE2\x80\x9Cja\xE2\x80\x9D"));
    assert_str(decoded(S("<meta charset=iso-8859-1>\xE9"), "CP1252"), S("<meta charset=iso-8859-1>\xC3\xA9"));
    assert_str(decoded(S("<meta charset='KOI8-R'>\xC1\xC2"), "KOI8-R"), S("<meta charset='KOI8-R'>\xD0\xB0\xD0\xB1"));
    assert_str(decoded(S("<meta charset=shift_jis>\x93\x8C\x8B\x9E"), "CP932"),
               S("<meta charset=shift_jis>\xE6\x9D\xB1\xE4\xBA\xAC"));
    assert_str(decoded(S("<meta charset=gb2312>\xB1\xB1\xBE\xA9"), "GB18030"),
               S("<meta charset=gb2312>\xE5\x8C\x97\xE4\xBA\xAC"));
    assert_str(decoded(S("<meta charset=euc-kr>\xBC\xAD\xBF\xEF"), "CP949"),
               S("<meta charset=euc-kr>\xEC\x84\x9C\xEC\x9A\xB8"));
    assert_str(decoded(S("<meta charset=big5>\xA5\x78\xA5\x5F"), "BIG5-HKSCS"),
               S("<meta charset=big5>\xE5\x8F\xB0\xE5\x8C\x97"));
    assert_str(decoded(S("\xFF\xFE<\0p\0>\0\xE9\0"), "UTF-16LE"), S("<p>\xC3\xA9"));
    assert_str(decoded(S("\xFE\xFF\0<\0p\0>\0\xE9"), "UTF-16BE"), S("<p>\xC3\xA9"));
}

/* UTF-8 that was read as windows-1252, or as Latin-1, and encoded again. */
static void what_was_encoded_twice_is_decoded_twice(void **state) {
    (void)state;
    str twice = S("don\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2t, caf\xC3\x83\xC2\xA9"); // curly apostrophe, e with an accent
    str once = S("don\xE2\x80\x99t, caf\xC3\xA9");
    assert_str(decoded(twice, "UTF-8"), once);
    assert_str(decoded(S("don\xC3\xA2\xC2\x80\xC2\x99t, caf\xC3\x83\xC2\xA9"), "UTF-8"), once); // by Latin-1
    assert_str(decoded(once, "UTF-8"), once);
    // a page that says how it comes about, and one where it is a name, are as they stand
    str told = S("\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2 is what became of \xE2\x80\x99, \xC3\x83\xC2\xA9 of \xC3\xA9");
    assert_str(decoded(told, "UTF-8"), told);
    assert_str(decoded(S("\xC3\x83\xC2\xA9"), "UTF-8"), S("\xC3\x83\xC2\xA9"));
    for (ptrdiff_t n = 0; n <= twice.n; n++) { // cut anywhere
        struct decoded d;
        arena_reset(&out);
        encoding_decode(str_head(twice, n), (str){0}, &d, &out);
        assert_true(utf8_check(d.text) < 0);
    }
}

/* A page that says one thing and is another, as archives that were converted are. */
static void utf8_is_believed_before_a_declaration(void **state) {
    (void)state;
    assert_str(decoded(S("<meta charset=iso-8859-1>caf\xC3\xA9"), "UTF-8"), S("<meta charset=iso-8859-1>caf\xC3\xA9"));
    assert_str(decoded(S("<meta charset=utf-8>caf\xE9"), "UTF-8"), S("<meta charset=utf-8>caf\xEF\xBF\xBD"));
    assert_str(decoded(S("<meta charset=klingon>caf\xE9"), "CP1252"), S("<meta charset=klingon>caf\xC3\xA9"));
}

static void bytes_that_are_no_text_do_no_harm(void **state) {
    (void)state;
    static const char *const heads[] = {"<meta charset=shift_jis>",
                                        "<meta charset=gb18030>",
                                        "<meta charset=euc-jp>",
                                        "<meta charset=big5>",
                                        "\xFF\xFE",
                                        "\xFE\xFF",
                                        ""};
    char raw[64 + 260];
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
        size_t n = strlen(heads[h]);
        memcpy(raw, heads[h], n);
        for (int seed = 0; seed < 40; seed++) {
            uint32_t x = (uint32_t)seed * 2654435761u + 1;
            for (int i = 0; i < 257; i++) {
                x = x * 1664525u + 1013904223u;
                raw[n + (size_t)i] = (char)(x >> 24);
            }
            arena_reset(&out);
            struct decoded d;
            encoding_decode(str_of(raw, (ptrdiff_t)n + seed * 6), (str){0}, &d, &out);
            decoded(str_of(raw, (ptrdiff_t)n + seed * 6), d.name.p);
        }
    }
}

/* What HTTP says is believed before what the page says. */
static void a_header_is_believed_before_the_page(void **state) {
    (void)state;
    arena_reset(&out);
    struct decoded d;
    encoding_decode(S("<meta charset=iso-8859-1>\xC1\xC2"), S("koi8-r"), &d, &out);
    assert_str(d.name, S("KOI8-R"));
    encoding_decode(S("<meta charset=iso-8859-1>\xE9"), S("klingon"), &d, &out);
    assert_str(d.name, S("CP1252"));
}

static void what_says_nothing_is_told_by_its_bytes(void **state) {
    (void)state;
    static const struct {
        const char *name, *text;
    } texts[] = {
        {"CP1251", "Мост через реку снова открыт, сообщили в городе. Инженеры осмотрели все опоры и не нашли трещин."},
        {"KOI8-R", "Мост через реку снова открыт, сообщили в городе. Инженеры осмотрели все опоры и не нашли трещин."},
        {"CP866", "Мост через реку снова открыт, сообщили в городе. Инженеры осмотрели все опоры и не нашли трещин."},
        {"CP1251",
         "Міст через річку знову відкрито, повідомили в місті. Інженери оглянули всі опори й не знайшли тріщин."},
        {"CP1253", "Η γέφυρα στο ποτάμι άνοιξε ξανά, είπε ο δήμος. Οι μηχανικοί εξέτασαν όλα τα στηρίγματα."},
        {"CP1255", "הגשר מעל הנהר נפתח שוב ביום שישי, אמרה העירייה. המהנדסים בדקו את כל העמודים ולא מצאו סדק."},
        {"CP1256", "أعيد فتح الجسر فوق النهر يوم الجمعة كما قالت المدينة. فحص المهندسون جميع الأعمدة ولم يجدوا شقا."},
        {"CP874", "สะพานข้ามแม่น้ำเปิดอีกครั้งในวันศุกร์ วิศวกรตรวจเสาทุกต้นและไม่พบรอยร้าว"},
        {"EUC-JP",
         "川にかかる橋は金曜日に再び開通したと市が発表した。技術者がすべての柱を調べたが、ひびは見つからなかった。"},
        {"CP932",
         "川にかかる橋は金曜日に再び開通したと市が発表した。技術者がすべての柱を調べたが、ひびは見つからなかった。"},
        {"CP949", "강을 건너는 다리가 금요일에 다시 열렸다고 시가 밝혔다. 기술자들은 모든 기둥을 살펴보았으나 금을 "
                  "찾지 못했다."},
        {"GB18030", "河上的大桥星期五重新开放，市政府表示。工程师检查了每一根桥墩，没有发现裂缝。"},
        {"BIG5-HKSCS", "河上的大橋星期五重新開放，市政府表示。工程師檢查了每一根橋墩，沒有發現裂縫。"},
        {"CP1250", "Most przez rzekę został znów otwarty, podało miasto. Inżynierowie obejrzeli każdy słup i nie "
                   "znaleźli żadnych pęknięć."},
        {"CP1250", "Most přes řeku byl v pátek znovu otevřen, oznámilo město. Inženýři prohlédli každý pilíř a nenašli "
                   "žádnou trhlinu."},
        {"CP1250", "A folyó fölötti hidat pénteken újra megnyitották, közölte a város. A mérnökök minden pillért "
                   "megnéztek, és repedést nem találtak, bár erősen esőzött, és fűtöttek."},
        {"CP1254", "Nehrin üzerindeki köprü cuma günü yeniden açıldı, dedi şehir. Mühendisler bütün ayakları inceledi "
                   "ve çatlak bulmadı, ağır yağmur yağdı."},
        {"CP1252", "Le pont sur la rivière a été rouvert vendredi, après deux semaines, a indiqué la ville. Aucune "
                   "fissure n’a été trouvée."},
        {"CP1252", "Die Brücke über den Fluß wurde am Freitag wieder geöffnet; größere Schäden fanden die Prüfer "
                   "nicht, hieß es später."},
        {"CP1252", "El puente sobre el río volvió a abrirse el viernes. ¿Hubo daños? «Ninguno», dijo el señor Muñoz, "
                   "que lo examinó todo según el método más estricto."},
        {"CP1252", "Brúin yfir ána var opnuð aftur á föstudag, sagði borgin. Verkfræðingar skoðuðu hverja stoð og "
                   "fundu enga sprungu, þótt það væri illt í sjóinn."},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char raw[1024], *from = (char *)(uintptr_t)texts[i].text, *to = raw;
        size_t left = strlen(from), room = sizeof raw;
        iconv_t cd = iconv_open(texts[i].name, "UTF-8");
        assert_true(cd != (iconv_t)-1);
        assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
        iconv(cd, NULL, NULL, &to, &room);
        iconv_close(cd);
        assert_str(decoded(str_of(raw, to - raw), texts[i].name), str_cstr(texts[i].text));
    }
}

int main(void) {
    if (!arena_init(&out, (ptrdiff_t)1 << 28)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_encoded_twice_is_decoded_twice),
        cmocka_unit_test(pages_in_many_encodings),
        cmocka_unit_test(utf8_is_believed_before_a_declaration),
        cmocka_unit_test(a_header_is_believed_before_the_page),
        cmocka_unit_test(what_says_nothing_is_told_by_its_bytes),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
