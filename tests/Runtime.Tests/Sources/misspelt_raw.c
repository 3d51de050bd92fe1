#include "bpf_test.h"

SEC("raw_tp/sched_process_frok") int raw(void *context) { return 0; }
