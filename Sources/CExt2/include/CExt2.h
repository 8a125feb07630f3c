#pragma once
#include <stddef.h>
#include <stdint.h>

// Disks in files, and the ext2, ext3 and ext4 file systems on them, read through libext2fs without mounting anything.
// Functions that return long return 0, or a code that cext2_message explains.

/// A run of bytes of a disk that lies somewhere in its file; what is in no run is zero.
typedef struct {
  int64_t start, length, offset;
} cext2_run;

/// A disk in a file.
typedef struct cext2_disk cext2_disk;

/// Opens a disk of a size in bytes, whose runs are sorted, do not overlap and have no negative numbers, for reading; NULL,
/// with the error in errno, if that fails.
cext2_disk *_Nullable cext2_open_disk(const char *_Nonnull path, int64_t size, const cext2_run *_Nullable runs,
                                      size_t count);

/// Closes a disk on which no volume is open.
void cext2_close_disk(cext2_disk *_Nonnull disk);

/// Reads bytes of a disk; returns 0 or an error of the system.
int cext2_read_disk(const cext2_disk *_Nonnull disk, int64_t offset, void *_Nonnull bytes, size_t count);

/// A file system on a disk.
typedef struct cext2_volume cext2_volume;

/// What an inode says.
typedef struct {
  uint64_t size;
  uint32_t mode, user, group, links, major, minor;
} cext2_inode;

/// Opens the file system that begins at an offset of a disk, which must stay open.
///
/// One that claims to be larger than the disk is refused, and through a volume no more than 32 times the size of the disk
/// is read, or 64 MiB: whatever the file system says, reading it ends.
long cext2_open_volume(const cext2_disk *_Nonnull disk, int64_t offset, cext2_volume *_Nullable *_Nonnull volume);

/// Closes a file system.
void cext2_close_volume(cext2_volume *_Nonnull volume);

/// How large the file system is and how much of that is free, in bytes.
void cext2_measure(const cext2_volume *_Nonnull volume, int64_t *_Nonnull size, int64_t *_Nonnull free);

/// What a code means.
const char *_Nonnull cext2_message(long code);

/// The inode of the root directory.
uint32_t cext2_root(void);

/// Finds the inode of a path, following links; 0 where there is none.
uint32_t cext2_find(cext2_volume *_Nonnull volume, const char *_Nonnull path);

/// Reads an inode.
long cext2_read_inode(cext2_volume *_Nonnull volume, uint32_t number, cext2_inode *_Nonnull inode);

/// Calls back for every name in a directory but `.` and `..`; the name has no NUL at its end. More than `most` names are an
/// error.
long cext2_list(cext2_volume *_Nonnull volume, uint32_t directory, size_t most,
                void (*_Nonnull each)(const char *_Nonnull name, size_t length, uint32_t inode,
                                      void *_Nullable context),
                void *_Nullable context);

/// Calls back for every piece of a file's content in order; the callback returns 0 to go on.
long cext2_read_file(cext2_volume *_Nonnull volume, uint32_t inode,
                     int (*_Nonnull each)(const void *_Nonnull bytes, size_t count, void *_Nullable context),
                     void *_Nullable context);

/// Writes where a link points to, without NUL, and says how long that is.
long cext2_read_link(cext2_volume *_Nonnull volume, uint32_t inode, char *_Nonnull target, size_t room,
                     size_t *_Nonnull length);

/// Calls back for every extended attribute of an inode.
long cext2_list_attributes(cext2_volume *_Nonnull volume, uint32_t inode,
                           void (*_Nonnull each)(const char *_Nonnull name, const void *_Nonnull value, size_t count,
                                                 void *_Nullable context),
                           void *_Nullable context);
