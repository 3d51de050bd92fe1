#include "pair.h"

MAP(ARRAY, int, __u64, 64) Buckets SEC(".maps");

static __always_inline int log2_of(__u32 value)
{
	int result = 0;

	if (value > 0xFFFF) { value >>= 16; result += 16; }
	if (value > 0xFF) { value >>= 8; result += 8; }
	if (value > 0xF) { value >>= 4; result += 4; }
	if (value > 3) { value >>= 2; result += 2; }
	return result + (value > 1);
}

SEC("socket")
int Add(struct __sk_buff *packet)
{
	int bucket = log2_of(packet->len);
	__u64 *count = bpf_map_lookup_elem(&Buckets, &bucket);

	REQUIRE(count);
	__sync_fetch_and_add(count, 1);
	return bucket;
}
