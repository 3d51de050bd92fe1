#include "pair.h"

struct block { __u8 Bytes[64]; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");

SEC("socket")
int Eight(struct __sk_buff *context)
{
	int zero = 0;
	struct block *block = bpf_map_lookup_elem(&Input, &zero);

	if (!block)
		return 0;
	__u32 numbers[8] = {};

	for (int i = 0; i < 8; i++) {
		CHECK(i * 8 < 64 && i < 8);
		numbers[i] = block->Bytes[i * 8];
	}
	for (int i = 0; i < 7; i++) {
		for (int j = 0; j < 7 - i; j++) {
			CHECK(j + 1 < 8);
			if (numbers[j] > numbers[j + 1]) {
				__u32 larger = numbers[j];

				numbers[j] = numbers[j + 1];
				numbers[j + 1] = larger;
			}
		}
	}
	return numbers[0] | numbers[3] << 8 | numbers[7] << 16;
}
