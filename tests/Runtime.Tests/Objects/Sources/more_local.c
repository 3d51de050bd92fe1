/* What a program believes of the made-up kernels in more_*.c: pointers to pointers, chains of typedefs, nested unions, signed and wide enums. */
#include "bpf.h"

typedef u32 number_t;
typedef number_t count_t;
typedef const count_t fixed_t;
enum below { LOWEST = -9, NEXT = 3 };
enum far___v2 { FAR_AWAY = 1, FARTHER = 2 };
struct node { struct node *next; struct node **table; int ***deep; const char *const *names; } CORE;
struct chained { fixed_t first; count_t second[3]; struct node *nodes[2]; } CORE;
struct nest { union { struct { u16 low; union { u8 inner; u16 other; }; }; u64 all; }; struct { struct { u32 named; } box; } outer; } CORE;
struct bits { s32 first : 3, second : 13; u32 third : 1; u64 long_one : 33; s64 long_signed : 20; } CORE;
struct renamed___old { u32 before; } CORE;
struct renamed___new { u64 after; } CORE;
struct conflict { u32 a; struct node *link; } CORE;
struct grid { u32 cells[3][4]; struct { u16 x, y; } points[5]; } CORE;
struct callbacks { int (*run)(struct node *, u32); void (*done)(void); u32 flags; } CORE;
struct forward; struct holder { struct forward *of; struct missing *gone; u32 present; } CORE;

#define INFO(expression, kind) __builtin_preserve_field_info(expression, kind)
#define EXISTS_TYPE(type) __builtin_preserve_type_info(*(type *)0, 0)
#define SIZE_TYPE(type) __builtin_preserve_type_info(*(type *)0, 1)
#define MATCHES_TYPE(type) __builtin_preserve_type_info(*(type *)0, 2)

u64 out[120];

SEC("raw_tp/one") int pointers(u64 *context)
{
	struct node *n = (void *)context[0];
	struct chained *c = (void *)context[1];
	out[0] = (u64)n->next;
	out[1] = (u64)n->table;
	out[2] = (u64)n->deep;
	out[3] = (u64)n->names;
	out[4] = (u64)c->nodes[1];
	out[5] = INFO(n->table, 2);
	out[6] = INFO(n->deep, 1);
	out[7] = INFO(c->nodes, 1);
	return 0;
}

SEC("raw_tp/one") int typedefs(u64 *context)
{
	struct chained *c = (void *)context[0];
	out[10] = c->first;
	out[11] = c->second[2];
	out[12] = INFO(c->first, 1);
	out[13] = INFO(c->second, 1);
	out[14] = EXISTS_TYPE(count_t);
	out[15] = EXISTS_TYPE(fixed_t);
	out[16] = SIZE_TYPE(number_t);
	out[17] = INFO(c->first, 3);
	return 0;
}

SEC("raw_tp/one") int unions(u64 *context)
{
	struct nest *n = (void *)context[0];
	out[20] = n->low;
	out[21] = n->inner;
	out[22] = n->outer.box.named;
	out[23] = INFO(n->other, 0);
	out[24] = INFO(n->all, 1);
	out[25] = INFO(n->outer.box, 1);
	out[26] = INFO(n->outer.box.named, 2);
	return 0;
}

SEC("raw_tp/one") int bitfields(u64 *context)
{
	struct bits *b = (void *)context[0];
#define ALL(at, field) out[at] = INFO(b->field, 0), out[at + 1] = INFO(b->field, 1), out[at + 2] = INFO(b->field, 2), out[at + 3] = INFO(b->field, 3), out[at + 4] = INFO(b->field, 4), out[at + 5] = INFO(b->field, 5)
	ALL(30, first);
	ALL(36, second);
	ALL(42, third);
	ALL(48, long_one);
	ALL(54, long_signed);
	return 0;
}

SEC("raw_tp/one") int enumerators(u64 *context)
{
	out[60] = __builtin_preserve_enum_value(*(enum below *)LOWEST, 1);
	out[61] = __builtin_preserve_enum_value(*(enum below *)NEXT, 1);
	out[62] = __builtin_preserve_enum_value(*(enum below *)NEXT, 0);
	out[63] = __builtin_preserve_enum_value(*(enum far___v2 *)FAR_AWAY, 1);
	out[64] = __builtin_preserve_enum_value(*(enum far___v2 *)FARTHER, 0);
	out[65] = EXISTS_TYPE(enum below);
	out[66] = SIZE_TYPE(enum far___v2);
	out[67] = MATCHES_TYPE(enum below);
	out[68] = MATCHES_TYPE(enum far___v2);
	return 0;
}

SEC("raw_tp/one") int flavours(u64 *context)
{
	struct renamed___old *o = (void *)context[0];
	struct renamed___new *n = (void *)context[0];
	out[70] = INFO(o->before, 2);
	out[71] = INFO(n->after, 2);
	if (INFO(n->after, 2))
		out[72] = n->after;
	else
		out[72] = o->before;
	out[73] = MATCHES_TYPE(struct renamed___old);
	out[74] = SIZE_TYPE(struct renamed___new);
	return 0;
}

SEC("raw_tp/one") int arrays(u64 *context)
{
	struct grid *g = (void *)context[0];
	out[80] = g->cells[1][2];
	out[81] = g->cells[2][3];
	out[82] = g->points[3].y;
	out[83] = INFO(g->cells, 1);
	out[84] = INFO(g->cells[1], 1);
	out[85] = INFO(g->points[4].x, 2);
	out[86] = INFO(g->points, 2);
	return 0;
}

SEC("raw_tp/one") int functions(u64 *context)
{
	struct callbacks *c = (void *)context[0];
	struct holder *h = (void *)context[1];
	out[90] = (u64)c->run;
	out[91] = (u64)c->done;
	out[92] = c->flags;
	out[93] = (u64)h->of;
	out[94] = INFO(h->gone, 2);
	out[95] = h->present;
	out[96] = EXISTS_TYPE(struct missing);
	return 0;
}

SEC("raw_tp/one") int matches(u64 *context)
{
	out[100] = MATCHES_TYPE(struct node);
	out[101] = MATCHES_TYPE(struct chained);
	out[102] = MATCHES_TYPE(struct nest);
	out[103] = MATCHES_TYPE(struct bits);
	out[104] = MATCHES_TYPE(struct grid);
	out[105] = MATCHES_TYPE(struct callbacks);
	out[106] = MATCHES_TYPE(struct holder);
	out[107] = MATCHES_TYPE(count_t);
	return 0;
}

SEC("raw_tp/one") int conflicts(u64 *context)
{
	struct conflict *c = (void *)context[0];
	out[110] = EXISTS_TYPE(struct conflict);
	out[111] = INFO(c->link, 2);
	out[112] = c->a;
	return 0;
}

SEC("raw_tp/two") int conflicting_match(u64 *context)
{
	out[113] = MATCHES_TYPE(struct conflict);
	return 0;
}

SEC("raw_tp/two") int conflicting_size(u64 *context)
{
	out[114] = SIZE_TYPE(struct conflict);
	return 0;
}

LICENSE("GPL");
