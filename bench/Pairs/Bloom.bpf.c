#include "pair.h"

MAP(ARRAY, int, __u64, 1024) Bits SEC(".maps");

static __always_inline __u32 mix(__u32 x)
{
	x ^= x >> 16;
	x *= 0x7FEB352D;
	x ^= x >> 15;
	x *= 0x846CA68B;
	return x ^ x >> 16;
}

SEC("socket")
int AddIfNew(struct __sk_buff *packet)
{
	__u32 value = packet->len ^ packet->protocol << 16;
	int known = 0;

	for (__u32 i = 0; i < 3; i++) {
		__u32 bit = mix(value + i * 0x9E3779B9) & 0xFFFF;
		int index = bit / 64;
		__u64 *word = bpf_map_lookup_elem(&Bits, &index);
		__u64 mask = 1ULL << (bit % 64);

		REQUIRE(word);
		if (*word & mask)
			known++;
		else
			*word |= mask;
	}
	return known == 3;
}
