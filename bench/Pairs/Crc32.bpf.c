#include "pair.h"

struct block { __u8 Bytes[64]; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");

SEC("socket")
int Compute(struct __sk_buff *context)
{
	int zero = 0;
	struct block *block = bpf_map_lookup_elem(&Input, &zero);

	if (!block)
		return 0;
	__u32 crc = 0xFFFFFFFF;

	for (int i = 0; i < 64; i++) {
		CHECK(i < 64);
		crc ^= block->Bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
	}
	return ~crc;
}
