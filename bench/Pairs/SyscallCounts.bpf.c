#include "pair.h"

MAP(ARRAY, int, __u64, 512) Counts SEC(".maps");

SEC("raw_tp/sys_enter")
int OnCall(struct bpf_raw_tracepoint_args *context)
{
	int number = context->args[1];
	__u64 *count = bpf_map_lookup_elem(&Counts, &number);

	REQUIRE(count);
	(*count)++;
	return 0;
}
