/* happening: the words of a mention -> which happenings they may be a wording of (lexicon/happenings.tsv).
 *
 *     "The board turned the plan down"   reject
 *     "a rejection by the board"         reject
 *     "The plan fell through"            fail; what "fell" tells by itself does not count
 *
 * A phrase (a verb with its particle, object or preposition, a noun with a noun before it) tells before its head does.
 */
#ifndef ACCORD_ACCOUNT_HAPPENING_H
#define ACCORD_ACCOUNT_HAPPENING_H

#include "account/account.h"
#include "base/table.h"

/* The numbers of the happenings that word `head` may tell; `names` numbers them. Each once. */
ints happenings_of(const tokens *k, int32_t head, table *names, arena *tmp);
/* The particle that gives verb `head` a sense of its own, by the word lists: "ran out", "called off", but not "ran
 * down". -1 when there is none. */
int32_t happening_particle(const tokens *k, int32_t head);
/* The word that tells what verb `head` leaves to another: "remained in prison", "a fire swept through it", what it
 * counts; -1 where the verb tells it itself. */
int32_t happening_core(const tokens *k, int32_t head);
/* The word for what befell those of whom verb `head` tells how many there are: "killed" of "the number of people killed
 * rose to 14", "toll" of "put the toll at 12"; -1 for a verb that counts nobody. */
int32_t happening_counted(const tokens *k, int32_t head);
/* What somebody or something does that is called by the noun, a lemma: "dig" of "digger" and of "excavator"; empty for
 * another noun. O(1). */
str happening_of_doer(str noun);
/* The figure of people of whom word `head` tells something ("Fourteen people were killed"); null when there is none.
 * O(amounts of the sentence). */
const struct amount_finding *happening_people(const reading *r, int32_t head);

#endif
