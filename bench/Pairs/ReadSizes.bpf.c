#include "pair.h"

struct total { __u64 Calls, Asked, Read, Errors; char Comm[16]; };

MAP(HASH, int, struct total, 4096) Totals SEC(".maps");

SEC("kprobe/vfs_read")
int BPF_KPROBE(OnRead, void *file, void *buffer, size_t size)
{
	int process = bpf_get_current_pid_tgid() >> 32;
	struct total *total = bpf_map_lookup_elem(&Totals, &process);

	if (!total) {
		struct total first = { .Calls = 1, .Asked = size };

		bpf_get_current_comm(first.Comm, sizeof first.Comm);
		bpf_map_update_elem(&Totals, &process, &first, BPF_NOEXIST);
		return 0;
	}
	__sync_fetch_and_add(&total->Calls, 1);
	__sync_fetch_and_add(&total->Asked, size);
	return 0;
}

SEC("kretprobe/vfs_read")
int BPF_KRETPROBE(OnResult, long result)
{
	int process = bpf_get_current_pid_tgid() >> 32;
	struct total *total = bpf_map_lookup_elem(&Totals, &process);

	if (!total)
		return 0;
	if (result < 0)
		__sync_fetch_and_add(&total->Errors, 1);
	else
		__sync_fetch_and_add(&total->Read, result);
	return 0;
}
