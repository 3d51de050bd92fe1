#include "pair.h"

struct bucket { __u64 Tokens, Filled; __u32 Passed, Refused; };

MAP(HASH, __u32, struct bucket, 256) Buckets SEC(".maps");
const volatile __u64 NanosecondsPerToken = 1000000;
const volatile __u64 Capacity = 100000;

SEC("socket")
int Limit(struct __sk_buff *packet)
{
	__u64 now = bpf_ktime_get_ns();
	__u32 key = packet->pkt_type;
	struct bucket *bucket = bpf_map_lookup_elem(&Buckets, &key);

	if (!bucket) {
		struct bucket first = { .Tokens = Capacity, .Filled = now };

		bpf_map_update_elem(&Buckets, &key, &first, BPF_NOEXIST);
		return 1;
	}
	__u64 divisor = NanosecondsPerToken;

	CHECK(divisor != 0);
	__u64 earned = (now - bucket->Filled) / divisor;

	if (earned > 0) {
		__u64 capacity = Capacity, filled = bucket->Tokens + earned;

		bucket->Tokens = capacity < filled ? capacity : filled;
		bucket->Filled += earned * NanosecondsPerToken;
	}
	if (bucket->Tokens < packet->len) {
		bucket->Refused++;
		return 0;
	}
	bucket->Tokens -= packet->len;
	bucket->Passed++;
	return 1;
}
