/* A made-up kernel where everything of core_local.c's moved, grew, shrank, was wrapped, or changed its kind. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64;
typedef const u16 small_t;
struct leaf { u64 before[3]; int value; u64 between; small_t small; };
enum colour { GREEN = 20, RED = 10, YELLOW = 5, BLUE = -30 };
enum wide { HUGE_ONE = 0x123456789abcdefULL };
struct sample {
	u64 unsigned_number;
	struct { union { struct { int pad; int signed_number; }; u64 both; }; };
	u8 big;
	int (*pointer)(void);
	u16 array[9];
	const struct leaf leaves[5];
	volatile int inside;
	struct { struct { u32 deeper; }; };
	u32 gap : 3, negative : 11, bits : 20;
	u64 wide_gap : 30, more : 17;
	struct leaf *link;
	enum colour colour;
	u32 renamed; u64 narrow;
	char tail[];
};
struct twin { u32 a; u64 b; };
struct split_twin { u32 same; u32 moved; };
struct kind_change { struct { int x; } now_struct; u64 now_int; double number; u32 now_array; };
struct sample *a; struct twin *b; struct split_twin *c; struct kind_change *d; enum wide e;
