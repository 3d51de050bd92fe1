/* verify OBJECT: loads every program on libbpf and prints what the verifier says of its work, a line for each: the program,
 * instructions, states kept in all, states kept at once. */
#include <bpf/libbpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATISTICS = 4, ROOM = 1 << 20, PROGRAMS = 16 };

static int be_silent(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return 0;
}

static long number_after(const char *log, const char *word)
{
	const char *at = strstr(log, word);

	return at ? atol(at + strlen(word)) : -1;
}

int main(int argc, char **argv)
{
	static char logs[PROGRAMS][ROOM];
	struct bpf_program *program;
	int count = 0;

	libbpf_set_print(be_silent);
	struct bpf_object *object = bpf_object__open(argv[argc - 1]);

	if (!object)
		return 1;
	bpf_object__for_each_program(program, object) {
		bpf_program__set_log_level(program, STATISTICS);
		bpf_program__set_log_buf(program, logs[count++], ROOM);
	}
	if (bpf_object__load(object)) {
		perror(argv[argc - 1]);
		return 1;
	}
	count = 0;
	bpf_object__for_each_program(program, object) {
		const char *log = logs[count++];

		printf("%s %ld %ld %ld\n", bpf_program__name(program), number_after(log, "processed "), number_after(log, "total_states "), number_after(log, "peak_states "));
	}
	return 0;
}
