#include "pair.h"

struct summary { __u64 Count, Sum, SumOfSquares, Minimum, Maximum, Mean, Variance; };

struct summary Lengths;
__u64 Window;

SEC("socket")
int Add(struct __sk_buff *packet)
{
	__u64 value = packet->len;
	struct summary *s = &Lengths;

	s->Count++;
	s->Sum += value;
	s->SumOfSquares += value * value;
	if (s->Count == 1 || value < s->Minimum)
		s->Minimum = value;
	s->Maximum = s->Maximum > value ? s->Maximum : value;
	CHECK(s->Count != 0);
	s->Mean = s->Sum / s->Count;
	CHECK(s->Count != 0);
	s->Variance = s->SumOfSquares / s->Count - s->Mean * s->Mean;
	if (Window != 0 && s->Count % Window == 0)
		*s = (struct summary){};
	return s->Mean + s->Variance;
}
