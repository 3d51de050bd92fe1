/* Names that are identifiers for the compiler and not for the kernel. */
#include "bpf_test.h"

enum größe { KLEIN = 1, GROSS = 1000 };
struct maß { enum größe größe; u32 höhe; };
struct { UINT(type, 1); UINT(max_entries, 4); TYPE(key, u32); TYPE(value, struct maß); } maße SEC(".maps");
struct maß größtes;

static __attribute__((noinline)) int prüfe(struct maß *maß)
{
	größtes = *maß;
	return maß->höhe > KLEIN;
}

SEC("socket") int messe(void *context)
{
	struct maß maß = { GROSS, 7 };
	u32 zero = 0;
	bpf_map_update_elem(&maße, &zero, &maß, 0);
	return prüfe(&maß);
}
