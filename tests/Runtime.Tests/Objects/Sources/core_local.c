/* What a program believes of the made-up kernel in kernel_*.c. */
#include "bpf.h"

struct leaf { int value; u16 small; } CORE;
enum colour { RED = 1, GREEN = 2, BLUE = 3 };
enum wide___x { HUGE_ONE = 1 };
struct sample {
	u32 unsigned_number;
	int signed_number;
	u64 big;
	void *pointer;
	u32 array[4];
	struct leaf leaves[2];
	struct { int inside; u32 deeper; };
	struct leaf *link;
	enum colour colour;
	u32 bits : 5, more : 9;
	s32 negative : 7;
	char tail[];
} CORE;
struct sample___other { u32 renamed; u8 narrow; u16 gone; } CORE;
struct twin { u32 a; u32 b; } CORE;
struct split_twin { u32 same; u32 moved; } CORE;
struct kind_change { int now_struct; void *now_int; float number; u32 now_array[2]; } CORE;
typedef struct { u32 value; struct leaf leaf; } CORE alias_t;
typedef enum { FIRST = 1, SECOND = 2 } choice_t;
union either { u32 number; u64 wide; struct leaf leaf; } CORE;

#define INFO(expression, kind) __builtin_preserve_field_info(expression, kind)
#define EXISTS_TYPE(type) __builtin_preserve_type_info(*(type *)0, 0)
#define SIZE_TYPE(type) __builtin_preserve_type_info(*(type *)0, 1)
#define MATCHES_TYPE(type) __builtin_preserve_type_info(*(type *)0, 2)

u64 out[80];

SEC("raw_tp/one") int loads(u64 *context)
{
	struct sample *s = (void *)context[0];
	out[0] = s->unsigned_number;
	out[1] = s->big;
	out[2] = (u64)s->pointer;
	out[3] = s->array[2];
	out[4] = s->leaves[1].small;
	out[5] = s->deeper;
	out[6] = s->link->small;
	out[7] = s->colour;
	return 0;
}

SEC("raw_tp/one") int signed_loads(u64 *context)
{
	struct sample *s = (void *)context[0];
	out[8] = s->signed_number;
	out[9] = s->inside;
	return s->leaves[0].value;
}

SEC("raw_tp/one") int stores(u64 *context)
{
	struct sample *s = (void *)context[0];
	s->unsigned_number = 7;
	s->big = (u64)context;
	s->leaves[1].small = 3;
	s->array[3] = (u32)context[1];
	return 0;
}

SEC("raw_tp/one") int questions(u64 *context)
{
	struct sample *s = (void *)context[0];
	struct sample___other *o = (void *)context[0];
	out[10] = INFO(s->unsigned_number, 1);
	out[11] = INFO(s->signed_number, 3);
	out[12] = INFO(s->unsigned_number, 3);
	out[13] = INFO(s->array, 1);
	out[14] = INFO(s->leaves[1], 1);
	out[15] = INFO(s->colour, 3);
	out[16] = INFO(o->renamed, 2);
	out[17] = INFO(o->gone, 2);
	out[18] = INFO(o->narrow, 1);
	out[19] = INFO(s->link->small, 0);
	out[20] = (u64)&s->tail[3];
	out[21] = (u64)&s[3].array[1];
	out[22] = INFO(s->big, 4);
	out[23] = INFO(s->big, 5);
	return 0;
}

SEC("raw_tp/one") int bit_questions(u64 *context)
{
	struct sample *s = (void *)context[0];
	out[30] = INFO(s->bits, 0);
	out[31] = INFO(s->bits, 1);
	out[32] = INFO(s->bits, 3);
	out[33] = INFO(s->bits, 4);
	out[34] = INFO(s->bits, 5);
	out[35] = INFO(s->more, 0);
	out[36] = INFO(s->more, 1);
	out[37] = INFO(s->more, 4);
	out[38] = INFO(s->more, 5);
	out[39] = INFO(s->negative, 0);
	out[40] = INFO(s->negative, 3);
	out[41] = INFO(s->negative, 4);
	out[42] = INFO(s->negative, 5);
	return 0;
}

SEC("raw_tp/one") int whole_types(u64 *context)
{
	out[50] = EXISTS_TYPE(struct sample);
	out[51] = SIZE_TYPE(struct sample);
	out[52] = MATCHES_TYPE(struct leaf);
	out[53] = MATCHES_TYPE(struct twin);
	out[54] = EXISTS_TYPE(struct twin);
	out[55] = MATCHES_TYPE(enum colour);
	out[56] = EXISTS_TYPE(enum wide___x);
	out[57] = __builtin_preserve_enum_value(*(enum colour *)BLUE, 1);
	out[58] = __builtin_preserve_enum_value(*(enum colour *)GREEN, 0);
	out[59] = __builtin_preserve_enum_value(*(enum wide___x *)HUGE_ONE, 1);
	out[60] = __builtin_btf_type_id(*(struct leaf *)0, 1);
	return 0;
}

SEC("raw_tp/one") int kinds(u64 *context)
{
	struct kind_change *k = (void *)context[0];
	out[61] = INFO(k->now_struct, 2);
	out[62] = INFO(k->now_int, 2);
	out[63] = INFO(k->number, 2);
	out[64] = INFO(k->now_array[1], 2);
	return 0;
}

SEC("raw_tp/one") int other_roots(u64 *context)
{
	alias_t *a = (void *)context[0];
	union either *e = (void *)context[1];
	out[65] = a->value;
	out[66] = a->leaf.small;
	out[67] = e->number;
	out[68] = e->leaf.small;
	out[69] = SIZE_TYPE(alias_t);
	out[70] = EXISTS_TYPE(alias_t);
	out[71] = MATCHES_TYPE(alias_t);
	out[72] = SIZE_TYPE(union either);
	out[73] = MATCHES_TYPE(union either);
	out[74] = __builtin_preserve_enum_value(*(choice_t *)SECOND, 1);
	out[75] = __builtin_preserve_enum_value(*(choice_t *)FIRST, 0);
	return 0;
}

SEC("raw_tp/one") int ambiguous_same(u64 *context)
{
	struct split_twin *t = (void *)context[0];
	return t->same;
}

SEC("raw_tp/two") int ambiguous_moved(u64 *context)
{
	struct split_twin *t = (void *)context[0];
	return t->moved;
}

LICENSE("GPL");
