#define _GNU_SOURCE
#include "CExt2.h"

#include <errno.h>
#include <ext2fs/ext2fs.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// A disk

struct cext2_disk {
  int file;
  int64_t size;
  size_t count;
  cext2_run runs[];
};

cext2_disk *cext2_open_disk(const char *path, int64_t size, const cext2_run *runs, size_t count) {
  cext2_disk *disk = malloc(sizeof *disk + count * sizeof *runs);
  if (!disk) return NULL;
  disk->file = open(path, O_RDONLY | O_CLOEXEC);
  if (disk->file == -1) {
    free(disk);
    return NULL;
  }
  disk->size = size;
  disk->count = count;
  if (count) memcpy(disk->runs, runs, count * sizeof *runs);
  return disk;
}

void cext2_close_disk(cext2_disk *disk) {
  close(disk->file);
  free(disk);
}

/// The first run that ends after an offset; `count` where there is none.
static size_t run_at(const cext2_disk *disk, int64_t offset) {
  size_t low = 0, high = disk->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (disk->runs[middle].start + disk->runs[middle].length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/// Reads from the file itself; what is beyond its end is zero.
static int read_run(int file, int64_t offset, char *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = pread(file, bytes, count, offset);
    if (done == -1 && errno == EINTR) continue;
    if (done == -1) return errno;
    if (done == 0) {
      memset(bytes, 0, count);
      return 0;
    }
    bytes += done;
    offset += done;
    count -= (size_t)done;
  }
  return 0;
}

int cext2_read_disk(const cext2_disk *disk, int64_t offset, void *bytes, size_t count) {
  char *target = bytes;
  size_t index = run_at(disk, offset);
  while (count > 0) {
    int64_t left = (int64_t)count;
    if (index == disk->count || disk->runs[index].start >= offset + left) {
      memset(target, 0, count);
      return 0;
    }
    const cext2_run *run = &disk->runs[index];
    int64_t gap = run->start > offset ? run->start - offset : 0;
    memset(target, 0, (size_t)gap);
    target += gap;
    offset += gap;
    left -= gap;
    int64_t inside = offset - run->start;
    int64_t length = run->length - inside < left ? run->length - inside : left;
    int error = read_run(disk->file, run->offset + inside, target, (size_t)length);
    if (error) return error;
    target += length;
    offset += length;
    count = (size_t)(left - length);
    index++;
  }
  return 0;
}

// How libext2fs reads it

struct place {
  const cext2_disk *disk;
  int64_t offset;
  // How many bytes may still be read: pointers of a damaged file system may lead through the same blocks for hours.
  int64_t left;
};

/// libext2fs hands only a name to what opens its channels.
static _Thread_local struct place opening;

static errcode_t channel_open(const char *name, int flags, io_channel *channel);

static errcode_t channel_close(io_channel channel) {
  free(channel->private_data);
  ext2fs_free_mem(&channel->name);
  return ext2fs_free_mem(&channel);
}

static errcode_t channel_set_block_size(io_channel channel, int size) {
  channel->block_size = size;
  return 0;
}

static errcode_t channel_read_64(io_channel channel, unsigned long long block, int count, void *data) {
  struct place *place = channel->private_data;
  // A negative count is one of bytes.
  size_t bytes = count < 0 ? (size_t)-(int64_t)count : (size_t)count * (size_t)channel->block_size;
  unsigned long long offset;
  if (__builtin_mul_overflow(block, (unsigned long long)channel->block_size, &offset)
      || offset > (unsigned long long)(INT64_MAX - place->offset) - bytes)
    return EXT2_ET_SHORT_READ;
  if (bytes > (unsigned long long)place->left) return EXT2_ET_CORRUPT_SUPERBLOCK;
  place->left -= (int64_t)bytes;
  return cext2_read_disk(place->disk, place->offset + (int64_t)offset, data, bytes);
}

static errcode_t channel_read(io_channel channel, unsigned long block, int count, void *data) {
  return channel_read_64(channel, block, count, data);
}

static errcode_t channel_write(io_channel channel, unsigned long block, int count, const void *data) {
  return EXT2_ET_RO_FILSYS;
}

static errcode_t channel_flush(io_channel channel) { return 0; }

static struct struct_io_manager manager = {
  .magic = EXT2_ET_MAGIC_IO_MANAGER,
  .name = "disk in a file",
  .open = channel_open,
  .close = channel_close,
  .set_blksize = channel_set_block_size,
  .read_blk = channel_read,
  .read_blk64 = channel_read_64,
  .write_blk = channel_write,
  .flush = channel_flush,
};

static errcode_t channel_open(const char *name, int flags, io_channel *channel) {
  io_channel made = NULL;
  errcode_t error = ext2fs_get_memzero(sizeof(struct struct_io_channel), &made);
  if (error) return error;
  struct place *place = malloc(sizeof *place);
  error = place ? ext2fs_get_mem(strlen(name) + 1, &made->name) : EXT2_ET_NO_MEMORY;
  if (error) {
    free(place);
    ext2fs_free_mem(&made);
    return error;
  }
  strcpy(made->name, name);
  *place = opening;
  made->magic = EXT2_ET_MAGIC_IO_CHANNEL;
  made->manager = &manager;
  made->block_size = 1024;
  made->refcount = 1;
  made->private_data = place;
  *channel = made;
  return 0;
}

// A file system

struct cext2_volume {
  ext2_filsys system;
};

/// Whether the file system that begins at an offset is as large as its disk at most; libext2fs believes what it says of
/// its size, and takes memory for it. What is no file system is left to libext2fs.
static errcode_t check_size(const cext2_disk *disk, int64_t offset) {
  struct ext2_super_block super;
  if (offset < 0 || offset > disk->size) return EXT2_ET_SHORT_READ;
  int error = cext2_read_disk(disk, offset + SUPERBLOCK_OFFSET, &super, sizeof super);
  if (error) return error;
  unsigned bits = ext2fs_le32_to_cpu(super.s_log_block_size);
  if (ext2fs_le16_to_cpu(super.s_magic) != EXT2_SUPER_MAGIC || bits > EXT2_MAX_BLOCK_LOG_SIZE - EXT2_MIN_BLOCK_LOG_SIZE)
    return 0;
  uint64_t blocks = ext2fs_le32_to_cpu(super.s_blocks_count);
  if (ext2fs_le32_to_cpu(super.s_feature_incompat) & EXT4_FEATURE_INCOMPAT_64BIT)
    blocks |= (uint64_t)ext2fs_le32_to_cpu(super.s_blocks_count_hi) << 32;
  uint64_t most = (uint64_t)(disk->size - offset) >> (EXT2_MIN_BLOCK_LOG_SIZE + bits);
  return blocks > most ? EXT2_ET_CORRUPT_SUPERBLOCK : 0;
}

/// How many bytes are read through a volume at most; a small disk has some for each block.
static int64_t most_to_read(const cext2_disk *disk) {
  int64_t most;
  return __builtin_mul_overflow(disk->size, (int64_t)32, &most) ? INT64_MAX : (most | 1 << 26);
}

long cext2_open_volume(const cext2_disk *disk, int64_t offset, cext2_volume **volume) {
  initialize_ext2_error_table();
  errcode_t error = check_size(disk, offset);
  if (error) return error;
  cext2_volume *made = malloc(sizeof *made);
  if (!made) return EXT2_ET_NO_MEMORY;
  opening = (struct place){disk, offset, most_to_read(disk)};
  // What a checksum is wrong of is rather shown than refused; features of the future change the layout, though.
  error = ext2fs_open2("disk", NULL, EXT2_FLAG_64BITS | EXT2_FLAG_IGNORE_CSUM_ERRORS, 0, 0, &manager,
                       &made->system);
  if (error) {
    free(made);
    return error;
  }
  *volume = made;
  return 0;
}

void cext2_close_volume(cext2_volume *volume) {
  ext2fs_close_free(&volume->system);
  free(volume);
}

void cext2_measure(const cext2_volume *volume, int64_t *size, int64_t *free) {
  blk64_t all = ext2fs_blocks_count(volume->system->super), unused = ext2fs_free_blocks_count(volume->system->super);
  *size = (int64_t)all * volume->system->blocksize;
  *free = (int64_t)(unused < all ? unused : all) * volume->system->blocksize;
}

const char *cext2_message(long code) { return error_message(code); }

uint32_t cext2_root(void) { return EXT2_ROOT_INO; }

uint32_t cext2_find(cext2_volume *volume, const char *path) {
  ext2_ino_t found = 0;
  return ext2fs_namei_follow(volume->system, EXT2_ROOT_INO, EXT2_ROOT_INO, path, &found) ? 0 : found;
}

long cext2_read_inode(cext2_volume *volume, uint32_t number, cext2_inode *inode) {
  struct ext2_inode raw;
  errcode_t error = ext2fs_read_inode(volume->system, number, &raw);
  if (error) return error;
  *inode = (cext2_inode){
    .size = EXT2_I_SIZE(&raw),
    .mode = raw.i_mode,
    .user = inode_uid(raw),
    .group = inode_gid(raw),
    .links = raw.i_links_count,
  };
  if (LINUX_S_ISCHR(raw.i_mode) || LINUX_S_ISBLK(raw.i_mode)) {
    // The old encoding in the first number, or the new one in the second.
    uint32_t old = raw.i_block[0], new = raw.i_block[1];
    inode->major = old ? old >> 8 & 0xff : new >> 8 & 0xfff;
    inode->minor = old ? old & 0xff : (new & 0xff) | (new >> 12 & 0xfff00);
  }
  return 0;
}

struct listing {
  void (*each)(const char *, size_t, uint32_t, void *);
  void *context;
  size_t left;
  int has_more;
};

static int list_entry(ext2_ino_t directory, int kind, struct ext2_dir_entry *entry, int offset, int block_size,
                      char *buffer, void *private) {
  struct listing *listing = private;
  if (kind != DIRENT_OTHER_FILE) return 0;
  if (listing->left == 0) {
    listing->has_more = 1;
    return DIRENT_ABORT;
  }
  listing->left--;
  listing->each(entry->name, (size_t)ext2fs_dirent_name_len(entry), entry->inode, listing->context);
  return 0;
}

long cext2_list(cext2_volume *volume, uint32_t directory, size_t most,
                void (*each)(const char *, size_t, uint32_t, void *), void *context) {
  struct listing listing = {each, context, most, 0};
  errcode_t error = ext2fs_dir_iterate2(volume->system, directory, 0, NULL, list_entry, &listing);
  return error || !listing.has_more ? error : EXT2_ET_DIR_CORRUPTED;
}

long cext2_read_file(cext2_volume *volume, uint32_t inode, int (*each)(const void *, size_t, void *), void *context) {
  ext2_file_t file;
  errcode_t error = ext2fs_file_open(volume->system, inode, 0, &file);
  if (error) return error;
  static const unsigned room = 1 << 18;
  char *bytes = malloc(room);
  if (!bytes) error = EXT2_ET_NO_MEMORY;
  while (!error) {
    unsigned count = 0;
    error = ext2fs_file_read(file, bytes, room, &count);
    if (error || count == 0 || each(bytes, count, context)) break;
  }
  free(bytes);
  ext2fs_file_close(file);
  return error;
}

long cext2_read_link(cext2_volume *volume, uint32_t inode, char *target, size_t room, size_t *length) {
  struct ext2_inode raw;
  errcode_t error = ext2fs_read_inode(volume->system, inode, &raw);
  if (error) return error;
  *length = EXT2_I_SIZE(&raw) < room ? (size_t)EXT2_I_SIZE(&raw) : room;
  if (ext2fs_is_fast_symlink(&raw)) {
    if (*length > sizeof raw.i_block) *length = sizeof raw.i_block;
    memcpy(target, raw.i_block, *length);
    return 0;
  }
  ext2_file_t file;
  error = ext2fs_file_open(volume->system, inode, 0, &file);
  if (error) return error;
  unsigned count = 0;
  error = ext2fs_file_read(file, target, (unsigned)*length, &count);
  *length = count;
  ext2fs_file_close(file);
  return error;
}

struct attributes {
  void (*each)(const char *, const void *, size_t, void *);
  void *context;
};

static int list_attribute(char *name, char *value, size_t count, void *private) {
  const struct attributes *attributes = private;
  attributes->each(name, value ? value : "", count, attributes->context);
  return 0;
}

long cext2_list_attributes(cext2_volume *volume, uint32_t inode,
                           void (*each)(const char *, const void *, size_t, void *), void *context) {
  struct ext2_xattr_handle *handle;
  errcode_t error = ext2fs_xattrs_open(volume->system, inode, &handle);
  if (error) return error;
  struct attributes attributes = {each, context};
  error = ext2fs_xattrs_read(handle);
  if (!error) error = ext2fs_xattrs_iterate(handle, list_attribute, &attributes);
  ext2fs_xattrs_close(&handle);
  return error;
}
