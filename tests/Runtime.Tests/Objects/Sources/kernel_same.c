/* A made-up kernel that is as core_local.c believes. Only its BTF is used. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64;
struct leaf { int value; u16 small; };
enum colour { RED = 1, GREEN = 2, BLUE = 3 };
enum wide { HUGE_ONE = 1 };
struct sample {
	u32 unsigned_number; int signed_number; u64 big; void *pointer; u32 array[4]; struct leaf leaves[2];
	struct { int inside; u32 deeper; };
	struct leaf *link; enum colour colour; u32 bits : 5, more : 9; s32 negative : 7; char tail[];
};
struct twin { u32 a; u32 b; };
struct split_twin { u32 same; u32 moved; };
struct kind_change { int now_struct; void *now_int; float number; u32 now_array[2]; };
typedef struct { u32 value; struct leaf leaf; } alias_t;
typedef enum { FIRST = 1, SECOND = 2 } choice_t;
union either { u32 number; u64 wide; struct leaf leaf; };
alias_t f; choice_t g; union either h;
struct sample *a; struct twin *b; struct split_twin *c; struct kind_change *d; enum wide e;
