#include "pair.h"

struct task_struct { int pid, tgid, exit_code; struct task_struct *real_parent; } CORE;
struct linux_binprm { int argc; } CORE;
struct event {
	__u64 Timestamp, Duration;
	int Process, Parent, Previous, Arguments, ExitCode, Signal;
	__u32 User;
	bool HasEnded;
	char Comm[16];
};

RING(1024 * 1024) Events SEC(".maps");
MAP(HASH, int, __u64, 16384) StartTimes SEC(".maps");
const volatile __u32 OnlyUser;
const volatile bool HasUserFilter;

SEC("tp_btf/sched_process_exec")
int BPF_PROG(OnExec, struct task_struct *task, int previous, struct linux_binprm *binary)
{
	__u32 user = bpf_get_current_uid_gid();

	if (HasUserFilter && user != OnlyUser)
		return 0;
	__u64 now = bpf_ktime_get_ns();
	int process = task->tgid;

	bpf_map_update_elem(&StartTimes, &process, &now, BPF_ANY);
	struct event *e = bpf_ringbuf_reserve(&Events, sizeof *e, 0);

	if (!e) {
		LOST(0);
		return 0;
	}
#ifdef SAME_CHECKS
	CLEAR(e);
#else
	e->Duration = 0;
	e->ExitCode = e->Signal = 0;
	e->HasEnded = false;
#endif
	e->Timestamp = now;
	e->Process = process;
	e->Parent = task->real_parent->tgid;
	e->Previous = previous;
	e->Arguments = binary->argc;
	e->User = user;
	bpf_get_current_comm(e->Comm, sizeof e->Comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(OnExit, struct task_struct *task)
{
	int process = task->tgid;

	if (task->pid != process)
		return 0;
	__u64 *found = bpf_map_lookup_elem(&StartTimes, &process);

	if (!found)
		return 0;
	__u64 start = *found;

	bpf_map_delete_elem(&StartTimes, &process);
	struct event *e = bpf_ringbuf_reserve(&Events, sizeof *e, 0);

	if (!e) {
		LOST(0);
		return 0;
	}
#ifdef SAME_CHECKS
	CLEAR(e);
#else
	e->Previous = e->Arguments = 0;
#endif
	e->Timestamp = bpf_ktime_get_ns();
	e->Duration = e->Timestamp - start;
	e->Process = process;
	e->Parent = task->real_parent->tgid;
	int code = task->exit_code;

	e->ExitCode = (code >> 8) & 0xFF;
	e->Signal = code & 0x7F;
	e->User = bpf_get_current_uid_gid();
	e->HasEnded = true;
	bpf_get_current_comm(e->Comm, sizeof e->Comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}
