import Engine
import ImageTree

/// PROV-AWS-6: a datasource like Ec2 whose user data may be no more than a boot hook, which fetches the real one as a
/// secret; `datasources` says where it is used.
///
/// cloud-init of the releases after 20.04 resolves included files before it runs boot hooks.
let fetchSecretUserData = Step<Image>("have cloud-init fetch secret user data") { image in
  try await image.write(
    #"""
    """Ec2 with user data that a boot hook fetches into a file."""

    import email
    import os
    import subprocess
    import tempfile

    from cloudinit import sources, util
    from cloudinit.sources.DataSourceEc2 import DataSourceEc2

    FETCHED = "/etc/secret-userdata.txt"


    def boot_hooks(user_data):
        """The scripts among the parts of user data that are to run before everything else."""
        message = email.message_from_bytes(util.decomp_gzip(user_data or b"", decode=False))
        for part in message.walk():
            if part.get_content_type() == "text/cloud-boothook":
                yield part.get_payload(decode=True)


    def run(script):
        descriptor, path = tempfile.mkstemp(prefix="boothook-", dir="/run/cloud-init")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(script)
            os.chmod(path, 0o700)
            subprocess.run([path], check=False)
        finally:
            os.unlink(path)


    class DataSourceEc2Kubernetes(DataSourceEc2):
        dsname = "Ec2Kubernetes"

        def _get_data(self):
            if not super()._get_data():
                return False
            for script in boot_hooks(self.userdata_raw):
                run(script)
            if os.path.exists(FETCHED):
                with open(FETCHED, "rb") as file:
                    self.userdata_raw = file.read()
            return True


    # Boot hooks need the network.
    datasources = [(DataSourceEc2Kubernetes, (sources.DEP_FILESYSTEM, sources.DEP_NETWORK))]


    def get_datasource_list(depends):
        return sources.list_from_depends(depends, datasources)

    """#, to: "/usr/lib/python3/dist-packages/cloudinit/sources/DataSourceEc2Kubernetes.py")
}
