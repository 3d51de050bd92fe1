#include "pair.h"

struct place { __u32 Key, Error; __u64 Count; };

MAP(ARRAY, int, struct place, 8) Places SEC(".maps");

SEC("socket")
int Count(struct __sk_buff *packet)
{
	__u32 key = packet->len;
	int least = 0;
	__u64 fewest = ~0ULL;

	for (int i = 0; i < 8; i++) {
		int index = i;
		struct place *place = bpf_map_lookup_elem(&Places, &index);

		if (!place)
			return -1;
		if (place->Count != 0 && place->Key == key) {
			place->Count++;
			return i;
		}
		if (place->Count < fewest) {
			fewest = place->Count;
			least = i;
		}
	}
	int index = least;
	struct place *place = bpf_map_lookup_elem(&Places, &index);

	REQUIRE(place);
	*place = (struct place){ .Key = key, .Error = fewest, .Count = fewest + 1 };
	return least + 100;
}
