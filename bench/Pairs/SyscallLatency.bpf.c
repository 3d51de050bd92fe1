#include "pair.h"

struct entry { __u64 Timestamp; int Number; };
struct total { __u64 Count, Sum, Maximum; __u32 Failures; };

MAP(HASH, __u64, struct entry, 8192) Entries SEC(".maps");
MAP(HASH, int, struct total, 1024) Totals SEC(".maps");

SEC("raw_tp/sys_enter")
int OnEnter(struct bpf_raw_tracepoint_args *context)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct entry entry;

	CLEAR(&entry);
	entry.Timestamp = bpf_ktime_get_ns();
	entry.Number = context->args[1];
	bpf_map_update_elem(&Entries, &thread, &entry, BPF_ANY);
	return 0;
}

SEC("raw_tp/sys_exit")
int OnExit(struct bpf_raw_tracepoint_args *context)
{
	__u64 thread = bpf_get_current_pid_tgid();
	long result = context->args[1];
	struct entry *found = bpf_map_lookup_elem(&Entries, &thread);

	if (!found)
		return 0;
	struct entry entry = *found;

	bpf_map_delete_elem(&Entries, &thread);
	__u64 duration = bpf_ktime_get_ns() - entry.Timestamp;
	struct total *total = bpf_map_lookup_elem(&Totals, &entry.Number);

	if (!total) {
		struct total first;

		CLEAR(&first);
		first.Count = 1;
		first.Sum = first.Maximum = duration;
		first.Failures = result < 0;
		bpf_map_update_elem(&Totals, &entry.Number, &first, BPF_NOEXIST);
		return 0;
	}
	__sync_fetch_and_add(&total->Count, 1);
	__sync_fetch_and_add(&total->Sum, duration);
	if (duration > total->Maximum)
		total->Maximum = duration;
	if (result < 0)
		total->Failures++;
	return 0;
}
