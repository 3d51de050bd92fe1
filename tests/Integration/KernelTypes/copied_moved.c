/* Everything is elsewhere, and the bitfields begin in other bytes; it is as small as before. */
struct copied_inner { short b; unsigned short gap, a; };
struct copied {
	unsigned char gap : 3;
	unsigned long long mode : 7, below : 6, other : 20, low : 5;
	struct copied_inner inner;
	int gap_too;
	char name[8];
	unsigned long long big;
	int negative;
	unsigned int id;
} copied;
