/* Attaches every program of an object, argv[1], on libbpf, and says "ready". */
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

int main(int argc, char **argv)
{
	struct bpf_object *object = bpf_object__open(argv[argc - 1]);
	struct bpf_program *program;

	if (!object || bpf_object__load(object))
		fail("load");
	bpf_object__for_each_program(program, object)
		if (!bpf_program__attach(program))
			fail("attach");
	puts("ready");
	fflush(stdout);
	for (;;)
		pause();
}
