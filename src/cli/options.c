#include "cli/options.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/os.h"
#include "doc/calendar.h"

enum option {
    FORMAT,
    FROM,
    AS_OF,
    WITHOUT,
    ONE_STORY,
    ALL,
    EXPLAIN,
    WIDTH,
    MODEL,
    THREADS,
    OUTPUT,
    UNREAD,
    LIMIT,
    VERSIONS,
    EVERY_MINUTES,
    ONCE,
    ALLOW_PRIVATE,
    HELP,
    VERSION
};

#define C(command) (1u << COMMAND_##command)
#define EVERY (C(NONE) | C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | C(ADD) | C(FIND) | C(WATCH) | C(VERIFY) | C(DIFF))
#define STORES (C(ADD) | C(FIND) | C(WATCH)) // whose first argument is a store

static const struct option_row {
    enum option option;
    unsigned commands; // that take it
    const char *name, *value, *help;
} rows[] = {
    {FORMAT, C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | STORES | C(DIFF), "format", "F", "what to write, see above"},
    {FROM, C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | C(ADD) | C(VERIFY), "from", "F",
     "what the inputs are: text, plain (text taken as it is), html, mhtml, jsonl, warc, feed, conllu"},
    {AS_OF, C(REPORT), "as-of", "DATE", "leave out what was published after that day (2025-12-03)"},
    {WITHOUT, C(REPORT), "without", "ORIGIN", "take an origin away: what still stands if it is not to be trusted"},
    {ONE_STORY, C(GROUP) | C(REPORT), "one-story", NULL, "all inputs are about one story"},
    {ALL, C(READ) | C(REPORT), "all", NULL,
     "text: every claim and quotation, not the most important ones; read: every sentence too"},
    {EXPLAIN, C(READ) | C(REPORT), "explain", NULL,
     "the rule behind every finding, the reason for every merge and status"},
    {WIDTH, C(READ) | C(REPORT) | C(FIND) | C(DIFF), "width", "N", "text: columns of a line (the terminal's, else 80)"},
    {MODEL, C(READ) | C(REPORT) | C(ADD) | C(WATCH) | C(VERIFY), "model", "FILE",
     "other weights than the built-in ones"},
    {THREADS, C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | C(ADD) | C(WATCH) | C(VERIFY), "threads", "N",
     "how many to use (one a core); output is the same"},
    {UNREAD, C(ADD) | C(WATCH), "unread", NULL,
     "keep and group the articles; a later add without this makes the accounts"},
    {LIMIT, C(FIND), "limit", "N", "hits of each kind (20)"},
    {VERSIONS, C(FIND), "versions", NULL, "articles that a later version has replaced too"},
    {EVERY_MINUTES, C(WATCH), "every", "MINUTES", "how long until a feed is asked again (15)"},
    {ONCE, C(WATCH), "once", NULL, "ask every feed once, now, and end"},
    {OUTPUT, C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | C(FIND) | C(VERIFY) | C(DIFF), "output", "FILE",
     "write there, once all is done"},
    {ALLOW_PRIVATE, C(CLEAN) | C(READ) | C(GROUP) | C(REPORT) | C(ADD) | C(WATCH) | C(VERIFY), "allow-private", NULL,
     "fetch from private and loopback addresses too"},
    {HELP, EVERY, "help", NULL, "this"},
    {VERSION, EVERY, "version", NULL, "which version this is"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct command_row {
    enum command command;
    const char *name, *what, *formats, *arguments;
} commands[] = {
    {COMMAND_CLEAN, "clean", "the articles without the noise around them", "json (one object a line)", "INPUT..."},
    {COMMAND_READ, "read", "what each article says: events, quotations, times, amounts, from whom",
     "text, json (one object a line), conllu (words, tags and trees), plover (JSON Lines, an event a line)",
     "INPUT..."},
    {COMMAND_GROUP, "group", "which articles are about one story", "tsv (story, article id), json (one object a line)",
     "INPUT..."},
    {COMMAND_REPORT, "report", "an account of each story: what is agreed, what is disputed, from whom",
     "text, json (one object), md, html (one file, for the browser), csv (a row a mention),\n"
     "  plover (JSON Lines), gdelt-events, gdelt-mentions (GDELT 2.0, tab-separated)",
     "INPUT..."},
    {COMMAND_ADD, "add", "keep articles in a store and bring its stories up to date",
     "text, json (an object a line: each article once it is safe, each account that was made)", "STORE [INPUT...]"},
    {COMMAND_FIND, "find", "what a store has on a query: claims, quotations, articles", "text, json (one object)",
     "STORE QUERY"},
    {COMMAND_WATCH, "watch", "poll feeds, add what is new to a store, say which stories are new or changed",
     "text (a line a story: name, new or changed, articles, title), json (as add)", "STORE FEED..."},
    {COMMAND_VERIFY, "verify", "every place, text and hash of an account (JSON) against the articles it was made of",
     "text; exit status 1 when something differs", "ACCOUNT INPUT..."},
    {COMMAND_DIFF, "diff", "what changed from one account (JSON) to another", "text, json (one object)", "OLD NEW"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const char *command_name(enum command c) {
    for (int i = 0; i < COMMANDS; i++)
        if (commands[i].command == c) return commands[i].name;
    return "";
}

static bool usage(error *e, const char *what, const char *arg) {
    return error_set(e, ERROR_USAGE, -1, "%s: %.120s (accord --help lists what there is)", what, arg);
}

static bool number(const char *text, int low, int high, int *value) {
    char *end;
    long n = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || n < low || n > high) return false;
    *value = (int)n;
    return true;
}

static bool set_format(struct options *o, const char *value) {
    static const struct {
        const char *name;
        enum output_format format;
        unsigned commands;
    } formats[] = {
        {"json", OUTPUT_JSON, C(CLEAN) | C(READ) | C(GROUP) | STORES | C(DIFF)},
        {"text", OUTPUT_TEXT, C(READ) | STORES | C(DIFF)},
        {"tsv", OUTPUT_TSV, C(GROUP)},
        {"conllu", OUTPUT_CONLLU, C(READ)},
        {"plover", OUTPUT_PLOVER, C(READ)},
    };
    if (o->command == COMMAND_REPORT) {
        o->account = accounts_format_of(str_cstr(value));
        return o->account != ACCOUNTS_FORMATS_COUNT;
    }
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(value, formats[i].name) != 0 || !(formats[i].commands & (1u << o->command))) continue;
        o->format = formats[i].format;
        return true;
    }
    return false;
}

static bool set_as_of(struct options *o, const char *value) {
    struct moment m;
    if (!calendar_parse(str_cstr(value), &m)) return false;
    o->as_of = str_cstr(value);
    o->as_of_day = m.day;
    return true;
}

/* False when value makes no sense for it. */
static bool set(struct options *o, enum option option, const char *value) {
    switch (option) {
    case FORMAT: return set_format(o, value);
    case FROM: return ingest_format_of(str_cstr(value), &o->from);
    case AS_OF: return set_as_of(o, value);
    case WITHOUT: o->without = str_cstr(value); return o->without.n > 0;
    case WIDTH: return number(value, 20, 1000, &o->width);
    case THREADS: return number(value, 1, 256, &o->threads);
    case MODEL: o->model = value; return true;
    case OUTPUT: o->output = value; return true;
    case UNREAD: o->unread = true; return true;
    case LIMIT: return number(value, 1, LIMIT_FIND_HITS, &o->limit);
    case VERSIONS: o->versions = true; return true;
    case EVERY_MINUTES: return number(value, 1, 24 * 60, &o->every);
    case ONCE: o->once = true; return true;
    case ONE_STORY: o->one_story = true; return true;
    case ALL: o->all = true; return true;
    case EXPLAIN: o->explain = true; return true;
    case ALLOW_PRIVATE: o->allow_private = true; return true;
    case HELP: o->help = true; return true;
    case VERSION: o->version = true; return true;
    }
    return false;
}

static const struct option_row *find_option(str name) {
    for (int i = 0; i < ROWS; i++)
        if (str_eq(name, str_cstr(rows[i].name))) return &rows[i];
    return NULL;
}

/* One "--name" or "--name=value" at argv[*i]; moves *i over a value that stands apart. */
static bool parse_option(int argc, char **argv, int *i, struct options *o, error *e) {
    const char *arg = argv[*i];
    str name = str_cstr(arg + 2), rest = name;
    const char *value = strchr(arg, '=');
    if (value) str_next_part(&rest, '=', &name);
    const struct option_row *row = find_option(name);
    if (!row) return usage(e, "no such option", arg);
    if (!(row->commands & (1u << o->command))) return usage(e, "this command has no such option", arg);
    if (value && !row->value) return usage(e, "this option takes no value", arg);
    if (value) value++;
    if (row->value && !value) {
        if (*i + 1 >= argc) return usage(e, "this option needs a value", arg);
        value = argv[++*i];
    }
    if (!set(o, row->option, value)) {
        return error_set(e, ERROR_USAGE, -1, "--%s cannot be “%.80s” (accord %s --help says what it takes)", row->name,
                         value, command_name(o->command));
    }
    return true;
}

static bool takes_store(const struct options *o) { return STORES >> o->command & 1; }

/* The query is what follows the store, with a space between two arguments. */
static bool join_query(struct options *o, error *e) {
    buf b = {0};
    for (ptrdiff_t i = 0; i < o->n; i++) {
        if (i) buf_byte(&b, ' ');
        buf_put(&b, str_cstr(o->inputs[i]));
    }
    buf_byte(&b, '\0');
    o->query = b.p;
    return !b.failed || error_set(e, ERROR_MEMORY, -1, "no memory");
}

/* How many accounts stand before the inputs. */
static int accounts_of(enum command c) { return c == COMMAND_VERIFY ? 1 : c == COMMAND_DIFF ? 2 : 0; }

/* Whether there is something to work on. */
static bool check_arguments(struct options *o, error *e) {
    if (takes_store(o) && !o->store) return error_set(e, ERROR_USAGE, -1, "no store: give the file that keeps it");
    if (o->command == COMMAND_FIND && !o->n) return error_set(e, ERROR_USAGE, -1, "no query: say what to look for");
    if (o->command == COMMAND_FIND) return join_query(o, e);
    if (o->n_accounts < accounts_of(o->command))
        return error_set(e, ERROR_USAGE, -1, "no account: give the file that accord report --format json wrote");
    if (o->command == COMMAND_DIFF && o->n) return usage(e, "diff takes two accounts and no more", o->inputs[0]);
    if (o->n || o->command == COMMAND_ADD || o->command == COMMAND_DIFF) return true;
    if (o->command == COMMAND_WATCH) return error_set(e, ERROR_USAGE, -1, "no feed: give addresses, or lists of them");
    return error_set(e, ERROR_USAGE, -1, "no input: give files, folders, or - for standard input");
}

bool options_parse(int argc, char **argv, struct options *o, error *e) {
    *o = (struct options){.as_of_day = INT32_MAX, .threads = os_cores(), .from = INGEST_AUTO, .limit = 20, .every = 15};
    o->inputs = calloc((size_t)argc + 1, sizeof *o->inputs);
    if (!o->inputs) return error_set(e, ERROR_MEMORY, -1, "no memory");
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        if (options && strcmp(arg, "--") == 0) {
            options = false;
        } else if (options && arg[0] == '-' && arg[1] == '-') {
            if (!parse_option(argc, argv, &i, o, e)) return false;
        } else if (options && arg[0] == '-' && arg[1] && !(o->command == COMMAND_FIND && o->store)) {
            return usage(e, "no such option", arg);
        } else if (takes_store(o) && !o->store) {
            o->store = arg;
        } else if (o->n_accounts < accounts_of(o->command)) {
            o->accounts[o->n_accounts++] = arg;
        } else if (o->command != COMMAND_NONE) {
            o->inputs[o->n++] = arg;
        } else {
            for (int k = 0; k < COMMANDS; k++)
                if (strcmp(arg, commands[k].name) == 0) o->command = commands[k].command;
            if (o->command == COMMAND_NONE) return usage(e, "no such command", arg);
        }
    }
    if (o->help || o->version) return true;
    if (o->command == COMMAND_NONE) return error_set(e, ERROR_USAGE, -1, "no command (accord --help lists them)");
    return check_arguments(o, e);
}

void options_clear(struct options *o) {
    free(o->inputs);
    free(o->query);
    o->inputs = NULL;
    o->query = NULL;
}

static void help_program(FILE *out) {
    fputs("accord reads many reports of one happening and says what they agree on, where they differ,\n"
          "and from whom each of them had it.\n\n"
          "usage: accord COMMAND [OPTION...] [STORE] INPUT...\n\n",
          out);
    for (int i = 0; i < COMMANDS; i++) fprintf(out, "  accord %-8s %s\n", commands[i].name, commands[i].what);
    fputs("\nINPUT is a file (.txt, .html, .mhtml, .jsonl, .warc, .arc, .rss, .atom, or .gz or .zst of these), a "
          "folder of "
          "them,\n"
          "the address of a page or feed (http, https), or - for standard input.\n"
          "A file NAME.meta.json beside NAME.txt says its outlet, url, published, title, byline, language.\n"
          "accord COMMAND --help lists the options of a command.\n\n"
          "Exit status: 0 all good, 1 some inputs were rejected, 2 nothing could be done.\n",
          out);
}

void options_help(FILE *out, enum command command) {
    if (command == COMMAND_NONE) {
        help_program(out);
        return;
    }
    for (int i = 0; i < COMMANDS; i++) {
        if (commands[i].command != command) continue;
        fprintf(out, "accord %s: %s\n\nusage: accord %s [OPTION...] %s\n\nformats: %s\n\n", commands[i].name,
                commands[i].what, commands[i].name, commands[i].arguments, commands[i].formats);
    }
    for (int i = 0; i < ROWS; i++) {
        if (!(rows[i].commands & (1u << command))) continue;
        char left[40];
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                 rows[i].value ? rows[i].value : "");
        fprintf(out, "  %-18s %s\n", left, rows[i].help);
    }
}
