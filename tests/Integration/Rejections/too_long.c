/* One instruction more than the kernel looks at. */
__attribute__((section("socket"), used)) int too_long(void)
{
	int number;

	asm volatile("%0 = 0\n.rept 1000000\n%0 += 1\n.endr" : "=r"(number));
	return number;
}

char gpl[] __attribute__((section("license"), used)) = "GPL";
