import ImageTree

/// Where mkinitramfs looks for what changes its functions, and copies nothing from into the initramfs.
private let hook = "/usr/share/initramfs-tools/conf-hooks.d/image-builder"

/// Does something while mkinitramfs copies kernel modules all at once.
///
/// Where it copies one module after the other, that is most of what an initramfs costs: several processes for each module
/// that another one needs, some 20 s for the generic kernel of Debian 12. Its newer versions copy them at once by
/// themselves, and are left alone. The initramfs has the same bytes either way.
func batchingModules(in image: Image, _ body: () async throws -> Void) async throws {
  let functions = "/usr/share/initramfs-tools/hook-functions"
  guard try await image.exists(functions), try await image.read(functions).contains(#"copy_file module "${kmod}""#)
  else { return try await body() }
  try await image.write(batchedFunction, to: hook)
  try await body()
  try await image.remove(hook)
}

/// In the place of the function of the same name: adds modules with what they need, and the firmware of those.
private let batchedFunction = #"""
  manual_add_modules()
  {
    [ $# -gt 0 ] || return 0
    # Once without the commands that configuration puts in the place of a module, once with soft dependencies.
    { /sbin/modprobe --all --set-version="${version}" --ignore-install --quiet --show-depends "$@"
      /sbin/modprobe --all --set-version="${version}" --quiet --show-depends "$@"; } |
    sed -n 's,^insmod /\([^ ]*\).*,\1,p' | LC_ALL=C sort -u |
    while read -r kmod; do
      [ -e "${DESTDIR}/usr/${kmod}" ] || echo "${kmod}"
    done >"${DESTDIR}.modules"
    if [ -s "${DESTDIR}.modules" ]; then
      tar --create --directory=/ --files-from="${DESTDIR}.modules" |
        tar --extract --directory="${DESTDIR}/usr" --preserve-permissions
      for firmware in $(sed 's,^,/,' "${DESTDIR}.modules" | xargs modinfo -k "${version}" -F firmware | sort -u); do
        add_firmware "${firmware}" || true
      done
    fi
    rm "${DESTDIR}.modules"
  }

  """#
