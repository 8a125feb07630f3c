#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

ssize_t clinux_copy_range(int source, int64_t source_offset, int target, int64_t target_offset, size_t length) {
  off64_t from = source_offset, to = target_offset;
  return copy_file_range(source, &from, target, &to, length, 0);
}

int clinux_clone(int source, int target) { return ioctl(target, FICLONE, source); }

int64_t clinux_next_data(int file, int64_t offset) { return lseek(file, offset, SEEK_DATA); }

int clinux_reserve(int file, int64_t offset, int64_t length) {
  return fallocate(file, FALLOC_FL_KEEP_SIZE, offset, length);
}

int64_t clinux_next_hole(int file, int64_t offset) { return lseek(file, offset, SEEK_HOLE); }

int clinux_sync_file_system(int file) { return syncfs(file); }
