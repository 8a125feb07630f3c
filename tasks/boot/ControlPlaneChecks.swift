/// Whether the machine took its orders, kubeadm came to its end, and the node is ready; where not, how far it came and what
/// was said last.
func controlPlaneChecks(seconds: Int) -> String {
  """
  export KUBECONFIG=/etc/kubernetes/admin.conf
  last_words() {
    echo 'cloud-init said last:'
    tail -n 25 /var/log/cloud-init-output.log
    grep -E ' - [^ ]*[[](WARNING|ERROR)[]]: ' /var/log/cloud-init.log | tail -n 5
    echo 'the kubelet said last:'
    journalctl --no-pager --quiet -b -u kubelet.service -n 12
    echo 'containers that ran:'
    ctr --namespace k8s.io tasks ls
  }
  if [ ! -e \(OrderedFile.configuration) ]; then
    fail 'cloud-init takes the orders' "$(cloud-init status --long; last_words)"
  else
    pass 'cloud-init takes the orders'
    if [ ! -e \(OrderedFile.success) ]; then
      step=$(sed -n 's/^[[]\\([a-z-]*\\)[]].*/\\1/p' /var/log/cloud-init-output.log | tail -n 1)
      fail 'kubeadm init comes to its end' "it came to the step ${step:-before all others} of kubeadm init
  $(last_words)"
    else
      pass 'kubeadm init comes to its end' "$(cut -d ' ' -f 1 /proc/uptime) s after power-on"
      if kubectl wait --for=condition=Ready node --all --timeout=\(seconds)s >/dev/null 2>&1; then
        pass 'the node is ready' "$(cut -d ' ' -f 1 /proc/uptime) s after power-on
  $(kubectl get nodes --output wide)
  $(kubectl get pods --all-namespaces --output wide)"
      else
        fail 'the node is ready' "$(kubectl get nodes --output jsonpath='{.items[0].status.conditions}')
  $(last_words)"
      fi
    fi
  fi

  """
}
