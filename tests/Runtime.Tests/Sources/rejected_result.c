#include "bpf_test.h"

/* Iterators return 0, or 1 for the same object again. */
SEC("iter/bpf_map") int returns_too_much(u64 *context)
{
	return 5; /* the line that is to blame */
}
