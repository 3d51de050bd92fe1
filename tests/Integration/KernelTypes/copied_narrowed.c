/* Numbers are narrower, and one is a bitfield; what follows them is not theirs. Others are wider, or as declared. */
struct copied_inner { unsigned int a; short b; };
struct copied {
	unsigned long long id;
	int negative : 9;
	unsigned int big, behind;
	unsigned char name[8];
	struct copied_inner inner;
	unsigned int low : 5, mode : 7;
	int below : 6;
} copied;
