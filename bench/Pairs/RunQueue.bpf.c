#include "pair.h"

struct task_struct { int pid, tgid; } CORE;

MAP(HASH, int, __u64, 10240) WaitingSince SEC(".maps");
MAP(ARRAY, int, __u64, 32) Microseconds SEC(".maps");
const volatile int OnlyProcess;

static __always_inline int wait_for_cpu(struct task_struct *task)
{
	int process = task->tgid, thread = task->pid;

	if (!process || (OnlyProcess && process != OnlyProcess))
		return 0;
	__u64 now = bpf_ktime_get_ns();

	bpf_map_update_elem(&WaitingSince, &thread, &now, BPF_ANY);
	return 0;
}

static __always_inline int bucket_of(__u64 value)
{
	int bucket = 0;

	while (value > 1 && bucket < 31) {
		value >>= 1;
		bucket++;
	}
	return bucket;
}

SEC("tp_btf/sched_wakeup")
int BPF_PROG(OnWakeup, struct task_struct *task)
{
	return wait_for_cpu(task);
}

SEC("tp_btf/sched_wakeup_new")
int BPF_PROG(OnWakeupNew, struct task_struct *task)
{
	return wait_for_cpu(task);
}

SEC("tp_btf/sched_switch")
int BPF_PROG(OnSwitch, bool preempted, struct task_struct *previous, struct task_struct *next)
{
	if (preempted)
		wait_for_cpu(previous);
	int thread = next->pid;
	__u64 *found = bpf_map_lookup_elem(&WaitingSince, &thread);

	if (!found)
		return 0;
	__u64 since = *found;

	bpf_map_delete_elem(&WaitingSince, &thread);
	int bucket = bucket_of((bpf_ktime_get_ns() - since) / 1000);
	__u64 *count = bpf_map_lookup_elem(&Microseconds, &bucket);

	REQUIRE(count);
	(*count)++;
	return 0;
}
