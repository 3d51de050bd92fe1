# The clone trace on BCC. Says "ready" once every probe is attached; with --compile it only says how many milliseconds
# compiling took.
import sys
import time

from bcc import BPF

text = """
struct clone { u64 timestamp; int parent, child; char comm[16]; };
BPF_RINGBUF_OUTPUT(clones, 64);
BPF_HASH(count_by_parent, int, u64);

TRACEPOINT_PROBE(sched, sched_process_fork)
{
    int parent = args->parent_pid;
    if (parent < 2)
        return 0;
    count_by_parent.increment(parent);
    struct clone *e = clones.ringbuf_reserve(sizeof(struct clone));
    if (!e)
        return 0;
    e->timestamp = bpf_ktime_get_ns();
    e->parent = parent;
    e->child = args->child_pid;
    bpf_get_current_comm(&e->comm, sizeof(e->comm));
    clones.ringbuf_submit(e, 0);
    return 0;
}
"""

start = time.perf_counter()
bpf = BPF(text=text)
if "--compile" in sys.argv:
    print((time.perf_counter() - start) * 1000)
    sys.exit()


def show(cpu, data, size):
    e = bpf["clones"].event(data)
    print(f"{e.parent} -> {e.child} {e.comm.decode()}", flush=True)


bpf["clones"].open_ring_buffer(show)
print("ready", flush=True)
while True:
    bpf.ring_buffer_poll()
