/* Numbers are wider: of these, the low bits are the declared ones. */
struct copied_inner { unsigned int a; short b; };
struct copied {
	unsigned long long id;
	long long negative;
	unsigned long long big;
	char name[8];
	struct copied_inner inner;
	unsigned long long low : 9, mode : 17;
	long long below : 11;
} copied;
