/* Counts one process's getppid calls and forks in every kind of map, and reports them through a ring buffer. */
#include "bpf_test.h"

struct event { u64 sequence; u32 tgid; u32 kind; };

struct { UINT(type, 27); UINT(max_entries, 4096); } events SEC(".maps");
struct { UINT(type, 1); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u64); } by_kind SEC(".maps");
struct { UINT(type, 9); UINT(max_entries, 64); TYPE(key, u64); TYPE(value, u64); } recent SEC(".maps");
struct { UINT(type, 2); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u64); } slots SEC(".maps");
struct { UINT(type, 6); UINT(max_entries, 2); TYPE(key, u32); TYPE(value, u32); } per_cpu SEC(".maps");
struct { UINT(type, 5); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, u32); } per_cpu_by_kind SEC(".maps");
struct { UINT(type, 1); UINT(max_entries, 4096); TYPE(key, u64); TYPE(value, u64); } churn SEC(".maps");

const volatile u32 target;
const volatile u32 reports = 1;
u64 calls;
u64 forks;
int setting = 5;
int seen_setting;
u64 bpfsharp_dropped[7];

static void count(u32 kind)
{
	u64 one = 1;
	u32 narrow_one = 1;
	u64 *value = bpf_map_lookup_elem(&by_kind, &kind);
	if (value)
		__sync_fetch_and_add(value, 1);
	else
		bpf_map_update_elem(&by_kind, &kind, &one, 1);
	value = bpf_map_lookup_elem(&slots, &kind);
	if (value)
		__sync_fetch_and_add(value, 1);
	u32 *here = bpf_map_lookup_elem(&per_cpu, &kind);
	if (here)
		*here += 1;
	here = bpf_map_lookup_elem(&per_cpu_by_kind, &kind);
	if (here)
		*here += 1;
	else
		bpf_map_update_elem(&per_cpu_by_kind, &kind, &narrow_one, 1);
}

static void report(u32 kind, u64 sequence)
{
	if (!reports)
		return;
	struct event *event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event) {
		__sync_fetch_and_add(&bpfsharp_dropped[0], 1);
		return;
	}
	event->sequence = sequence;
	event->tgid = target;
	event->kind = kind;
	if (sequence % 5 == 4 && reports == 2)
		bpf_ringbuf_discard(event, 0);
	else
		bpf_ringbuf_submit(event, 0);
}

SEC("raw_tp/sys_enter") int on_call(u64 *context)
{
	u32 kind = 0;
	if (context[1] != 110 || bpf_get_current_pid_tgid() >> 32 != target)
		return 0;
	u64 sequence = calls++;
	seen_setting = setting;
	count(kind);
	bpf_map_update_elem(&recent, &sequence, &sequence, 0);
	u64 old = sequence - 1000;
	bpf_map_update_elem(&churn, &sequence, &sequence, 0);
	bpf_map_delete_elem(&churn, &old);
	report(kind, sequence);
	return 0;
}

SEC("tp_btf/sched_process_fork") int on_fork(u64 *context)
{
	if (bpf_get_current_pid_tgid() >> 32 != target)
		return 0;
	__sync_fetch_and_add(&forks, 1);
	count(1);
	/* Threads of the test's own process fork too: only who asks for it sees them among the calls. */
	if (reports == 3)
		report(1, 0);
	return 0;
}
