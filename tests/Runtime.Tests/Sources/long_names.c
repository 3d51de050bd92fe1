/* Names longer than the fifteen letters that the kernel keeps, the first of them all the same. */
#include "bpf_test.h"

struct { UINT(type, 2); UINT(max_entries, 1); TYPE(key, u32); TYPE(value, u64); } measurements_of_the_first_kind SEC(".maps");
struct { UINT(type, 2); UINT(max_entries, 1); TYPE(key, u32); TYPE(value, u64); } measurements_of_the_second_kind SEC(".maps");
u64 total_of_all_measurements_of_any_kind;

#define COUNTER(program, map) \
	SEC("socket") int program(void *context) \
	{ \
		u32 zero = 0; \
		u64 *count = bpf_map_lookup_elem(&map, &zero); \
		if (count) \
			*count += 1; \
		return ++total_of_all_measurements_of_any_kind; \
	}

COUNTER(count_measurements_of_the_first_kind, measurements_of_the_first_kind)
COUNTER(count_measurements_of_the_second_kind, measurements_of_the_second_kind)
