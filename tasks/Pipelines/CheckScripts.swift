/// What an image is checked for, as scripts in the words of `CheckWords`: each is in the key of whoever runs it.
struct CheckScripts {
  /// What can be seen on the sealed tree.
  let sealed: String
  /// What can be seen in a booted copy.
  let booted: String
}
