#include "pair.h"

struct enter_record { long Common; int Number; long Target, Signal; };
struct exit_record { long Common; int Number; long Result; };
struct call { int Target, Signal; };
struct event { int Sender, Target, Signal, Result; char Comm[16]; };

MAP(HASH, __u64, struct call, 1024) Calls SEC(".maps");
RING(64 * 1024) Events SEC(".maps");
const volatile bool FailedOnly;

SEC("tp/syscalls/sys_enter_kill")
int OnEnter(struct enter_record *record)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct call call = { .Target = record->Target, .Signal = record->Signal };

	bpf_map_update_elem(&Calls, &thread, &call, BPF_ANY);
	return 0;
}

SEC("tp/syscalls/sys_exit_kill")
int OnExit(struct exit_record *record)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct call *found = bpf_map_lookup_elem(&Calls, &thread);

	if (!found)
		return 0;
	struct call call = *found;

	bpf_map_delete_elem(&Calls, &thread);
	int result = record->Result;

	if (FailedOnly && result >= 0)
		return 0;
	struct event *e = bpf_ringbuf_reserve(&Events, sizeof *e, 0);

	if (!e) {
		LOST(1);
		return 0;
	}
	CLEAR(e);
	e->Sender = thread >> 32;
	e->Target = call.Target;
	e->Signal = call.Signal;
	e->Result = result;
	bpf_get_current_comm(e->Comm, sizeof e->Comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}
