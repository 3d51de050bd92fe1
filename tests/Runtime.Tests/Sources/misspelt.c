#include "bpf_test.h"

SEC("tp_btf/sched_process_frok") int typed(void *context) { return 0; }
