import ImageTree
import SystemPackage

/// The program that holds a pod's namespaces: it sleeps, buries the processes whose parents are gone, and ends when it is
/// told to. It is written anew here because that of the source is C, which would take another compiler.
func compilePause(_ image: Image, cache: FilePath) async throws {
  try await image.write(
    """
    package main

    import (
    \t"os"
    \t"os/signal"
    \t"syscall"
    )

    func main() {
    \tsignals := make(chan os.Signal, 16)
    \tsignal.Notify(signals, syscall.SIGCHLD, syscall.SIGINT, syscall.SIGTERM)
    \tfor received := range signals {
    \t\tif received != syscall.SIGCHLD {
    \t\t\treturn
    \t\t}
    \t\tfor {
    \t\t\tif pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
    \t\t\t\tbreak
    \t\t\t}
    \t\t}
    \t}
    }

    """, to: "/go/src/pause/main.go")
  try await compile(packages: ["pause"], image, cache: cache)
}
