/* The few words of eBPF C that the sources here need. */
#pragma once
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long long u64;
typedef long long s64;

#define SEC(name) __attribute__((section(name), used))
#define NOINLINE __attribute__((noinline))
#define HIDDEN __attribute__((visibility("hidden")))
#define UINT(name, value) int (*name)[value]
#define TYPE(name, type) type *name
#define CORE __attribute__((preserve_access_index))

static void *(*bpf_map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*bpf_map_update_elem)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*bpf_probe_read_kernel)(void *dst, u32 size, const void *src) = (void *)113;
static void *(*bpf_get_current_task)(void) = (void *)35;
static void *(*bpf_get_current_task_btf)(void) = (void *)158;
static long (*bpf_loop)(u32 count, void *callback, void *context, u64 flags) = (void *)181;

#define LICENSE(text) char _license[] SEC("license") = text
