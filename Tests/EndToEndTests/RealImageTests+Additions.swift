import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

extension RealImages.RealImageTests {
  @Test func `files, scripts, hooks and Ansible roles of the user's are in an image whose other phases are reused`()
    async throws
  {
    _ = try await bench.mainJob.value
    let folder = site.folder.appending("additions")
    for (name, text) in Self.additions {
      try makeDirectories(folder.pushing(FilePath(name)).removingLastComponent())
      try writeAtomically(text, to: folder.pushing(FilePath(name)))
    }
    let variables = folder.appending("site.yaml")
    let ran = try await site.build("build-qemu-debian-12", "UNTIL=custom", variables: [variables])
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.works("built") == ["custom"], "\(ran.output)")
    let words = "play : start what does not run: restarts ssh.service, which a sandbox cannot do (custom_role_names)"
    #expect(ran.output.contains(words), "\(ran.output)")
    #expect(try site.entry(ran.key(of: "custom")).facts["omissions"]?.contains("play : reboot") == true)
    let shown = try await site.ask(
      "shell", "qemu-debian-12", "custom", "--var-file", site.program.archiveVariables.string, "--var-file",
      variables.string, "--", "sh", "-c", "cat /etc/additions /opt/files/a; stat -c %a:%U:%G /etc/one")
    for line in ["hook before custom", "script after one", "role for v1.20.2 on cloud-amd64", "a file", "640:root:adm"]
    {
      #expect(shown.output.contains(line), "no \(line) in:\n\(shown.output)")
    }

    // Only what changed is done again.
    try writeAtomically("another file\n", to: folder.pushing("files/a"))
    let again = try await site.build("build-qemu-debian-12", "UNTIL=custom", variables: [variables])
    #expect(again.works("built") == ["custom"] && again.output.contains("files and files/a changed"), "\(again.output)")
  }

  private static let additions = [
    "site.yaml": """
    custom_files:
      - { source: files, destination: /opt/files }
      - { source: files/a, destination: /etc/one, mode: "0640", owner: "root:adm" }
    custom_scripts: [finish.sh]
    hooks: [{ before: custom, script: early.sh }]
    custom_role_names: play

    """,
    "files/a": "a file\n",
    "early.sh": "echo hook before custom >>/etc/additions\n",
    "finish.sh": "#!/bin/bash\ntest -e /etc/one && echo script after one >>/etc/additions\n",
    "roles/play/tasks/main.yml": """
    - name: tell what it was told
      ansible.builtin.lineinfile:
        path: /etc/additions
        line: "role for {{ kubernetes_semver }} on {{ ansible_kernel | regex_replace('^.*-cloud', 'cloud') }}"
    - name: start what does not run
      ansible.builtin.service: { name: ssh.service, state: restarted }
    - name: reboot
      ansible.builtin.reboot:

    """,
  ]
}
