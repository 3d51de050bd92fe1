/* Loads where the kernel can run programs at a function's entry. */
__attribute__((section("fentry/bpf_fentry_test1"), used)) int probe(void *context) { return 0; }
char gpl[] __attribute__((section("license"), used)) = "GPL";
