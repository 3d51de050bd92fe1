#include "pair.h"

__u32 Other;

SEC("socket")
int Compute(struct __sk_buff *packet)
{
	__u32 a = packet->len, b = Other;

	for (int i = 0; i < 40 && b != 0; i++) {
		CHECK(b != 0);
		__u32 remainder = a % b;

		a = b;
		b = remainder;
	}
	return a;
}
