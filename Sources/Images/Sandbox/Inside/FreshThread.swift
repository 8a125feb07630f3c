import Glibc

/// Goes on in a new thread of a process that was just forked, and ends the process should `body` return.
///
/// Locks know their owner by a thread identifier that each thread looks up once. The thread that forked has its parent's:
/// another thread that meets it at such a lock asks the kernel for an owner that is not there, and both wait for ever.
func goOnInFreshThread(_ body: @escaping () -> Never) -> Never {
  var thread = pthread_t()
  let start = Unmanaged.passRetained(Start(body))
  let failed = pthread_create(
    &thread, nil,
    { start in
      if let start { Unmanaged<Start>.fromOpaque(start).takeRetainedValue().body() }
      return nil
    }, start.toOpaque())
  if failed == 0 { pthread_join(thread, nil) }
  _exit(1)
}

private final class Start {
  let body: () -> Never

  init(_ body: @escaping () -> Never) { self.body = body }
}
