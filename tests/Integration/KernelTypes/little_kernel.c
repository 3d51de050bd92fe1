// The kernel that the tests' reference assembly is made of. Nothing lies where any real kernel has it, so that what is read
// there can only be found by relocation.
typedef unsigned int u32;
typedef struct { u32 val; } kuid_t;
struct upid { long filler; int nr; };
struct pid { struct upid numbers[0]; };
struct rlimit { long filler[3]; unsigned long rlim_max; };
struct signal_struct { struct rlimit rlim[16]; struct pid *pids[4]; };
struct cred { char filler[77]; kuid_t uid; };
struct new_utsname { char filler[3]; char nodename[65]; };
struct uts_namespace { struct new_utsname name; };
struct nsproxy { struct uts_namespace *uts_ns; };
struct qstr { const unsigned char *name; union { unsigned long hash_len; struct { u32 len, hash; }; }; };
struct dentry { char filler[5]; struct qstr d_name; };
struct path { struct dentry *dentry; };
struct fs_struct { int filler; struct path pwd; };
enum pid_type { PIDTYPE_NOTHING = 40, PIDTYPE_TGID = 41 };

struct task_struct {
	struct pid *thread_pid;
	char comm[16];
	struct fs_struct *fs;
	unsigned filler : 5, sched_reset_on_fork : 7;
	struct nsproxy *nsproxy;
	struct signal_struct *signal;
	const struct cred *cred;
	struct task_struct *group_leader;
	int tgid, pid, no_such_field;
};

// The compiler describes what there are variables of; of what is only pointed to, it says the name.
struct task_struct task;
struct pid pid;
struct signal_struct signal;
struct cred cred;
struct uts_namespace uts;
struct nsproxy namespaces;
struct dentry entry;
struct fs_struct folders;
enum pid_type type;
