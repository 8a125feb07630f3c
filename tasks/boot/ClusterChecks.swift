/// Whether the machine took its orders, kubeadm came to its end, and the node is ready; where not, how far it came and what
/// was said last.
func controlPlaneChecks(seconds: Int) -> String {
  """
  export KUBECONFIG=/etc/kubernetes/admin.conf
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
  if [ ! -e \(OrderedFile.configuration) ]; then
    fail 'cloud-init takes the orders' "$(cloud-init status --long; last_words)"
  else
    pass 'cloud-init takes the orders'
    if [ ! -e \(OrderedFile.success) ]; then
      step=$(sed -n 's/^[[]\\([a-z-]*\\)[]].*/\\1/p' /var/log/cloud-init-output.log | tail -n 1)
      case $boot_state in
        starting) how="it was not over after \(seconds) s (kubeadm_check_time_limit); it had come to" ;;
        *) how='it gave up at' ;;
      esac
      fail 'kubeadm init comes to its end' "$how the step ${step:-before all others} of kubeadm init
  $(last_words)"
    else
      pass 'kubeadm init comes to its end' "$(cut -d ' ' -f 1 /proc/uptime) s after power-on"
      # What is shown has to be what is judged: on a slow machine a node goes back and forth for a while.
      last=$(($(cut -d . -f 1 /proc/uptime) + \(seconds)))
      while nodes=$(kubectl get nodes --output wide 2>&1); [ "${nodes##* Ready }" = "$nodes" ]; do
        [ "$(cut -d . -f 1 /proc/uptime)" -lt "$last" ] || break
        sleep 2
      done
      if [ "${nodes##* Ready }" != "$nodes" ]; then
        pass 'the node is ready' "$(cut -d ' ' -f 1 /proc/uptime) s after power-on
  $nodes
  $(kubectl get pods --all-namespaces --output wide)"
      else
        fail 'the node is ready' "$(kubectl get nodes --output jsonpath='{.items[0].status.conditions}')
  $(last_words)"
      fi
    fi
  fi

  """
}
