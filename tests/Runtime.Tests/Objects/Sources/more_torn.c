/* A made-up kernel with other kinds where more_local.c has its own, much of it missing, and types of one name that differ. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef int s32; typedef unsigned long long u64;
typedef struct { u32 value; } count_t; typedef void *fixed_t;
enum below { LOWEST = 4 };
union far { u32 number; };
struct node { u64 next; struct node *table; int deep; };
struct chained { u32 second[2]; struct node *nodes[1]; struct { u32 x; } first; };
struct nest { u16 low; struct { u32 box; } outer; };
struct bits { s32 first : 3; struct { u32 x; } second; u64 third : 1; };
struct renamed { u32 neither; };
struct conflict { u32 a; struct node *link; };
struct conflict___two { u64 before; u32 a; };
struct grid { u32 cells[2]; u16 points; };
struct callbacks { u32 run; u16 flags; };
struct holder { u32 *of; u8 present; };
struct node *a; struct chained *b; struct nest *c; struct bits *d; struct renamed *e; struct conflict *f; struct grid *g; struct callbacks *h; struct holder *i;
enum below j; union far k; fixed_t l; count_t m; struct conflict___two *n;
