#include "pair.h"

struct task_struct { int pid, tgid; } CORE;
struct clone { __u64 Timestamp; int Parent, Child; char Comm[16]; };

RING(256 * 1024) Clones SEC(".maps");
MAP(HASH, int, __u64, 10240) CountByParent SEC(".maps");
const volatile int MinPid;

SEC("tp_btf/sched_process_fork")
int BPF_PROG(OnFork, struct task_struct *parent, struct task_struct *child)
{
	int child_id = child->tgid, parent_id = parent->tgid;

	if (child->pid != child_id || parent_id < MinPid)
		return 0;
	__u64 *count = bpf_map_lookup_elem(&CountByParent, &parent_id);

	if (count) {
		__sync_fetch_and_add(count, 1);
	} else {
		__u64 one = 1;

		bpf_map_update_elem(&CountByParent, &parent_id, &one, BPF_NOEXIST);
	}
	struct clone *event = bpf_ringbuf_reserve(&Clones, sizeof *event, 0);

	if (!event) {
		LOST(0);
		return 0;
	}
	CLEAR(event);
	event->Timestamp = bpf_ktime_get_ns();
	event->Parent = parent_id;
	event->Child = child_id;
	bpf_get_current_comm(event->Comm, sizeof event->Comm);
	bpf_ringbuf_submit(event, 0);
	return 0;
}
