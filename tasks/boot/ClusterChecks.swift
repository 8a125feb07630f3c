/// Whether machines took their orders, kubeadm came to its end, and the nodes do their work; where not, how far they came
/// and what was said last.
enum ClusterChecks {
  /// What the control plane is checked for.
  ///
  /// - Parameters:
  ///   - seconds: how long it may take until a node is ready.
  ///   - joined: whether a worker has to come, and to run a pod.
  static func controlPlane(seconds: Int, joined: Bool) -> String {
    bootstrap(.controlPlane, seconds: seconds) + """
      export KUBECONFIG=/etc/kubernetes/admin.conf
      # What is shown has to be what is judged: on a slow machine a node goes back and forth for a while.
      ready() {
        last=$(($(cut -d . -f 1 /proc/uptime) + \(seconds)))
        while node=$(kubectl get node "$1" --output wide 2>&1); [ "${node##* Ready }" = "$node" ]; do
          if [ "$(cut -d . -f 1 /proc/uptime)" -ge "$last" ]; then
            fail "$2" "$(kubectl get nodes --output jsonpath='{.items[*].status.conditions}')
      $(last_words)"
            return 1
          fi
          sleep 2
        done
        pass "$2" "$(cut -d ' ' -f 1 /proc/uptime) s after power-on
      $node
      $(kubectl get pods --all-namespaces --output wide)"
      }
      if [ -n "$bootstrapped" ]; then
        ready \(ClusterRole.controlPlane.rawValue) 'the node is ready'
      \(joined ? worker : "")fi

      """
  }

  /// What a worker is checked for; whether its node is ready the control plane knows.
  static func worker(seconds: Int) -> String {
    bootstrap(.worker, seconds: seconds)
  }

  /// A node that is ready runs pods, and the control plane can ask its kubelet about them. The pod is of the sandbox image,
  /// the one that every node has.
  private static let worker = """
      if ready \(ClusterRole.worker.rawValue) 'the worker is ready'; then
        image=$(ctr --namespace k8s.io images list --quiet | grep '/pause:' | head -n 1)
        # It can be made once its namespace has a service account.
        last=$(($(cut -d . -f 1 /proc/uptime) + 120))
        until made=$(kubectl apply --filename - 2>&1 <<POD
    {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "proof"},
     "spec": {"nodeName": "\(ClusterRole.worker.rawValue)", "containers": [{"name": "pause", "image": "$image"}]}}
    POD
        ); do
          [ "$(cut -d . -f 1 /proc/uptime)" -lt "$last" ] || break
          sleep 2
        done
        if kubectl wait --for condition=Ready --timeout 300s pod/proof >&2; then
          pass 'a pod runs on the worker' "$(kubectl get pod proof --output wide)"
        else
          fail 'a pod runs on the worker' "$made
    $(kubectl describe pod proof)"
        fi
        kubelet=/api/v1/nodes/\(ClusterRole.worker.rawValue)/proxy/healthz
        expect "the control plane reaches the worker's kubelet" ok "$(kubectl get --raw "$kubelet" 2>&1)"
      fi

    """

  /// Sets `bootstrapped` where the bootstrap succeeded, and makes `last_words` of what is said where it did not.
  private static func bootstrap(_ role: ClusterRole, seconds: Int) -> String {
    """
    last_words() {
      echo 'cloud-init and kubeadm said last:'
      sed -n "/running 'modules:final'/,\\$p" /var/log/cloud-init-output.log | tail -n 20
      grep -E ' - [^ ]*[[](WARNING|ERROR)[]]: ' /var/log/cloud-init.log | tail -n 5
      echo 'the kubelet said last:'
      journalctl --no-pager --quiet -b -u kubelet.service --output cat | grep -E '^[EF][0-9]{4} ' | tail -n 8 | cut -c 1-300
      for log in /var/log/pods/*/*/*.log; do
        [ -e "$log" ] || { echo 'no container ran'; break; }
        echo "$log ended with:"
        tail -n 3 "$log" | cut -c 1-300
      done
    }
    bootstrapped=
    if [ ! -e \(role.configurationPath) ]; then
      fail 'cloud-init takes the orders' "$(cloud-init status --long; last_words)"
    else
      pass 'cloud-init takes the orders'
      if [ ! -e \(ClusterRole.success) ]; then
        step=$(sed -n 's/^[[]\\([a-z-]*\\)[]].*/\\1/p' /var/log/cloud-init-output.log | tail -n 1)
        case $boot_state in
          starting) how="it was not over after \(seconds) s (kubeadm_check_time_limit); it had come to" ;;
          *) how='it gave up at' ;;
        esac
        fail '\(role.command) comes to its end' "$how the step ${step:-before all others} of \(role.command)
    $(last_words)"
      else
        pass '\(role.command) comes to its end' "$(cut -d ' ' -f 1 /proc/uptime) s after power-on"
        bootstrapped=yes
      fi
    fi

    """
  }
}
