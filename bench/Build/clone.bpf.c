/* The clone trace as most C is written today: all of the kernel's types from vmlinux.h. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

struct clone { __u64 Timestamp; int Parent, Child; char Comm[16]; };

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} Clones SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, int);
	__type(value, __u64);
	__uint(max_entries, 10240);
} CountByParent SEC(".maps");

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
	struct clone *e = bpf_ringbuf_reserve(&Clones, sizeof *e, 0);

	if (!e)
		return 0;
	e->Timestamp = bpf_ktime_get_ns();
	e->Parent = parent_id;
	e->Child = child_id;
	bpf_get_current_comm(e->Comm, sizeof e->Comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
