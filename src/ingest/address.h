/* address: whether an address of the network is one that anybody may be sent to.
 *
 * Private, loopback, link-local, shared, multicast, documentation and reserved addresses are not (the registries of RFC
 * 6890), nor are IPv6 addresses that stand for such an IPv4 address. Pure and thread-safe. */
#ifndef ACCORD_INGEST_ADDRESS_H
#define ACCORD_INGEST_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Anything but IPv4 and IPv6 is not public. */
bool address_is_public(const struct sockaddr *address);

#endif
