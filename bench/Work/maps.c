/* The C twin of MapWork: maps OBJECT 10000|1000000 [2]. Prints the same lines. With 2 the process has a second thread, which
 * sleeps: in such processes, as all of .NET's are, the kernel counts a reference to the map's file with each call. "iterate" is what code on libbpf does: the next
 * key, then its value; "batch" reads as many at once as our enumeration does. */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef unsigned long long u64;

enum { CHUNK = 4096 };

static int map;
static u64 entries;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static u64 key_of(u64 i)
{
	return i * 0x9E3779B97F4A7C15ULL;
}

static u64 insert(void)
{
	u64 sum = 0;

	for (u64 i = 0; i < entries; i++) {
		u64 key = key_of(i);

		if (bpf_map_update_elem(map, &key, &i, BPF_ANY))
			fail("update");
		sum += i;
	}
	return sum;
}

static u64 lookup(void)
{
	u64 sum = 0;

	for (u64 i = 0; i < entries; i++) {
		u64 key = key_of(i), value;

		if (!bpf_map_lookup_elem(map, &key, &value))
			sum += value;
	}
	return sum;
}

static u64 iterate(void)
{
	u64 sum = 0, key, next, value;
	void *from = NULL;

	while (!bpf_map_get_next_key(map, from, &next)) {
		key = next;
		from = &key;
		if (!bpf_map_lookup_elem(map, &key, &value))
			sum += value;
	}
	return sum;
}

static u64 batch(void)
{
	static u64 keys[CHUNK], values[CHUNK];
	u64 sum = 0;
	unsigned int position, count;
	void *from = NULL;
	int end;

	do {
		count = CHUNK;
		end = bpf_map_lookup_batch(map, from, &position, keys, values, &count, NULL);
		if (end && errno != ENOENT)
			fail("batch");
		for (unsigned int i = 0; i < count; i++)
			sum += values[i];
		from = &position;
	} while (!end);
	return sum;
}

static u64 delete(void)
{
	u64 sum = 0;

	for (u64 i = 0; i < entries; i++) {
		u64 key = key_of(i);

		if (!bpf_map_delete_elem(map, &key))
			sum += i;
	}
	return sum;
}

static u64 *all_keys, *all_values;

static u64 insert_all(void)
{
	unsigned int count = entries;

	for (u64 i = 0; i < entries; i++) {
		all_keys[i] = key_of(i);
		all_values[i] = i;
	}
	if (bpf_map_update_batch(map, all_keys, all_values, &count, NULL))
		fail("update batch");
	return (u64)count * (count - 1) / 2;
}

static u64 delete_all(void)
{
	unsigned int count = entries;

	if (bpf_map_delete_batch(map, all_keys, &count, NULL))
		fail("delete batch");
	return (u64)count * (count - 1) / 2;
}

static struct { const char *name; u64 (*work)(void); double total; } all[] = {
	{ "insert", insert }, { "lookup", lookup }, { "overwrite", insert }, { "iterate", iterate }, { "batch", batch }, { "delete", delete },
	{ "insert_in_batches", insert_all }, { "delete_in_batches", delete_all },
};

enum { COUNT = sizeof all / sizeof *all };

static void rounds(int times)
{
	for (int time = 0; time < times; time++)
		for (int i = 0; i < COUNT; i++) {
			double before = now();
			u64 sum = all[i].work();

			all[i].total += (now() - before) / entries / times;
			if (sum != entries * (entries - 1) / 2)
				fail(all[i].name);
		}
}

static void *sleep_on(void *context)
{
	pause();
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t second;

	if (argc < 3)
		return 2;
	if (argc > 3)
		pthread_create(&second, NULL, sleep_on, NULL);
	struct bpf_object *object = bpf_object__open(argv[1]);

	if (!object || bpf_object__load(object))
		fail(argv[1]);
	entries = atoll(argv[2]);
	map = bpf_object__find_map_fd_by_name(object, entries == 10000 ? "Small" : "Large");
	all_keys = malloc(entries * sizeof *all_keys);
	all_values = malloc(entries * sizeof *all_values);
	rounds(entries < 200000 ? 200000 / entries : 1);
	for (int i = 0; i < COUNT; i++)
		printf("%s %.2f\n", all[i].name, all[i].total);
	return 0;
}
