/* What libbpf makes of an object. Arguments: OBJECT BTF_FILE_OUT KERNEL_BTF|- [PROGRAM...]
 * Loads the object (only the named programs, if any are), and prints what it became, whether or not the kernel
 * accepted the programs:
 *   load ERROR
 *   map NAME TYPE KEY VALUE MAX_ENTRIES FLAGS KEY_TYPE VALUE_TYPE
 *   program NAME HEX_INSTRUCTIONS
 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments)
{
	return getenv("JUDGE_VERBOSE") ? vfprintf(stderr, format, arguments) : 0;
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_object_open_opts, options);
	struct bpf_object *object;
	struct bpf_program *program;
	struct bpf_map *map;
	int error;

	libbpf_set_print(quiet);
	if (strcmp(argv[3], "-"))
		options.btf_custom_path = argv[3];
	object = bpf_object__open_file(argv[1], &options);
	if (!object)
		return perror("open"), 1;
	if (argc > 4)
		bpf_object__for_each_program(program, object) {
			int wanted = 0;
			for (int i = 4; i < argc; i++)
				wanted |= !strcmp(argv[i], bpf_program__name(program));
			bpf_program__set_autoload(program, wanted);
		}
	bpf_object__for_each_map(map, object)
		printf("map %s %u %u %u %u %u %u %u\n", bpf_map__name(map), bpf_map__type(map), bpf_map__key_size(map), bpf_map__value_size(map),
		       bpf_map__max_entries(map), bpf_map__map_flags(map), bpf_map__btf_key_type_id(map), bpf_map__btf_value_type_id(map));
	error = bpf_object__load(object);
	printf("load %d\n", error);
	/* after loading, which writes into it too */
	if (bpf_object__btf(object)) {
		unsigned int size;
		const void *data = btf__raw_data(bpf_object__btf(object), &size);
		FILE *file = fopen(argv[2], "wb");
		if (!file || fwrite(data, 1, size, file) != size || fclose(file))
			return perror("btf"), 1;
	}
	bpf_object__for_each_program(program, object) {
		const unsigned char *code = (void *)bpf_program__insns(program);
		size_t size = bpf_program__insn_cnt(program) * 8;
		if (!bpf_program__autoload(program))
			continue;
		printf("program %s ", bpf_program__name(program));
		for (size_t i = 0; i < size; i++)
			printf("%02x", code[i]);
		printf("\n");
	}
	return 0;
}
