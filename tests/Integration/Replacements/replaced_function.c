/* A program with a function that others may take the place of. */
struct xdp_md { unsigned int data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };

__attribute__((noinline)) int answer(struct xdp_md *context, int number)
{
	volatile int result = number + (context->data_end != 0);
	return result;
}

__attribute__((section("xdp"), used)) int entry(struct xdp_md *context) { return answer(context, 40); }

char gpl[] __attribute__((section("license"), used)) = "GPL";
