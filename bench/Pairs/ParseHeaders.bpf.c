#include "pair.h"

struct block { __u8 Bytes[64]; };
struct flow { __u32 Source, Destination; __u16 SourcePort, DestinationPort; __u8 Protocol; __u16 Vlan; };
struct traffic { __u64 Packets, Bytes; __u8 Flags; };

MAP(ARRAY, int, struct block, 1) Input SEC(".maps");
MAP(LRU_HASH, struct flow, struct traffic, 4096) Flows SEC(".maps");
__u64 Malformed;

#ifdef SAME_CHECKS
#define BYTE(at) ({ unsigned int at_ = (at); CHECK(at_ < 64); packet->Bytes[at_]; })
#else
/* A mask is what the verifier needs to know that an index is within 64. */
#define BYTE(at) packet->Bytes[(at) & 63]
#endif
#define WORD(at) (BYTE(at) << 8 | BYTE((at) + 1))

SEC("socket")
int Parse(struct __sk_buff *context)
{
	int zero = 0;
	struct block *packet = bpf_map_lookup_elem(&Input, &zero);

	if (!packet)
		return 0;

	struct flow flow;

	__builtin_memset(&flow, 0, sizeof flow); /* padding is part of a key */
	int at = 12;
	int type = WORD(at);

	for (int tags = 0; tags < 2 && (type == 0x8100 || type == 0x88A8); tags++) {
		flow.Vlan = WORD(at + 2) & 0xFFF;
		at += 4;
		type = WORD(at);
	}
	at += 2;
	if (type != 0x0800)
		return 1;

	int version = BYTE(at) >> 4, length = (BYTE(at) & 0xF) * 4;

	if (version != 4 || length < 20 || length > 40) {
		__sync_fetch_and_add(&Malformed, 1);
		return 2;
	}
	bool is_fragment = (WORD(at + 6) & 0x1FFF) != 0;
	int total = WORD(at + 2);

	flow.Protocol = BYTE(at + 9);
	flow.Source = (__u32)WORD(at + 12) << 16 | (__u32)WORD(at + 14);
	flow.Destination = (__u32)WORD(at + 16) << 16 | (__u32)WORD(at + 18);
	at += length;

	__u8 flags = 0;

	if (!is_fragment && (flow.Protocol == 6 || flow.Protocol == 17) && at < 50) {
		flow.SourcePort = WORD(at);
		flow.DestinationPort = WORD(at + 2);
		if (flow.Protocol == 6)
			flags = BYTE(at + 13);
	}

	struct traffic *traffic = bpf_map_lookup_elem(&Flows, &flow);

	if (!traffic) {
		struct traffic first;

		CLEAR(&first);
		first.Packets = 1;
		first.Bytes = total;
		first.Flags = flags;
		bpf_map_update_elem(&Flows, &flow, &first, BPF_NOEXIST);
		return 3;
	}
	__sync_fetch_and_add(&traffic->Packets, 1);
	__sync_fetch_and_add(&traffic->Bytes, total);
	traffic->Flags |= flags;
	return flow.SourcePort ^ flow.DestinationPort ^ traffic->Flags;
}
