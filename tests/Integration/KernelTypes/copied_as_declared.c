/* A kernel that has struct copied as CopyProbes.cs declares it. Only its types are used. */
struct copied_inner { unsigned short a; short b; };
struct copied {
	unsigned int id;
	int negative;
	unsigned long long big;
	char name[8];
	struct copied_inner inner;
	unsigned int low : 5, mode : 7;
	int below : 6;
} copied;
