/// What machines of OpenStack need.
let openstack = provider([useTimeServersOfDHCP], without: hyperV)
