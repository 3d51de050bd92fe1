#include "pair.h"

struct task_struct { int tgid; } CORE;

const volatile int MinPid;

SEC("tp_btf/sched_process_fork")
int BPF_PROG(OnFork, struct task_struct *parent, struct task_struct *child)
{
	if (parent->tgid < MinPid)
		return 0;
	bpf_printk("New process created: PID %d (from parent %d)", child->tgid, parent->tgid);
	return 0;
}
