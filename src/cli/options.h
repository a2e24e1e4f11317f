/* options: the command line -> what is to be done.
 *
 *     struct options o;
 *     if (!options_parse(argc, argv, &o, &e)) … e.words …
 *
 * `accord COMMAND [OPTION…] INPUT…`: options and inputs may be mixed, `--` ends the options, `--name=value` and
 * `--name value` are the same. What follows the STORE of `find` is its query, in which a word may begin with one dash.
 */
#ifndef ACCORD_CLI_OPTIONS_H
#define ACCORD_CLI_OPTIONS_H

#include <stdio.h>

#include "accounts.h"
#include "base/error.h"
#include "ingest/ingest.h"

enum command {
    COMMAND_NONE,
    COMMAND_CLEAN,
    COMMAND_READ,
    COMMAND_GROUP,
    COMMAND_REPORT,
    COMMAND_ADD,
    COMMAND_FIND,
    COMMAND_WATCH,
    COMMAND_VERIFY,
    COMMAND_DIFF
};
enum output_format { OUTPUT_DEFAULT, OUTPUT_JSON, OUTPUT_TEXT, OUTPUT_TSV, OUTPUT_CONLLU, OUTPUT_PLOVER };

struct options {
    enum command command;
    const char **inputs; // [n] malloc'd array of argv's strings
    ptrdiff_t n;
    enum output_format format;
    enum accounts_format account; // of report
    enum ingest_format from;
    str as_of;         // as given, empty for none
    int32_t as_of_day; // INT32_MAX for none
    str without;
    const char *output, *model; // paths or null
    int threads, width;         // width 0: the terminal's, or 80
    bool one_story, explain, all, allow_private, help, version;
    const char *accounts[2]; // of verify and diff: what stands before the inputs
    int n_accounts;
    const char *store; // of the commands that have one: what stands before the inputs
    char *query;       // of find: the rest of the command line, malloc'd
    int limit;         // hits of a kind
    bool unread, versions;
    int every; // minutes
    bool once;
};

/* False with *e set when it makes no sense. options_clear either way. */
bool options_parse(int argc, char **argv, struct options *o, error *e);
void options_clear(struct options *o);
/* The manual of the program, or of one command. */
void options_help(FILE *out, enum command command);

#endif
