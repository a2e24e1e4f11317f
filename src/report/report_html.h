/* report_html: accounts -> one HTML file that needs no network, no other file, and no JavaScript.
 *
 * Every line of an account opens (<details>) and shows the passages that it rests on, side by side by outlet, with the
 * words marked; each links to its place in the source text further down. With JavaScript a line opens the whole source
 * texts beside it, at the marked words, and j, k, Enter and Esc move and open. Style and script are the files of web/,
 * put into the library at build time; the page forbids itself everything else by a content security policy that names
 * their hashes, so nothing that stands in an article can run.
 *
 *     html_open(&b, &made); html_account(&b, a, &made, tmp); … html_close(&b, &made);
 *
 * Pure and thread-safe. */
#ifndef ACCORD_REPORT_REPORT_HTML_H
#define ACCORD_REPORT_REPORT_HTML_H

#include "account/account.h"
#include "base/buf.h"
#include "report/report_made.h"

void html_open(buf *out, const struct report_made *made);
void html_account(buf *out, const account *a, const struct report_made *made, arena tmp);
void html_close(buf *out, const struct report_made *made);

#endif
