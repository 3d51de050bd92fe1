/* The C half of CloneCount. */
#include "../Pairs/pair.h"

MAP(HASH, int, __u64, 10240) CountByParent SEC(".maps");

SEC("kretprobe/__x64_sys_clone")
int OnClone(struct pt_regs *ctx)
{
	int parent = bpf_get_current_pid_tgid() >> 32;
	__u64 *count = bpf_map_lookup_elem(&CountByParent, &parent);

	if (count) {
		__sync_fetch_and_add(count, 1);
	} else {
		__u64 one = 1;

		bpf_map_update_elem(&CountByParent, &parent, &one, BPF_NOEXIST);
	}
	return 0;
}
