#define _GNU_SOURCE
#include "CNamespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

int namespaces_thread_count(void) {
  FILE *file = fopen("/proc/self/status", "re");
  if (!file) return 0;
  char line[256];
  int count = 0;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "Threads: %d", &count) == 1) break;
  }
  fclose(file);
  return count;
}

int namespaces_leave(int which) {
  int flags = 0;
  if (which & leave_user) flags |= CLONE_NEWUSER;
  if (which & leave_mount) flags |= CLONE_NEWNS;
  if (which & leave_process) flags |= CLONE_NEWPID;
  if (which & leave_message) flags |= CLONE_NEWIPC;
  if (which & leave_name) flags |= CLONE_NEWUTS;
  if (which & leave_control_group) flags |= CLONE_NEWCGROUP;
  return unshare(flags);
}

static void default_signals(void) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) {
    if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
  }
}

int namespaces_fork(void) {
  int child = fork();
  if (child == 0) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
  }
  return child;
}

void namespaces_exit(int status) { _exit(status); }

int namespaces_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }

void namespaces_close_from(int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  for (int descriptor = first; descriptor < 1024; descriptor++) close(descriptor);
}

int namespaces_become_root(void) {
  // A namespace whose map was written without the right to set groups keeps those of the user.
  if (setgroups(0, NULL) != 0 && errno != EPERM) return -1;
  if (setresgid(0, 0, 0) != 0) return -1;
  return setresuid(0, 0, 0);
}

int namespaces_set_host_name(const char *name) { return sethostname(name, strlen(name)); }

static volatile pid_t first_process;

static void kill_first_process(int number) {
  (void)number;
  kill(first_process, SIGKILL);
}

int namespaces_pass_termination(int identifier) {
  first_process = identifier;
  struct sigaction action = {.sa_handler = kill_first_process, .sa_flags = SA_RESTART};
  return sigaction(SIGTERM, &action, NULL);
}

int namespaces_wait(int identifier) {
  int status;
  while (waitpid(identifier, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int namespaces_run(const char *const *arguments, int errors) {
  int child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    dup2(errors, 2);
    dup2(errors, 1);
    default_signals();
    execv(arguments[0], (char *const *)arguments);
    _exit(127);
  }
  return namespaces_wait(child);
}

int namespaces_reap(struct ended_process *ended) {
  int status;
  pid_t child = waitpid(-1, &status, WNOHANG);
  if (child <= 0) return 0;
  ended->identifier = child;
  ended->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ended->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 1;
}

int namespaces_has_children(void) {
  siginfo_t information;
  return waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

int namespaces_child_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void namespaces_drain_signals(int descriptor) {
  struct signalfd_siginfo information;
  while (read(descriptor, &information, sizeof information) > 0) {}
}

void namespaces_kill_all(void) {
  if (getpid() == 1) kill(-1, SIGKILL);
}

int namespaces_mount(const char *source, const char *target, const char *type, int flags, const char *options) {
  unsigned long bits = 0;
  if (flags & mount_bind) bits |= MS_BIND;
  if (flags & mount_recursive) bits |= MS_REC;
  if (flags & mount_private) bits |= MS_PRIVATE;
  if (flags & mount_read_only) bits |= MS_RDONLY;
  if (flags & mount_no_set_id) bits |= MS_NOSUID;
  if (flags & mount_no_device) bits |= MS_NODEV;
  if (flags & mount_no_execute) bits |= MS_NOEXEC;
  return mount(source, target, type, bits, options);
}

int namespaces_mount_read_only(const char *path) {
  // mount_setattr(2) only adds the flag, so that flags which a namespace may not take away stay as they are.
  struct {
    uint64_t set, clear, propagation, descriptor;
  } attributes = {.set = 1 /* MOUNT_ATTR_RDONLY */};
  return (int)syscall(442 /* mount_setattr */, AT_FDCWD, path, AT_RECURSIVE, &attributes, sizeof attributes);
}

int namespaces_unmount(const char *target) { return umount2(target, MNT_DETACH); }

int namespaces_pivot(const char *root, const char *old) { return (int)syscall(SYS_pivot_root, root, old); }

static int bring_loopback_up(void) {
  int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  struct ifreq request;
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  int result = ioctl(descriptor, SIOCSIFFLAGS, &request);
  close(descriptor);
  return result;
}

int namespaces_private_network(const char *system) {
  // The sandbox's first process stays in the host's network, which it could not enter again: a child makes the
  // new one, and mounts the /sys that only a member of it may mount.
  int ready[2], done[2];
  if (pipe2(ready, O_CLOEXEC) != 0) return -1;
  if (pipe2(done, O_CLOEXEC) != 0) {
    close(ready[0]), close(ready[1]);
    return -1;
  }
  int child = fork();
  if (child == 0) {
    close(done[1]);
    char answer = 0;
    if (unshare(CLONE_NEWNET) != 0 || bring_loopback_up() != 0) answer = (char)errno;
    if (answer == 0 && system) {
      mount("sysfs", system, "sysfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    }
    if (write(ready[1], &answer, 1) == 1 && read(done[0], &answer, 1) >= 0) _exit(0);
    _exit(1);
  }
  close(ready[1]), close(done[0]);
  char answer = EIO;
  int network = -1;
  if (child > 0 && read(ready[0], &answer, 1) == 1 && answer == 0) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/ns/net", child);
    network = open(path, O_RDONLY | O_CLOEXEC);
    if (network < 0) answer = (char)errno;
  }
  close(ready[0]), close(done[1]);
  if (child > 0) namespaces_wait(child);
  if (network < 0) errno = answer;
  return network;
}

static const char *const stages[] = {
    "enter the network namespace", "make a mount namespace", "mount for a command", "enter the root",
    "enter the working directory", "run the program", "take the terminal",
};

/// What the child does between fork and exec: system calls only.
static int enter_and_run(const struct contained_command *command) {
  setsid();
  umask(022);
  // Programs that close every possible descriptor take minutes where a container engine allows a billion.
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_max >= 1024) {
    limit.rlim_cur = 1024;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  dup2(command->input, 0);
  dup2(command->output, 1);
  dup2(command->errors, 2);
  if (command->has_terminal && ioctl(0, TIOCSCTTY, 0) != 0) return 6;
  if (command->network >= 0 && setns(command->network, CLONE_NEWNET) != 0) return 0;
  if (unshare(CLONE_NEWNS) != 0) return 1;
  if (chdir(command->root) != 0) return 3;
  for (size_t index = 0; index < command->mount_count; index++) {
    const struct command_mount *wanted = &command->mounts[index];
    if (mount(wanted->source, wanted->target, NULL, MS_BIND | MS_REC, NULL) != 0) return 2;
    if (wanted->read_only && namespaces_mount_read_only(wanted->target) != 0) return 2;
  }
  // The old root is stacked on the new one and leaves at once: nothing of the host can be reached any more.
  if (syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) return 3;
  if (chdir(command->directory) != 0) return 4;
  default_signals();
  namespaces_close_from(4);
  execvpe(command->arguments[0], (char *const *)command->arguments, (char *const *)command->environment);
  return 5;
}

int namespaces_spawn(const struct contained_command *command, const char **stage) {
  int trouble[2];
  *stage = "start a process";
  if (pipe2(trouble, O_CLOEXEC) != 0) return -1;
  int child = fork();
  if (child == 0) {
    // The program is looked up in the command's own PATH, not in ours.
    for (const char *const *entry = command->environment; *entry; entry++) {
      if (strncmp(*entry, "PATH=", 5) == 0) setenv("PATH", *entry + 5, 1);
    }
    // Descriptor 3 is the way to say what failed, and closes when the program runs.
    struct contained_command moved = *command;
    moved.input = fcntl(command->input, F_DUPFD_CLOEXEC, 10);
    moved.output = fcntl(command->output, F_DUPFD_CLOEXEC, 10);
    moved.errors = fcntl(command->errors, F_DUPFD_CLOEXEC, 10);
    moved.network = command->network < 0 ? -1 : fcntl(command->network, F_DUPFD_CLOEXEC, 10);
    if (trouble[1] != 3) dup3(trouble[1], 3, O_CLOEXEC);
    int failed[2] = {enter_and_run(&moved), errno};
    _exit(write(3, failed, sizeof failed) == sizeof failed ? 127 : 126);
  }
  close(trouble[1]);
  if (child < 0) {
    close(trouble[0]);
    return -1;
  }
  int failed[2];
  ssize_t got = read(trouble[0], failed, sizeof failed);
  close(trouble[0]);
  if (got != sizeof failed) return child;
  namespaces_wait(child);
  *stage = stages[failed[0]];
  errno = failed[1];
  return -1;
}

int namespaces_open_terminal(const char *multiplexer, int *other) {
  int ours = open(multiplexer, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (ours < 0) return -1;
  int unlocked = 0;
  // By the descriptor and not by the name: /dev/pts of the image is not where this process would look.
  *other = ioctl(ours, TIOCSPTLCK, &unlocked) == 0 ? ioctl(ours, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  if (*other >= 0) return ours;
  int code = errno;
  close(ours);
  errno = code;
  return -1;
}

int namespaces_set_terminal_size(int terminal, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(terminal, TIOCSWINSZ, &size);
}

int namespaces_set_time(int directory, const char *name, int64_t seconds, int64_t nanoseconds) {
  struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = seconds, .tv_nsec = nanoseconds}};
  return utimensat(directory, name, times, AT_SYMLINK_NOFOLLOW);
}

long namespaces_list_attributes(const char *path, char *names, size_t size) { return llistxattr(path, names, size); }

long namespaces_attribute(const char *path, const char *name, void *value, size_t size) {
  return lgetxattr(path, name, value, size);
}

int namespaces_remove_attribute(const char *path, const char *name) { return lremovexattr(path, name); }

int namespaces_refuses_overlay(const char *path) {
  struct statfs information;
  if (statfs(path, &information) != 0) return 0;
  return information.f_type == 0x794c7630 /* overlay */ || information.f_type == 0x6969 /* NFS */;
}
