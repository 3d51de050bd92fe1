/* Hooks that this kernel lacks, each with another that it has. */
#include "bpf_test.h"

u64 which;

SEC("tp_btf/no_such_tracepoint") int absent_typed(void *context) { which |= 1; return 0; }
SEC("raw_tp/sys_enter") int instead_of_typed(void *context) { which |= 2; return 0; }
SEC("raw_tp/no_such_tracepoint") int absent_raw(void *context) { which |= 4; return 0; }
SEC("raw_tp/sys_exit") int instead_of_raw(void *context) { which |= 8; return 0; }
SEC("tp_btf/sys_enter") int present(void *context) { which |= 16; return 0; }
SEC("raw_tp/sys_enter") int not_needed(void *context) { which |= 32; return 0; }
