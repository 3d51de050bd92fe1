/* What the C halves share. Each is compiled twice:
 *   -DSAME_CHECKS  does what the C# half does: counts every trap and every lost event, and clears whatever goes to the
 *                  kernel or to user space, padding too (kernels before 6.3 refuse map values with padding that is not);
 *   without        is what a C programmer writes: only the checks that the verifier demands. */
#pragma once
#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

/* What a trapped program returns: C#'s value for its hook. */
#ifndef NEUTRAL
#define NEUTRAL 0
#endif

#ifdef SAME_CHECKS
__u64 traps[16];
__u64 dropped[4];
/* Leaves the program unless the condition holds, as C# does where it would throw. */
#define REQUIRE(condition)                                        \
	do {                                                      \
		if (__builtin_expect(!(condition), 0)) {          \
			__sync_fetch_and_add(&traps[__COUNTER__], 1); \
			return NEUTRAL;                           \
		}                                                 \
	} while (0)
#define CHECK(condition) REQUIRE(condition)
#define LOST(map) __sync_fetch_and_add(&dropped[map], 1)
#define CLEAR(record) __builtin_memset(record, 0, sizeof *(record))
#else
/* What the verifier demands anyway. */
#define REQUIRE(condition)               \
	do {                             \
		if (!(condition))        \
			return NEUTRAL;  \
	} while (0)
#define CHECK(condition) ((void)0)
#define LOST(map) ((void)0)
#define CLEAR(record) ((void)0)
#endif

#define MAP(kind, key_type, value_type, entries)      \
	struct {                                      \
		__uint(type, BPF_MAP_TYPE_##kind);    \
		__type(key, key_type);                \
		__type(value, value_type);            \
		__uint(max_entries, entries);         \
	}

#define RING(bytes)                                   \
	struct {                                      \
		__uint(type, BPF_MAP_TYPE_RINGBUF);   \
		__uint(max_entries, bytes);           \
	}

/* Kernel types name only the fields that are used; CO-RE finds them. */
#define CORE __attribute__((preserve_access_index))

char LICENSE[] SEC("license") = "Dual MIT/GPL";
