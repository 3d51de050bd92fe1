/* Nothing is where a load from the stack may be. */
struct copied_inner { unsigned short a; short b; };
struct copied {
	unsigned int low : 5, mode : 7;
	int below : 6;
	char gap;
	unsigned int id;
	int negative;
	unsigned long long big;
	char name[8];
	struct copied_inner inner;
} __attribute__((packed)) copied;
