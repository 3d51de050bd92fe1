#include "pair.h"

struct sight { __u64 First, Last; __u32 Count; };

MAP(LRU_HASH, __u32, struct sight, 1024) Lengths SEC(".maps");

SEC("socket")
int See(struct __sk_buff *packet)
{
	__u64 now = bpf_ktime_get_ns();
	__u32 length = packet->len;
	struct sight *sight = bpf_map_lookup_elem(&Lengths, &length);

	if (sight) {
		sight->Last = now;
		sight->Count++;
		return 1;
	}
	struct sight first;

	CLEAR(&first);
	first.First = first.Last = now;
	first.Count = 1;
	bpf_map_update_elem(&Lengths, &length, &first, BPF_NOEXIST);
	return 0;
}
