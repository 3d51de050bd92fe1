#include "pair.h"

struct request { __u32 __data_len, cmd_flags; } CORE;
struct slot { __u64 Requests, Bytes; };

MAP(HASH, __u64, __u64, 10240) Issued SEC(".maps");
MAP(ARRAY, int, struct slot, 64) Slots SEC(".maps");
__u64 Missed;

SEC("tp_btf/block_rq_issue")
int BPF_PROG(OnIssue, struct request *request)
{
	__u64 key = (__u64)request, now = bpf_ktime_get_ns();

	if (bpf_map_update_elem(&Issued, &key, &now, BPF_NOEXIST))
		__sync_fetch_and_add(&Missed, 1);
	return 0;
}

SEC("tp_btf/block_rq_complete")
int BPF_PROG(OnComplete, struct request *request, int error, __u32 bytes)
{
	__u64 key = (__u64)request;
	__u64 *found = bpf_map_lookup_elem(&Issued, &key);

	if (!found)
		return 0;
	__u64 issued = *found;

	bpf_map_delete_elem(&Issued, &key);
	__u64 microseconds = (bpf_ktime_get_ns() - issued) / 1000;
	int slot = 0;

	for (int shift = 32; shift > 0; shift /= 2) {
		if (microseconds >> shift) {
			microseconds >>= shift;
			slot += shift;
		}
	}
	struct slot *counts = bpf_map_lookup_elem(&Slots, &slot);

	if (!counts)
		return 0;
	__sync_fetch_and_add(&counts->Requests, 1);
	__sync_fetch_and_add(&counts->Bytes, bytes);
	return 0;
}
