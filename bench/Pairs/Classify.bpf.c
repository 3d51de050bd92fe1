#include "pair.h"

enum class { UNKNOWN, CONTROL, SMALL, BULK, JUMBO, VLAN, OTHER };

MAP(PERCPU_ARRAY, int, __u64, 8) Counts SEC(".maps");

SEC("socket")
int Sort(struct __sk_buff *packet)
{
	__u16 protocol = packet->protocol >> 8 | packet->protocol << 8;
	int found;

	switch (protocol) {
	case 0x0806:
	case 0x88CC:
		found = CONTROL;
		break;
	case 0x8100:
	case 0x88A8:
		found = VLAN;
		break;
	case 0x0800:
	case 0x86DD:
		found = packet->len < 128 ? SMALL : packet->len <= 1500 ? BULK : JUMBO;
		break;
	default:
		found = protocol > 0x0600 ? OTHER : UNKNOWN;
		break;
	}
	int index = found;
	__u64 *count = bpf_map_lookup_elem(&Counts, &index);

	REQUIRE(count);
	(*count)++;
	switch (found) {
	case CONTROL: return 10;
	case SMALL: return 20;
	case BULK:
	case JUMBO: return 30;
	default: return found;
	}
}
