#include "pair.h"

struct block { __u8 Bytes[64]; };
struct line { __u64 Timestamp; __u8 Text[32]; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");
RING(64 * 1024) Lines SEC(".maps");

static __always_inline __u8 digit(int value)
{
	return value < 10 ? '0' + value : 'a' + value - 10;
}

SEC("socket")
int Dump(struct __sk_buff *context)
{
	int zero = 0;
	struct block *block = bpf_map_lookup_elem(&Input, &zero);

	if (!block)
		return 0;
	struct line *line = bpf_ringbuf_reserve(&Lines, sizeof *line, 0);

	if (!line) {
		LOST(1);
		return 1;
	}
	CLEAR(line);
	line->Timestamp = bpf_ktime_get_ns();
	for (int i = 0; i < 16; i++) {
		line->Text[i * 2] = digit(block->Bytes[i] >> 4);
		line->Text[i * 2 + 1] = digit(block->Bytes[i] & 0xF);
	}
	int result = line->Text[0] << 8 | line->Text[31];

	bpf_ringbuf_discard(line, 0);
	return result;
}
