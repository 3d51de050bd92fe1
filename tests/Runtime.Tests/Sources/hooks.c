/* One program for each way to attach, each bumping its own counter. */
#include "bpf_test.h"

const volatile u32 target;
u64 hits[8];

#define HOOK(section, name, index) \
	SEC(section) int name(void *context) \
	{ \
		if (bpf_get_current_pid_tgid() >> 32 == target) \
			__sync_fetch_and_add(&hits[index], 1); \
		return 0; \
	}

HOOK("raw_tp/sched_process_fork", raw, 0)
HOOK("tp_btf/sched_process_fork", typed, 1)
