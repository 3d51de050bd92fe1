/* Weak kernel functions: some that are there (from 6.1 on), one that never is. */
#include "bpf.h"

struct task_struct { int tgid; } CORE;
extern struct task_struct *bpf_task_acquire(struct task_struct *) SEC(".ksyms") __attribute__((weak));
extern void bpf_task_release(struct task_struct *) SEC(".ksyms") __attribute__((weak));
extern int bpfsharp_no_such_function(u64 number) SEC(".ksyms") __attribute__((weak));
u64 out;

SEC("tp_btf/sched_switch") int acquire(u64 *context)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct task_struct *mine;
	if (bpfsharp_no_such_function)
		return bpfsharp_no_such_function(3);
	if (!bpf_task_acquire)
		return 0;
	mine = bpf_task_acquire(task);
	if (mine) {
		out = mine->tgid;
		bpf_task_release(mine);
	}
	return 0;
}

LICENSE("GPL");
