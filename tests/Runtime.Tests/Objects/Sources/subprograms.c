/* Static, global and hidden subprograms, chains of them, callbacks; two programs that share some. */
#include "bpf.h"

struct { UINT(type, 2); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u64); } results SEC(".maps");
u64 sum;

static NOINLINE int leaf(u32 x)
{
	u64 *slot = bpf_map_lookup_elem(&results, &x);
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
	return shared(x) ^ 0x55;
}

NOINLINE int unused_global(u32 x)
{
	return x * 3;
}

static long each(u32 index, u64 *context)
{
	*context += leaf(index);
	return 0;
}

static long other(u32 index, u64 *context)
{
	*context += index * 7;
	return 0;
}

SEC("socket") int first(void *context)
{
	u64 local = 0;
	bpf_loop(3, each, &local, 0);
	sum += local;
	return middle(1) + shared(2);
}

SEC("socket") int second(void *context)
{
	u64 local = 0;
	bpf_loop(4, other, &local, 0);
	bpf_loop(5, each, &local, 0);
	return quiet(3) + (int)local;
}

SEC("xdp") int third(void *context)
{
	return shared(1) > 0 ? 2 : 1;
}

LICENSE("GPL");
