/* Too large to be read at once. */
struct copied_inner { unsigned short a; short b; };
struct copied {
	char gap[1000];
	unsigned int id;
	int negative;
	unsigned long long big;
	char name[8];
	unsigned int low : 5, mode : 7;
	int below : 6;
	struct copied_inner inner;
} copied;
