#include "bpf_test.h"

SEC("tp/sched/sched_process_frok") int formatted(void *context) { return 0; }
