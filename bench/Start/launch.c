/* launch [-t] COMMAND…: starts the command and waits for its first line. Prints the microseconds until then, its resident
 * and its peak memory in kB at that moment, and ends it. With -t it creates a process every millisecond until then: for
 * tools that say nothing before the first event. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

/* Digits stand in the line that an event makes; "ready" is what the others say. */
static int is_complete(const char *text, int is_triggered)
{
	return is_triggered ? strstr(text, " -> ") && strchr(strstr(text, " -> "), '\n') != NULL : strstr(text, "ready\n") != NULL;
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

int main(int argc, char **argv)
{
	int is_triggered = argc > 1 && !strcmp(argv[1], "-t");
	char **command = argv + 1 + is_triggered, text[65536];
	size_t length = 0;
	int output[2];
	pid_t pid;

	if (pipe2(output, O_CLOEXEC))
		return 2;
	posix_spawn_file_actions_t actions;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, output[1], 1);
	double start = now();

	if (posix_spawnp(&pid, command[0], &actions, NULL, command, environ)) {
		perror(command[0]);
		return 2;
	}
	close(output[1]);
	text[0] = 0;
	while (!is_complete(text, is_triggered)) {
		struct pollfd wait = { .fd = output[0], .events = POLLIN };

		if (poll(&wait, 1, is_triggered ? 1 : 60000) == 0) {
			if (!is_triggered || now() - start > 60e6) {
				fprintf(stderr, "%s: silent for a minute\n", command[0]);
				kill(pid, SIGKILL);
				return 1;
			}
			pid_t child = vfork();

			if (child == 0)
				_exit(0);
			waitpid(child, NULL, 0);
			continue;
		}
		ssize_t got = read(output[0], text + length, sizeof text - 1 - length);

		if (got <= 0) {
			fprintf(stderr, "%s ended before its first event:\n%s", command[0], text);
			return 1;
		}
		text[length += got] = 0;
	}
	double end = now();
	long resident = status_of(pid, "VmRSS:"), peak = status_of(pid, "VmHWM:");

	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	printf("%.1f %ld %ld\n", end - start, resident, peak);
	return 0;
}
