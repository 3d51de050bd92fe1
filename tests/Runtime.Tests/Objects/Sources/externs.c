/* What the loader finds in the kernel: facts of its build, variables of each CPU, symbols by address. */
#include "bpf.h"

#define KCONFIG __attribute__((section(".kconfig")))
#define KSYM __attribute__((section(".ksyms")))
#define WEAK __attribute__((weak))

struct rq { int cpu; } CORE;
extern int LINUX_KERNEL_VERSION KCONFIG;
extern _Bool LINUX_HAS_SYSCALL_WRAPPER KCONFIG WEAK;
extern _Bool LINUX_HAS_BPF_COOKIE KCONFIG;
extern u64 LINUX_BPFSHARP_UNKNOWN KCONFIG WEAK;
extern const void kernel_clone KSYM;
extern const void bpfsharp_no_such_symbol KSYM WEAK;
extern const struct rq runqueues KSYM;
extern const int bpfsharp_no_such_variable KSYM WEAK;
static void *(*this_cpu)(const void *) = (void *)154;
u64 out, version, address;

SEC("raw_tp/sched_switch") int externs(u64 *context)
{
	struct rq *mine = this_cpu(&runqueues);
	out = mine->cpu;
	version = LINUX_KERNEL_VERSION + LINUX_BPFSHARP_UNKNOWN;
	if (LINUX_HAS_BPF_COOKIE && LINUX_HAS_SYSCALL_WRAPPER)
		version++;
	address = (u64)&kernel_clone + (u64)&bpfsharp_no_such_symbol;
	if (&bpfsharp_no_such_variable)
		out++;
	return 0;
}

LICENSE("GPL");
