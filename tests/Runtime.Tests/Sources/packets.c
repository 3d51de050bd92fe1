#include "bpf_test.h"

struct __sk_buff { u32 len; };
struct xdp_md { u32 data, data_end; };

const volatile u32 keep;
u64 packets;

SEC("socket") int filter(struct __sk_buff *packet)
{
	__sync_fetch_and_add(&packets, 1);
	return keep ? packet->len : 0;
}

SEC("xdp") int rewrite(struct xdp_md *packet)
{
	u8 *data = (u8 *)(unsigned long)packet->data, *end = (u8 *)(unsigned long)packet->data_end;
	if (data + 14 > end)
		return 1;
	data[0] = 0xaa;
	__sync_fetch_and_add(&packets, 1);
	return 2;
}
