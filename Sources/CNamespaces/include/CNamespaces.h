#pragma once
// The door to what a sandbox asks of the kernel. Every function sets errno; -1 means failure unless said otherwise.

#include <stddef.h>
#include <stdint.h>

/// Which of the namespaces a process leaves behind.
enum {
  leave_user = 1,
  leave_mount = 2,
  leave_process = 4,
  leave_message = 8,
  leave_name = 16,
  leave_control_group = 32,
};

/// How a mount is made.
enum {
  mount_bind = 1,
  mount_recursive = 2,
  mount_private = 4,
  mount_read_only = 8,
  mount_no_set_id = 16,
  mount_no_device = 32,
  mount_no_execute = 64,
};

/// How a process ended: what `namespaces_reap` found.
struct ended_process {
  int identifier;
  int exit_status;
  int signal;
};

/// A mount that only one command sees; `target` is a path below the command's root.
struct command_mount {
  const char *source;
  const char *target;
  int read_only;
};

/// A command to be run below a root of its own.
struct contained_command {
  const char *const *arguments;
  const char *const *environment;
  const char *root;
  const char *directory;
  const struct command_mount *mounts;
  size_t mount_count;
  /// A network namespace to enter, or -1 for the one that the sandbox is in.
  int network;
  int input;
  int output;
  int errors;
  /// Whether `input` is a terminal that becomes the command's own.
  int has_terminal;
};

/// The threads of this process, 0 when that cannot be read.
int namespaces_thread_count(void);

/// Leaves the named namespaces.
int namespaces_leave(int which);

/// Forks; the child has SIGCHLD unblocked. To be called by processes of one thread only.
int namespaces_fork(void);

/// Ends this process at once, without handlers or buffers.
_Noreturn void namespaces_exit(int status);

/// Asks the kernel to kill this process when its parent ends.
int namespaces_die_with_parent(void);

/// Closes every descriptor from `first` on.
void namespaces_close_from(int first);

/// Becomes user and group 0 of the namespace, with no other groups.
int namespaces_become_root(void);

/// Fixes what `uname -n` answers.
int namespaces_set_host_name(const char *name);

/// Runs a program to its end and answers its exit status, 128 + signal, or -1; its errors go to `errors`.
int namespaces_run(const char *const *arguments, int errors);

/// Makes SIGTERM kill the process `identifier`, the first of a process namespace, instead of this one: whoever waits for
/// it afterwards knows that nothing is left of the namespace.
int namespaces_pass_termination(int identifier);

/// Waits for a child: its exit status, 128 + signal, or -1.
int namespaces_wait(int identifier);

/// Reaps one ended child without waiting: 1 when there was one, 0 when not.
int namespaces_reap(struct ended_process *ended);

/// 1 while there are children that were not reaped, running or ended; 0 when not.
int namespaces_has_children(void);

/// Blocks SIGCHLD and answers a descriptor that is readable when a child ended.
int namespaces_child_signals(void);

/// Takes what a descriptor of `namespaces_child_signals` holds.
void namespaces_drain_signals(int descriptor);

/// Kills every process of this process namespace but the caller, which must be its first.
void namespaces_kill_all(void);

/// Mounts; `flags` are those of `mount_*`.
int namespaces_mount(const char *source, const char *target, const char *type, int flags, const char *options);

/// Makes a mount and everything mounted below it read-only.
int namespaces_mount_read_only(const char *path);

/// Takes a mount away from the tree at once; it ends when nobody uses it.
int namespaces_unmount(const char *target);

/// Makes `root` the root of the mount namespace; the old one appears at `old` (below `root`).
int namespaces_pivot(const char *root, const char *old);

/// Makes a network namespace with nothing but a loopback that is up, and mounts its /sys at `system` (or nothing where that is refused).
/// Answers a descriptor of the namespace.
int namespaces_private_network(const char *system);

/// Starts a command in a mount namespace of its own with `root` as its root. Answers its process;
/// on failure -1, and `stage` names what failed.
int namespaces_spawn(const struct contained_command *command, const char **stage);

/// Opens a new terminal of the instance that `multiplexer` (its ptmx) belongs to. Answers our side, and puts the
/// command's side into `other`.
int namespaces_open_terminal(const char *multiplexer, int *other);

/// Sets the size of a terminal, in characters; its foreground processes get SIGWINCH.
int namespaces_set_terminal_size(int terminal, int rows, int columns);

/// Sets the modification time of what `name` in `directory` is, never of what it points at.
int namespaces_set_time(int directory, const char *name, int64_t seconds, int64_t nanoseconds);

/// The names of the extended attributes of a path, which is not followed; as llistxattr(2).
long namespaces_list_attributes(const char *path, char *names, size_t size);

/// An extended attribute of a path, which is not followed; as lgetxattr(2).
long namespaces_attribute(const char *path, const char *name, void *value, size_t size);

/// Removes an extended attribute of a path, which is not followed.
int namespaces_remove_attribute(const char *path, const char *name);

/// A kernel's word on what /proc says: whether the path is a file system that an overlay refuses as its upper
/// (an overlay itself, NFS). 1 when so.
int namespaces_refuses_overlay(const char *path);
