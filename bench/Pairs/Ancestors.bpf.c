#include "pair.h"

struct task_struct { int tgid; struct task_struct *real_parent; } CORE;

const volatile int Wanted;
__u64 Descendants;

SEC("raw_tp/sys_enter")
int OnCall(void *context)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	for (int depth = 0; depth < 8; depth++) {
		int process = BPF_CORE_READ(task, tgid);

		if (process <= 1)
			return 0;
		if (process == Wanted) {
			__sync_fetch_and_add(&Descendants, 1);
			return 0;
		}
		task = BPF_CORE_READ(task, real_parent);
	}
	return 0;
}
