/* A made-up kernel that is as more_local.c believes. Only its BTF is used. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64; typedef long long s64;
typedef u32 number_t; typedef number_t count_t; typedef const count_t fixed_t;
enum below { LOWEST = -9, NEXT = 3 };
enum far { FAR_AWAY = 1, FARTHER = 2 };
struct node { struct node *next; struct node **table; int ***deep; const char *const *names; };
struct chained { fixed_t first; count_t second[3]; struct node *nodes[2]; };
struct nest { union { struct { u16 low; union { u8 inner; u16 other; }; }; u64 all; }; struct { struct { u32 named; } box; } outer; };
struct bits { s32 first : 3, second : 13; u32 third : 1; u64 long_one : 33; s64 long_signed : 20; };
struct renamed { u32 before; };
struct conflict { u32 a; struct node *link; };
struct grid { u32 cells[3][4]; struct { u16 x, y; } points[5]; };
struct callbacks { int (*run)(struct node *, u32); void (*done)(void); u32 flags; };
struct forward; struct missing; struct holder { struct forward *of; struct missing *gone; u32 present; };
struct node *a; struct chained *b; struct nest *c; struct bits *d; struct renamed *e; struct conflict *f; struct grid *g; struct callbacks *h; struct holder *i;
enum below j; enum far k; fixed_t l = 1;
