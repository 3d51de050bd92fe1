#include "pair.h"

__u64 Packets;

SEC("socket")
int Count(struct __sk_buff *context)
{
	__sync_fetch_and_add(&Packets, 1);
	return 0;
}
