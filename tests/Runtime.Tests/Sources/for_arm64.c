#include "bpf_test.h"

SEC("socket") __attribute__((btf_decl_tag("bpfsharp_arch:arm64"))) int filter(void *context) { return 7; }
