# Written by `make targets`; do not edit.
IMAGE_GOALS := \
  build-qemu-debian-12 \
  build-qemu-debian-13 \
  build-raw-debian-12 \
  build-raw-debian-13 \
  build-qemu-all \
  build-raw-all \
  build-all \
  validate-qemu-debian-12 \
  validate-qemu-debian-13 \
  validate-raw-debian-12 \
  validate-raw-debian-13 \
  validate-qemu-all \
  validate-raw-all \
  validate-all \
  clean-qemu-debian-12 \
  clean-qemu-debian-13 \
  clean-raw-debian-12 \
  clean-raw-debian-13 \
  clean-qemu-all \
  clean-raw-all \
  clean-all \
  deps-qemu-debian-12 \
  deps-qemu-debian-13 \
  deps-raw-debian-12 \
  deps-raw-debian-13 \
  deps-qemu-all \
  deps-raw-all \
  deps-all
