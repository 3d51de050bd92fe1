#include "bpf_test.h"

SEC("kprobe/do_exit") int entry(void *context) { return 0; }
