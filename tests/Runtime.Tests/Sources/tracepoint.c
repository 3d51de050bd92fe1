#include "bpf_test.h"

const volatile u32 target;
u64 hits;

SEC("tp/sched/sched_process_fork") int on_fork(void *context)
{
	static const char text[] = "forked by %d";
	if (bpf_get_current_pid_tgid() >> 32 != target)
		return 0;
	__sync_fetch_and_add(&hits, 1);
	bpf_trace_printk(text, sizeof(text), target);
	return 0;
}
