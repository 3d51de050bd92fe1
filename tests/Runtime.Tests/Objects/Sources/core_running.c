/* CO-RE against the running kernel: every kind of relocation, on types every kernel has. */
#include "bpf.h"

struct list_head { struct list_head *next, *prev; } CORE;
struct mm_struct___small { u64 total_vm; } CORE;
struct task_struct { int tgid; int pid; char comm[16]; struct task_struct *real_parent; struct mm_struct___small *mm; unsigned int flags; struct list_head tasks; } CORE;
struct task_struct___bits { u32 sched_reset_on_fork : 1; u32 in_execve : 1; u32 sched_migrated : 1; } CORE;
struct task_struct___old { long state; int no_such_field; } CORE;
struct task_struct___new { unsigned int __state; } CORE;
struct no_such_struct { int x; } CORE;
struct qstr { union { struct { u32 hash; u32 len; }; u64 hash_len; }; const u8 *name; } CORE;
struct dentry { struct qstr d_name; } CORE;
struct file { u64 f_pos; struct inode___x { u64 i_ino; } *f_inode; } CORE;
enum bpf_map_type___local { BPF_MAP_TYPE_HASH = 77, BPF_MAP_TYPE_RINGBUF = 78, BPF_MAP_TYPE_NOT_THERE = 79 };
typedef unsigned long pgoff_t___local;
typedef struct { int counter; } atomic_t;
struct sk_buff { unsigned int len; u8 cloned : 1; u8 pkt_type : 3; u16 protocol; u8 *data; } CORE;
union no_such_union { int x; };

#define INFO(expression, kind) __builtin_preserve_field_info(expression, kind)
#define EXISTS_TYPE(type) __builtin_preserve_type_info(*(type *)0, 0)
#define SIZE_TYPE(type) __builtin_preserve_type_info(*(type *)0, 1)
#define MATCHES_TYPE(type) __builtin_preserve_type_info(*(type *)0, 2)
#define ENUM(type, value, kind) __builtin_preserve_enum_value(*(type *)value, kind)

u64 out[64];

SEC("raw_tp/sys_enter") int fields(void *context)
{
	struct task_struct *task = bpf_get_current_task();
	struct task_struct *parent = 0;
	struct dentry *dentry = (void *)context;
	bpf_probe_read_kernel(&parent, 8, &task->real_parent);
	bpf_probe_read_kernel(&out[0], 4, &task->tgid);
	bpf_probe_read_kernel(&out[1], 4, &parent->pid);
	bpf_probe_read_kernel(&out[2], 1, &task->comm[3]);
	bpf_probe_read_kernel(&out[3], 8, &task->tasks.prev);
	bpf_probe_read_kernel(&out[4], 8, &dentry->d_name.len);
	bpf_probe_read_kernel(&out[5], 8, &dentry->d_name.name);
	bpf_probe_read_kernel(&out[6], 8, &task[2].flags);
	out[10] = INFO(task->comm, 1);
	out[11] = INFO(task->flags, 2);
	out[12] = INFO(task->tgid, 3);
	out[13] = INFO(task->flags, 3);
	out[14] = INFO(((struct task_struct___old *)task)->no_such_field, 2);
	if (INFO(((struct task_struct___old *)task)->state, 2))
		bpf_probe_read_kernel(&out[15], 8, &((struct task_struct___old *)task)->state);
	else
		bpf_probe_read_kernel(&out[15], 4, &((struct task_struct___new *)task)->__state);
	return 0;
}

SEC("raw_tp/sys_enter") int bitfields(void *context)
{
	struct task_struct___bits *task = bpf_get_current_task();
	struct sk_buff *skb = (void *)context;
	u64 value = 0;
	out[20] = INFO(task->sched_migrated, 0);
	out[21] = INFO(task->sched_migrated, 1);
	out[22] = INFO(task->sched_migrated, 3);
	out[23] = INFO(task->sched_migrated, 4);
	out[24] = INFO(task->sched_migrated, 5);
	out[25] = INFO(skb->pkt_type, 0);
	out[26] = INFO(skb->pkt_type, 4);
	out[27] = INFO(skb->pkt_type, 5);
	out[28] = INFO(skb->cloned, 2);
	out[29] = INFO(skb->protocol, 4);
	out[30] = INFO(skb->protocol, 5);
	bpf_probe_read_kernel(&value, 1, (void *)task + INFO(task->in_execve, 0));
	out[31] = value;
	return 0;
}

SEC("raw_tp/sys_enter") int types(void *context)
{
	out[32] = EXISTS_TYPE(struct task_struct);
	out[33] = EXISTS_TYPE(struct no_such_struct);
	out[34] = SIZE_TYPE(struct task_struct);
	out[35] = SIZE_TYPE(struct no_such_struct);
	out[36] = EXISTS_TYPE(atomic_t);
	out[37] = SIZE_TYPE(atomic_t);
	out[38] = EXISTS_TYPE(pgoff_t___local);
	out[39] = MATCHES_TYPE(struct list_head);
	out[40] = MATCHES_TYPE(struct task_struct___old);
	out[41] = EXISTS_TYPE(union no_such_union);
	out[42] = __builtin_btf_type_id(*(struct task_struct *)0, 0);
	out[43] = __builtin_btf_type_id(*(struct task_struct *)0, 1);
	out[44] = __builtin_btf_type_id(*(struct no_such_struct *)0, 1);
	out[45] = MATCHES_TYPE(atomic_t);
	out[46] = MATCHES_TYPE(struct mm_struct___small);
	return 0;
}

SEC("raw_tp/sys_enter") int enums(void *context)
{
	enum bpf_map_type___local hash = BPF_MAP_TYPE_HASH;
	out[50] = __builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_HASH, 1);
	out[51] = __builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_RINGBUF, 1);
	out[52] = __builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_NOT_THERE, 0);
	out[53] = __builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_HASH, 0);
	if (__builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_NOT_THERE, 0))
		out[54] = __builtin_preserve_enum_value(*(enum bpf_map_type___local *)BPF_MAP_TYPE_NOT_THERE, 1);
	return (int)hash;
}

SEC("tp_btf/sched_switch") int direct(u64 *context)
{
	struct task_struct *previous = (void *)context[1];
	struct task_struct *next = (void *)context[2];
	out[60] = previous->tgid;
	out[61] = next->real_parent->pid;
	out[62] = next->comm[2];
	out[63] = next->flags;
	return 0;
}

LICENSE("GPL");
