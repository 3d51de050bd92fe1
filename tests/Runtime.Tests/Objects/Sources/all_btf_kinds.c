/* Every kind of type that BTF has, those with 12-byte entries more than once. */
#include "bpf.h"

#define TAG(text) __attribute__((btf_decl_tag(text)))
#define TYPE_TAG(text) __attribute__((btf_type_tag(text)))

enum big { SMALL = 1, BIG = 0x123456789aULL };
enum big_signed { LESS = -0x123456789aLL, MORE = 5 };
enum negative { MINUS = -1, PLUS = 1 };
struct forward;
union forward_union;
struct TAG("tagged") everything {
	float single; double twice;
	enum big big; enum big_signed big_signed; enum negative negative;
	int TYPE_TAG("kernel") *tagged_pointer;
	struct forward *forward; union forward_union *forward_union;
	const volatile int *restrict qualified;
	int (*function)(struct forward *, long, ...);
	union { char bytes[8]; u64 word; };
	u32 one : 1, two : 31;
	_Bool flag; __int128 huge;
};
typedef struct everything everything_t;
everything_t everything TAG("tagged variable");
static u32 hidden;
u32 initialised = 3;

NOINLINE static int callee(everything_t *argument TAG("tagged parameter")) { return argument->one + hidden++; }
NOINLINE int global_callee(int argument) { return argument + initialised; }
SEC("socket") int program(void *context) { return callee(&everything) + global_callee(2); }

LICENSE("GPL");
