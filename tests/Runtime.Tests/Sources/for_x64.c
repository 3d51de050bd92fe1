#include "bpf_test.h"

SEC("socket") __attribute__((btf_decl_tag("bpfsharp_arch:x64"))) int filter(void *context) { return 7; }
