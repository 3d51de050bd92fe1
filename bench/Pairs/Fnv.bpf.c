#include "pair.h"

struct block { __u8 Bytes[64]; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");

SEC("socket")
int Hash(struct __sk_buff *context)
{
	int zero = 0;
	struct block *block = bpf_map_lookup_elem(&Input, &zero);

	if (!block)
		return 0;
	__u32 hash = 2166136261;

	for (int i = 0; i < 64; i++) {
		CHECK(i < 64);
		hash = (hash ^ block->Bytes[i]) * 16777619;
	}
	return hash;
}
