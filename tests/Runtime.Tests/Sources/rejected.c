#include "bpf_test.h"

struct { UINT(type, 1); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u64); } counts SEC(".maps");

SEC("raw_tp/sys_enter") int forgets_null(u64 *context)
{
	u32 key = 1;
	u64 *value = bpf_map_lookup_elem(&counts, &key);
	*value = 1; /* the line that is to blame */
	return 0;
}
