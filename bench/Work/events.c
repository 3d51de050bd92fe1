/* The C twin of EventWork: events OBJECT consume|live 16|64|256 COUNT. Prints the same figures. */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BURST = 128, FILL = 16 * BURST };

struct event { unsigned long long number, mark; };

static _Atomic long long events;
static long long cpu, started, end;
static unsigned long long expected, lost;
static int program;

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int take(void *context, void *data, size_t size)
{
	struct event *e = data;

	if (size < sizeof *e)
		return -1;
	lost += e->number - expected;
	expected = e->number + 1;
	atomic_store_explicit(&events, atomic_load_explicit(&events, memory_order_relaxed) + 1, memory_order_relaxed);
	return 0;
}

static void produce(int repeat)
{
	static char packet[64];
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof packet, .repeat = repeat);

	if (bpf_prog_test_run_opts(program, &options))
		fail("test run");
}

static void consume(struct ring_buffer *ring, long long count)
{
	for (end = events + count; events < end;) {
		produce(FILL / BURST);
		started = now();
		if (ring_buffer__consume(ring) < 0)
			fail("consume");
		cpu += now() - started;
	}
}

static void *make(void *context)
{
	for (long long made = end - *(long long *)context; made < end; made += BURST) {
		while (made - atomic_load(&events) > FILL)
			sched_yield();
		produce(1);
	}
	return NULL;
}

static void live(struct ring_buffer *ring, long long count)
{
	pthread_t producer;

	end = events + count;
	pthread_create(&producer, NULL, make, &count);
	started = now();
	while (events < end)
		if (ring_buffer__poll(ring, -1) < 0)
			fail("poll");
	cpu += now() - started;
	pthread_join(producer, NULL);
}

int main(int argc, char **argv)
{
	char name[32];

	if (argc != 5)
		return 2;
	struct bpf_object *object = bpf_object__open(argv[1]);

	if (!object || bpf_object__load(object))
		fail(argv[1]);
	snprintf(name, sizeof name, "Produce%s", argv[3]);
	program = bpf_program__fd(bpf_object__find_program_by_name(object, name));
	snprintf(name, sizeof name, "Events%s", argv[3]);
	struct ring_buffer *ring = ring_buffer__new(bpf_object__find_map_fd_by_name(object, name), take, NULL, NULL);

	if (!ring)
		fail("ring buffer");
	void (*read)(struct ring_buffer *, long long) = strcmp(argv[2], "live") ? consume : live;

	read(ring, 100 * FILL);
	atomic_store(&events, 0);
	cpu = lost = 0;
	read(ring, atoll(argv[4]));
	printf("%lld %lld %llu 0\n", cpu, (long long)events, lost);
	return 0;
}
