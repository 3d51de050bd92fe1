/* A program of a control group: no packet of it is so long. */
struct __sk_buff { unsigned int len; };

__attribute__((section("cgroup_skb/ingress"), used)) int refuse(struct __sk_buff *packet)
{
	return packet->len > 1 << 20;
}

__attribute__((section("license"), used)) char gpl[] = "Dual MIT/GPL";
