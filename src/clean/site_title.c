#include "clean/site_title.h"

#include "base/utf8.h"
#include "clean/byline.h"
#include "clean/html_seen.h"

/* A separator between a title and a site's name at i, its bytes. */
static int separator(str s, ptrdiff_t i) {
    static const str marks[] = {S_INIT(" | "),
                                S_INIT(" - "),
                                S_INIT(" \xE2\x80\x93 "),
                                S_INIT(" \xE2\x80\x94 "),
                                S_INIT(" \xC2\xB7 "),
                                S_INIT(" :: "),
                                S_INIT(" \xC2\xBB "),
                                S_INIT(" \xC2\xAB "),
                                S_INIT(" \xE2\x80\xA2 "),
                                S_INIT(" / "),
                                S_INIT("| "),
                                S_INIT(" \xE2\x80\xBA ")};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_starts(str_drop(s, i), marks[k])) return (int)marks[k].n;
    return 0;
}

bool site_title_is_site(const struct site *site, str part, arena tmp) {
    str name = utf8_letters(&tmp, part), outlet = utf8_letters(&tmp, site->outlet),
        host = utf8_letters(&tmp, outlet_of_url(site->url));
    if (!name.n) return true;
    // "Harbour Post Weekly" is the site, and "Harbour Post Weekly #18" one number of it
    bool numbered = str_find(part, S("#"), 0) >= 0;
    if (outlet.n && ((str_starts(name, outlet) && !numbered) || str_starts(outlet, name))) return true;
    return host.n && (str_starts(host, name) || (name.n > 5 && str_find(host, name, 0) >= 0));
}

/* Cuts from the first mark on behind which the site's whole name stands, whatever follows it: "… - Harbour 5 - Harbour,
 * Sea County". */
static str without_rest(const struct site *site, str title, arena tmp) {
    enum { LETTERS_LEAST = 4, WORDS_LEAST = 3 };
    str domain = outlet_of_url(site->url);
    ptrdiff_t dot = str_find(domain, S("."), 0);
    str outlet = utf8_letters(&tmp, site->outlet), host = utf8_letters(&tmp, str_head(domain, dot < 0 ? 0 : dot));
    for (ptrdiff_t i = 1; i + 2 < title.n; i++) {
        int n = separator(title, i);
        if (!n || html_count_words(str_head(title, i)) < WORDS_LEAST) continue;
        arena scratch = tmp;
        str rest = utf8_letters(&scratch, str_drop(title, i + n));
        if ((host.n >= LETTERS_LEAST && str_starts(rest, host)) ||
            (outlet.n >= LETTERS_LEAST && str_starts(rest, outlet) && str_find(str_drop(title, i), S("#"), 0) < 0))
            return str_trim(str_head(title, i));
    }
    return title;
}

/* Takes the site's name, and what else hangs on the title behind the last marks, off it. */
str site_title_cut(const struct site *site, str title, arena tmp) {
    title = without_rest(site, title, tmp);
    for (int rounds = 0; rounds < 3; rounds++) {
        ptrdiff_t last = -1, bytes = 0;
        for (ptrdiff_t i = 1; i + 2 < title.n; i++) {
            int n = separator(title, i);
            if (n) last = i, bytes = n;
        }
        if (last < 0) break;
        str head = str_trim(str_head(title, last)), end = str_trim(str_drop(title, last + bytes));
        bool bar = str_find(str_slice(title, last, last + bytes), S("|"), 0) >= 0;
        bool named = site_title_is_site(site, end, tmp) ||
                     (bar && html_count_words(end) <= 5 && html_count_words(head) > html_count_words(end));
        if (!named) break;
        title = head;
    }
    for (ptrdiff_t i = 1; i + 2 < title.n; i++) {
        int n = separator(title, i);
        if (!n) continue;
        if (site_title_is_site(site, str_head(title, i), tmp) && html_count_words(str_drop(title, i + n)) > 1)
            title = str_trim(str_drop(title, i + n));
        break;
    }
    return title;
}
