/* launch [-t | -g] [-w TEXT] [-m CALLS] COMMAND…: starts the command and waits until it says that it is ready: the line
 * "ready", or with -t or -g an event's line, or with -w, on a terminal, TEXT. Prints the microseconds until then and its
 * resident and its peak memory in kB at that moment, and ends it.
 *   -t  creates a process every millisecond until then, -g calls getpgid: for tools that say nothing before the first event
 *   -m  also prints how many nanoseconds of CPU time a clone(2) takes that the kernel refuses: the least of 101 rounds of
 *      CALLS, because what else the machine does only adds to it */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { ROUNDS = 101 };

static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int is_complete(const char *text, const char *wanted, char trigger)
{
	if (wanted)
		return strstr(text, wanted) != NULL;
	/* Digits stand in the line that an event makes. */
	return trigger ? strstr(text, " -> ") && strchr(strstr(text, " -> "), '\n') != NULL : strstr(text, "ready\n") != NULL;
}

static void pull(char trigger)
{
	if (trigger == 'g') {
		syscall(SYS_getpgid, 0);
		return;
	}
	pid_t child = vfork();

	if (child == 0)
		_exit(0);
	waitpid(child, NULL, 0);
}

static long status_of(pid_t pid, const char *key)
{
	char path[64], line[256];
	long value = -1;

	snprintf(path, sizeof path, "/proc/%d/status", pid);
	FILE *file = fopen(path, "r");

	while (file && fgets(line, sizeof line, file))
		if (!strncmp(line, key, strlen(key)))
			value = atol(line + strlen(key) + 1);
	if (file)
		fclose(file);
	return value;
}

/* Shared handlers without shared memory are refused before anything is made. */
static double time_clone(int calls)
{
	double least = 0;

	for (int round = -1; round < ROUNDS; round++) {
		double start = now(CLOCK_THREAD_CPUTIME_ID);

		for (int i = 0; i < calls; i++)
			if (syscall(SYS_clone, CLONE_SIGHAND, NULL, NULL, NULL, NULL) != -1)
				abort();
		double took = (now(CLOCK_THREAD_CPUTIME_ID) - start) * 1e3 / calls;

		if (round <= 0 || took < least)
			least = took;
	}
	return least;
}

int main(int argc, char **argv)
{
	const char *wanted = NULL;
	char trigger = 0, text[65536];
	int option, calls = 0, output[2];
	size_t length = 0;
	pid_t pid;

	while ((option = getopt(argc, argv, "+tgw:m:")) != -1)
		switch (option) {
		case 't': case 'g': trigger = option; break;
		case 'w': wanted = optarg; break;
		case 'm': calls = atoi(optarg); break;
		default: return 2;
		}
	char **command = argv + optind;

	if (wanted ? openpty(&output[0], &output[1], NULL, NULL, NULL) : pipe2(output, O_CLOEXEC))
		return 2;
	fcntl(output[0], F_SETFD, FD_CLOEXEC);
	posix_spawn_file_actions_t actions;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, output[1], 1);
	double start = now(CLOCK_MONOTONIC);

	if (posix_spawnp(&pid, command[0], &actions, NULL, command, environ)) {
		perror(command[0]);
		return 2;
	}
	close(output[1]);
	text[0] = 0;
	while (!is_complete(text, wanted, trigger)) {
		struct pollfd wait = { .fd = output[0], .events = POLLIN };

		if (poll(&wait, 1, trigger ? 1 : 60000) == 0) {
			if (!trigger || now(CLOCK_MONOTONIC) - start > 60e6) {
				fprintf(stderr, "%s: silent for a minute\n", command[0]);
				kill(pid, SIGKILL);
				return 1;
			}
			pull(trigger);
			continue;
		}
		ssize_t got = read(output[0], text + length, sizeof text - 1 - length);

		if (got <= 0) {
			fprintf(stderr, "%s ended before its first event:\n%s", command[0], text);
			return 1;
		}
		text[length += got] = 0;
	}
	double end = now(CLOCK_MONOTONIC);
	long resident = status_of(pid, "VmRSS:"), peak = status_of(pid, "VmHWM:");

	printf("%.1f %ld %ld", end - start, resident, peak);
	if (calls)
		printf(" %.2f", time_clone(calls));
	putchar('\n');
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return 0;
}
