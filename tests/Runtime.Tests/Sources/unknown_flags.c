#include "bpf_test.h"

struct { UINT(type, 2); UINT(max_entries, 1); UINT(map_flags, 1 << 30); TYPE(key, u32); TYPE(value, u64); } odd SEC(".maps");
