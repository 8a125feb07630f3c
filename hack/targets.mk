# Written by `make targets`; do not edit.
IMAGE_GOALS := \
  build-qemu-debian-12 \
  build-qemu-debian-13 \
  build-raw-debian-12 \
  build-raw-debian-13
