#define NEUTRAL XDP_PASS
#include "pair.h"

MAP(PERCPU_ARRAY, int, __u64, 1) Packets SEC(".maps");

SEC("xdp")
int Count(struct xdp_md *context)
{
	int index = 0;
	__u64 *count = bpf_map_lookup_elem(&Packets, &index);

	REQUIRE(count);
	(*count)++;
	return XDP_PASS;
}
