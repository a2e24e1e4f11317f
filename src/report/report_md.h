/* report_md: an account -> Markdown as GitHub and pandoc read it: for a ticket, a wiki, a mail.
 *
 * The same sections as the text report, with tables where they are tables. Everything that comes from an article is
 * escaped (escape.h). Pure and thread-safe. */
#ifndef ACCORD_REPORT_REPORT_MD_H
#define ACCORD_REPORT_REPORT_MD_H

#include "account/account.h"
#include "base/buf.h"
#include "report/report_made.h"

void md_account(buf *out, const account *a, const struct report_made *made, arena tmp);

#endif
