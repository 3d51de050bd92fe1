#include "pair.h"

struct rule { __u32 Address, Mask; __u16 FromPort, ToPort; __u8 Protocol; bool IsUsed, IsAllowed; __u64 Hits; };
struct packet { __u32 Address; __u16 Port; __u8 Protocol; };

MAP(ARRAY, int, struct rule, 16) Rules SEC(".maps");
struct packet Current;

static __always_inline bool matches(const struct rule *rule, const struct packet *packet)
{
	return (packet->Address & rule->Mask) == rule->Address
		&& (rule->Protocol == 0 || rule->Protocol == packet->Protocol)
		&& packet->Port >= rule->FromPort && packet->Port <= rule->ToPort;
}

SEC("socket")
int Decide(struct __sk_buff *context)
{
	struct packet packet = Current;

	for (int i = 0; i < 16; i++) {
		int index = i;
		struct rule *rule = bpf_map_lookup_elem(&Rules, &index);

		if (!rule || !rule->IsUsed)
			break;
		if (!matches(rule, &packet))
			continue;
		__sync_fetch_and_add(&rule->Hits, 1);
		return rule->IsAllowed;
	}
	return 2;
}
