/* A made-up kernel where all of more_local.c's is elsewhere, wrapped, longer, or of a neighbouring kind. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64; typedef long long s64;
typedef u64 wide_t; typedef wide_t number_t; typedef volatile number_t middle_t; typedef middle_t count_t; typedef u16 fixed_t;
enum below { NEXT = -2000000000, LOWEST = 7, EXTRA = 1 };
enum far { FARTHER = -3, FAR_AWAY = 0x7fffffffffffffffLL };
struct node { int ***deep; u64 pad; const char *const *names; struct node **table; struct node *next; };
struct chained { struct node *nodes[7]; count_t second[5]; wide_t first; };
struct nest { u64 front; union { u64 all; struct { u8 pad; union { struct { u16 other; }; struct { u16 gap; u8 inner; }; }; u16 low; }; }; struct { u64 pad; struct { u64 more; u32 named; } box; } outer; };
struct bits { u64 before : 29; s64 second : 17; u8 third; s64 long_signed; u64 gap : 5, long_one : 40; s32 first : 9; };
struct renamed { u32 pad; u64 after; };
struct conflict { u64 pad; u32 a; struct node *link; };
struct conflict___other { u64 pad; u32 a; struct node *link; };
struct grid { u64 pad; struct { u8 z; u16 y, x; } points[9]; u32 cells[6][8]; };
struct callbacks { u64 flags; int (*done)(u64, u64); void *run; };
struct forward { int known; }; struct holder { u64 present; struct forward *const of; };
struct node *a; struct chained *b; struct nest *c; struct bits *d; struct renamed *e; struct conflict *f; struct grid *g; struct callbacks *h; struct holder *i;
enum below j; enum far k; fixed_t l = 1; struct conflict___other *m;
