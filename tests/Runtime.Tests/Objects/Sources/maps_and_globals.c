/* Every form of map and data section, and references to them. */
#include "bpf.h"

struct key { u32 pid; u32 cpu; };
struct value { u64 count; u64 last; };

struct { UINT(type, 1); UINT(max_entries, 1024); TYPE(key, struct key); TYPE(value, struct value); } counters SEC(".maps");
struct { UINT(type, 2); UINT(max_entries, 4); UINT(key_size, 4); UINT(value_size, 16); UINT(map_flags, 1 << 10); } slots SEC(".maps");
struct { UINT(type, 27); UINT(max_entries, 4096); } events SEC(".maps");
struct { UINT(type, 5); UINT(max_entries, 16); TYPE(key, u32); TYPE(value, u64); UINT(pinning, 0); UINT(numa_node, 0); } per_cpu SEC(".maps");
struct inner { UINT(type, 2); UINT(max_entries, 1); TYPE(key, u32); TYPE(value, u32); };
struct { UINT(type, 12); UINT(max_entries, 2); TYPE(key, u32); struct inner *values[]; } outer SEC(".maps");
struct { UINT(type, 3); UINT(max_entries, 8); UINT(key_size, 4); int (*values[])(void *); } tails SEC(".maps");

const volatile u32 min_pid = 7;
const volatile u8 flags[5] = { 1, 2, 3, 4, 5 };
u64 total = 40;
u64 dropped;
struct value last_value;
static u64 secret;
u32 setting SEC(".data.settings") = 99;
static volatile const u32 limits[4] = { 10, 20, 30, 40 };
HIDDEN u32 hidden_counter = 5;

SEC("socket") int count(void *context)
{
	struct key key = { min_pid, 1 };
	struct value *value = bpf_map_lookup_elem(&counters, &key);
	u32 index = 1;
	u64 *slot = bpf_map_lookup_elem(&slots, &index);
	if (value) {
		value->count += total;
		last_value = *value;
	} else {
		__sync_fetch_and_add(&dropped, 1);
	}
	if (slot)
		slot[1] = flags[3];
	secret += limits[index & 3] + setting;
	hidden_counter++;
	return 0;
}

SEC("socket") int read_back(void *context)
{
	u32 zero = 0;
	u64 *one = bpf_map_lookup_elem(&per_cpu, &zero);
	return one ? (int)*one : (int)secret + (int)last_value.last;
}

LICENSE("Dual MIT/GPL");
