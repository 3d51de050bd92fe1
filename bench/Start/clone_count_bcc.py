# The probe of clone(2) on BCC. Says "ready" once it is attached.
import time

from bcc import BPF

text = """
BPF_HASH(count_by_parent, u32, u64);

int on_clone(struct pt_regs *ctx)
{
    count_by_parent.increment(bpf_get_current_pid_tgid() >> 32);
    return 0;
}
"""

bpf = BPF(text=text)
bpf.attach_kretprobe(event="__x64_sys_clone", fn_name="on_clone")
print("ready", flush=True)
while True:
    time.sleep(60)
