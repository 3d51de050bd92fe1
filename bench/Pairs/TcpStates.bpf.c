#include "pair.h"

struct sock_common { __u16 skc_num, skc_dport, skc_family; __u32 skc_daddr, skc_rcv_saddr; } CORE;
struct sock { struct sock_common __sk_common; __u16 sk_protocol; } CORE;
struct event {
	__u64 Timestamp, Nanoseconds;
	__u32 LocalAddress, RemoteAddress;
	int Process, OldState, NewState;
	__u16 LocalPort, RemotePort, Family;
	char Comm[16];
};

RING(256 * 1024) Events SEC(".maps");
MAP(HASH, __u64, __u64, 10240) Since SEC(".maps");
const volatile __u16 OnlyPort;

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(OnChange, struct sock *socket, int old_state, int new_state)
{
	if (socket->sk_protocol != 6)
		return 0;
	__u16 local = socket->__sk_common.skc_num;

	if (OnlyPort && local != OnlyPort)
		return 0;
	__u64 key = (__u64)socket, now = bpf_ktime_get_ns(), before = 0;
	__u64 *since = bpf_map_lookup_elem(&Since, &key);

	if (since)
		before = now - *since;
	if (new_state == 7)
		bpf_map_delete_elem(&Since, &key);
	else
		bpf_map_update_elem(&Since, &key, &now, BPF_ANY);
	struct event *e = bpf_ringbuf_reserve(&Events, sizeof *e, 0);

	if (!e) {
		LOST(0);
		return 0;
	}
	CLEAR(e);
	__u16 remote = socket->__sk_common.skc_dport;

	e->Timestamp = now;
	e->Nanoseconds = before;
	e->LocalAddress = socket->__sk_common.skc_rcv_saddr;
	e->RemoteAddress = socket->__sk_common.skc_daddr;
	e->Process = bpf_get_current_pid_tgid() >> 32;
	e->OldState = old_state;
	e->NewState = new_state;
	e->LocalPort = local;
	e->RemotePort = remote << 8 | remote >> 8;
	e->Family = socket->__sk_common.skc_family;
	bpf_get_current_comm(e->Comm, sizeof e->Comm);
	bpf_ringbuf_submit(e, 0);
	return 0;
}
