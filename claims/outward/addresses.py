"""Behind which addresses a public server may stand: our own list, since `ipaddress.is_global` lets too much pass."""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

# What the IANA special-purpose registry keeps apart, multicast, and what is reserved.
NO_SERVER_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's machines ask it for their secrets
        "169.254.0.0/16",  # link-local; 169.254.169.254 is where clouds keep a machine's secrets
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
# All of IPv6 that is given out as unicast. Outside it lie loopback, private, link-local and multicast addresses, and
# all that carry one of IPv4 within: mapped (::ffff:0:0/96), compatible (::/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48).
UNICAST_V6 = IPv6Network("2000::/3")
NO_SERVER_V6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any address of IPv4
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone, given back
        "3fff::/20",  # documentation
    )
]


def is_public(address: str) -> bool:
    """Whether a server of the public internet may stand there; False too for what is no address as numbers."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in NO_SERVER_V4)
    if parsed.scope_id:
        return False
    return parsed in UNICAST_V6 and not any(parsed in network for network in NO_SERVER_V6)
