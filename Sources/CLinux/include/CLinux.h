#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What glibc declares only under _GNU_SOURCE, or as a variadic function or a macro: Swift sees none of it.
// Each function returns what the call returns and leaves its error in errno.

/// copy_file_range(2): copies within the kernel, from and to the given offsets.
ssize_t clinux_copy_range(int source, int64_t source_offset, int target, int64_t target_offset, size_t length);

/// ioctl(FICLONE): makes target share all of source's blocks.
int clinux_clone(int source, int target);

/// lseek(SEEK_DATA): the offset of the next byte at or after offset that is not in a hole; ENXIO if there is none.
int64_t clinux_next_data(int file, int64_t offset);

/// fallocate(FALLOC_FL_KEEP_SIZE): room on the file system for a range of a file; ENOSPC where there is none, EOPNOTSUPP
/// where the file system cannot do that.
int clinux_reserve(int file, int64_t offset, int64_t length);

/// lseek(SEEK_HOLE): the offset of the next hole at or after offset; the end of the file counts as one.
int64_t clinux_next_hole(int file, int64_t offset);

/// syncfs(2): writes out the file system that holds file.
int clinux_sync_file_system(int file);
