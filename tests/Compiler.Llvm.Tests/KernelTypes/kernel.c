// A little kernel: what its types are called and how they lie is what the tests ask.
typedef _Bool bool;
typedef struct { int counter; } atomic_t;
typedef struct { union { long whole; struct { int low, high; }; }; } halves_t;
typedef enum { FIRST_MODE = 3, SECOND_MODE = 5 } mode_choice;
typedef unsigned int u32;
enum kind { KIND_NONE, KIND_SOME = 7, KIND_NEGATIVE = -1 };
enum wide_kind { WIDE = 0x100000000ULL };
enum { LIMIT = 16, OTHER_LIMIT = 32 };

struct opaque;
struct event { int object; };

struct task {
	volatile long state;
	struct opaque *hidden;
	const char *const name;
	char comm[16];
	char other_name[16];
	struct event event;                       // the field has the name of its type, and a C# keyword's
	struct { int a; struct { short b; } inner; } params;
	union { int as_int; struct { short low, high; }; };
	union { u32 word; unsigned char bytes[4]; } value;
	unsigned int ready : 1, mode : 3, : 4, level : 8;
	enum kind kind;
	mode_choice choice;
	atomic_t count;
	halves_t halves;
	int matrix[2][3];
	struct task *parent, *children[4];
	int (*callback)(struct task *, int);
	void *private_data;
	unsigned __int128 huge;
	bool alive;
	signed char small;
	struct { int x; } *nameless_pointer;
	int tail[];
};

union anything { long number; char text[12]; };

__attribute__((noinline)) int first(struct task *task, u32 flags) { static struct local { int one; } mine; asm volatile("" ::"r"(&mine)); return flags; }
__attribute__((noinline)) int second(union anything *any) { static struct local { long two; int three; } mine; asm volatile("" ::"r"(&mine)); return 0; }
__attribute__((noinline)) void third(atomic_t by_value, enum kind kind, int (*call)(void), char **text) { }
typedef void (*btf_trace_task_done)(void *, struct task *task, bool well);
__attribute__((noinline)) int __traceiter_task_done(void *data, struct task *task, bool well) { return 0; }
typedef void (*btf_trace_many)(void *, int count, ...);

struct task root;
enum kind some_kind;
enum wide_kind some_wide;
halves_t some_halves;
btf_trace_task_done *tracepoint;
btf_trace_many *variadic;
int limits[LIMIT];
enum { LIMIT_INSIDE = 9 } inside;
