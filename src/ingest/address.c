#include "ingest/address.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

struct range {
    uint32_t from;
    int bits;
};

/* IANA's special-purpose registry of IPv4. */
static const struct range special[] = {
    {0x00000000, 8},  // this network
    {0x0A000000, 8},  // private
    {0x64400000, 10}, // shared
    {0x7F000000, 8},  // loopback
    {0xA9FE0000, 16}, // link-local
    {0xAC100000, 12}, // private
    {0xC0000000, 24}, // protocol assignments
    {0xC0000200, 24}, // documentation
    {0xC0586300, 24}, // relays
    {0xC0A80000, 16}, // private
    {0xC6120000, 15}, // benchmarking
    {0xC6336400, 24}, // documentation
    {0xCB007100, 24}, // documentation
    {0xE0000000, 3},  // multicast, reserved, broadcast
};

static bool public4(uint32_t a) {
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if ((a ^ special[i].from) >> (32 - special[i].bits) == 0) return false;
    return true;
}

static uint32_t four(const uint8_t *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool public6(const uint8_t a[16]) {
    static const uint8_t zeros[12] = {0}, mapped[12] = {[10] = 0xFF, [11] = 0xFF}, nat[12] = {0, 0x64, 0xFF, 0x9B};
    if (memcmp(a, zeros, 12) == 0 || memcmp(a, mapped, 12) == 0 || memcmp(a, nat, 12) == 0)
        return public4(four(a + 12));
    if (a[0] == 0x20 && a[1] == 0x02) return public4(four(a + 2));                  // 6to4
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] < 2) return false;                     // Teredo and other assignments
    if (a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8) return false; // documentation
    return (a[0] & 0xE0) == 0x20;                                                   // global unicast
}

bool address_is_public(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return public4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6) return false;
    struct sockaddr_in6 in;
    memcpy(&in, address, sizeof in);
    return public6(in.sin6_addr.s6_addr);
}
