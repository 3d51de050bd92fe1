#include "bpf_test.h"

SEC("moon_phase/full") int howl(void *context) { return 0; }
