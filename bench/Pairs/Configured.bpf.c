#include "pair.h"

struct task_struct { int pid, tgid; } CORE;

const volatile int OnlyProcess;
const volatile __u32 OnlyUser;
const volatile bool HasProcess, HasUser, CountThreads;
const volatile __u32 OneOf = 1;
__u64 Seen, Threads;

SEC("tp_btf/sched_process_fork")
int BPF_PROG(OnFork, struct task_struct *parent, struct task_struct *child)
{
	if (HasProcess && parent->tgid != OnlyProcess)
		return 0;
	if (HasUser && (__u32)bpf_get_current_uid_gid() != OnlyUser)
		return 0;
	if (OneOf > 1) {
		__u32 random = bpf_get_prandom_u32(), divisor = OneOf;

		CHECK(divisor != 0);
		if (random % divisor != 0)
			return 0;
	}
	if (child->pid != child->tgid) {
		if (CountThreads)
			__sync_fetch_and_add(&Threads, 1);
		return 0;
	}
	__sync_fetch_and_add(&Seen, 1);
	return 0;
}
