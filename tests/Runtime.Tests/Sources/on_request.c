#include "bpf_test.h"

struct arguments { u64 first, second, sum; };

SEC("syscall") int add(struct arguments *arguments)
{
	arguments->sum = arguments->first + arguments->second;
	return 7;
}
