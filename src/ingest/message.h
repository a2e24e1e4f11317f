/* message: an HTTP answer as an archive keeps it -> its status, type, and the page in it, transfer and content
 * encodings undone.
 *
 *     HTTP/1.1 200 OK
 *     Content-Type: text/html; charset=windows-1252
 *     Transfer-Encoding: chunked
 *     Content-Encoding: gzip
 *
 * Archives often keep the header of an answer whose body they have unpacked already: what is not in chunks, or not
 * packed, is taken as it is. A body that breaks off gives what came before. gzip, deflate, br and zstd, also one in
 * another. */
#ifndef ACCORD_INGEST_MESSAGE_H
#define ACCORD_INGEST_MESSAGE_H

#include "base/buf.h"
#include "ingest/stream.h"

struct message {
    int status;        // 200
    str type, charset; // "text/html", "windows-1252"; empty when not said
    str location;
    str body; // as it came, a view of the block; or unpacked, in the room
};

/* What unpacking needs, kept from one message to the next. Zeroed at first but for the stream. */
struct message_room {
    struct stream *stream; // borrowed, over no input
    buf joined, plain[2];
};

/* False with *e set when the block is no answer, its body unpacks to more than max, or there is no memory. m->body
 * holds until the next call. */
bool message_read(str block, ptrdiff_t max, struct message *m, struct message_room *room, error *e);
/* Whether it is a page: it came with a 2xx status, and is HTML by its type, or by its first bytes where it has none. */
bool message_is_page(const struct message *m);
/* Undoes one content encoding, as message_read does: true with *body in room->plain[which], or as it was when it is not
 * packed so. */
bool message_unpack(str coding, ptrdiff_t max, str *body, int which, struct message_room *room, error *e);
void message_room_clear(struct message_room *room);

#endif
