#include "pair.h"

MAP(HASH, int, __u64, 10240) Calls SEC(".maps");

SEC("raw_tp/sys_enter")
int OnCall(void *context)
{
	int process = bpf_get_current_pid_tgid() >> 32;
	__u64 *count = bpf_map_lookup_elem(&Calls, &process);

	if (count) {
		__sync_fetch_and_add(count, 1);
	} else {
		__u64 one = 1;

		bpf_map_update_elem(&Calls, &process, &one, BPF_NOEXIST);
	}
	return 0;
}
