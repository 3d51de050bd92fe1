#include "pair.h"

struct block { __u8 Bytes[64]; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");

SEC("socket")
int Compute(struct __sk_buff *context)
{
	int zero = 0;
	struct block *packet = bpf_map_lookup_elem(&Input, &zero);

	if (!packet)
		return 0;
	int words = (packet->Bytes[14] & 0xF) * 2;
	__u32 sum = 0;

	for (int i = 0; i < words && i < 24; i++) {
		CHECK(14 + i * 2 < 64);
		CHECK(15 + i * 2 < 64);
		sum += packet->Bytes[14 + i * 2] << 8 | packet->Bytes[15 + i * 2];
	}
	sum = (sum & 0xFFFF) + (sum >> 16);
	sum = (sum & 0xFFFF) + (sum >> 16);
	return (__u16)~sum;
}
