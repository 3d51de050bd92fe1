/* Static, global and hidden subprograms in chains that two programs share, as old kernels have them too: without callbacks. */
#include "bpf.h"

struct { UINT(type, 2); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u64); } results SEC(".maps");
u64 sum = 100;

static NOINLINE int leaf(u32 x)
{
	u64 *slot = bpf_map_lookup_elem(&results, &x);
	if (slot)
		*slot += 1;
	return slot ? (int)*slot : -1;
}

static NOINLINE int middle(u32 x)
{
	return leaf(x) + leaf(x + 1);
}

NOINLINE int shared(u32 x)
{
	return x > 100 ? 100 : middle(x) + 3;
}

HIDDEN NOINLINE int quiet(u32 x)
{
	return shared(x) + 50;
}

SEC("socket") int first(void *context)
{
	return (sum += middle(1)) + shared(2);
}

SEC("socket") int second(void *context)
{
	return quiet(0) + shared(200);
}

LICENSE("GPL");
