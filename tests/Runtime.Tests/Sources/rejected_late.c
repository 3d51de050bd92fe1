#include "bpf_test.h"

struct { UINT(type, 2); UINT(max_entries, 1); TYPE(key, u32); TYPE(value, u64[8]); } table SEC(".maps");

const volatile u32 zero;

SEC("raw_tp/sys_enter") int runs_out(u64 *context)
{
	u32 key = 0;
	u64 *values = bpf_map_lookup_elem(&table, &key);
	u64 sum = 0;
	if (!values)
		return 0;
	for (u32 step = 0; step < 1000; step++)
		sum += bpf_ktime_get_ns() & values[step & 7];
	values[context[1] & 15] = sum; /* the line that is to blame */
	return 0;
}
