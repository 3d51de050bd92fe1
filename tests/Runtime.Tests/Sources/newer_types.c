/* Types of every kind that BTF got after kernel 5.10, where the kernel looks at them: in maps, globals, parameters. */
#include "bpf_test.h"

#define TAG(text) __attribute__((btf_decl_tag(text)))
#define TYPE_TAG(text) __attribute__((btf_type_tag(text)))
#define NOINLINE __attribute__((noinline))

enum wide { NARROW = 1, WIDE = 0x123456789abULL };
enum sign { BELOW = -1, ABOVE = 1 };
struct TAG("of a struct") key { enum wide width; };
struct value { float single; double twice; enum sign sign; u32 number; int TYPE_TAG("of a type") *pointer; };

struct { UINT(type, 1); UINT(max_entries, 8); TYPE(key, struct key); TYPE(value, struct value); } by_width SEC(".maps");
const volatile enum wide chosen = WIDE;
struct value last TAG("of a variable");

NOINLINE int twice(u32 number) { return number + number; }

static NOINLINE int note(enum wide *width TAG("of a parameter"), struct value *value)
{
	struct key key = { *width };
	last = *value;
	return bpf_map_update_elem(&by_width, &key, value, 0) ? -1 : twice(value->number);
}

SEC("socket") int take_note(void *context)
{
	enum wide width = chosen;
	struct value value = { .number = 21, .sign = BELOW };
	return note(&width, &value);
}
