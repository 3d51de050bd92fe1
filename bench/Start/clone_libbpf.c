/* The clone trace on libbpf: argv[1] is the object file. Says "ready" once every probe is attached. */
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct clone { unsigned long long Timestamp; int Parent, Child; char Comm[16]; };

static int print(void *context, void *data, size_t size)
{
	struct clone *e = data;

	printf("%d -> %d %.16s\n", e->Parent, e->Child, e->Comm);
	fflush(stdout);
	return 0;
}

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

int main(int argc, char **argv)
{
	struct bpf_object *object = bpf_object__open(argv[1]);
	struct bpf_program *program;
	struct bpf_map *map;
	int min_pid = 2;
	size_t size;

	if (!object)
		fail("open");
	map = bpf_object__find_map_by_name(object, ".rodata");
	if (!map || !bpf_map__initial_value(map, &size))
		fail(".rodata");
	memcpy((void *)bpf_map__initial_value(map, &size), &min_pid, sizeof min_pid);
	if (bpf_object__load(object))
		fail("load");
	bpf_object__for_each_program(program, object)
		if (!bpf_program__attach(program))
			fail("attach");
	struct ring_buffer *ring = ring_buffer__new(bpf_object__find_map_fd_by_name(object, "Clones"), print, NULL, NULL);

	if (!ring)
		fail("ring buffer");
	puts("ready");
	fflush(stdout);
	while (ring_buffer__poll(ring, -1) >= 0)
		;
	return 0;
}
