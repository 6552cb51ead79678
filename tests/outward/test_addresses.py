import random
from ipaddress import IPv4Address, IPv6Address

import pytest

from claims.outward.addresses import NO_SERVER_V4, NO_SERVER_V6, is_public

# What the standard library calls global, or what clouds and tunnels make of an address.
DISGUISED = """
    ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 2002:7f00:1:: 2002:808:808::1
    2001:0:808:808::1 fec0::1 ff02::1 ff0e::1 fe80::1%eth0 2606:4700::1111%eth0 168.63.129.16 100.100.100.200
    192.88.99.1 fd00:ec2::254 5f00::1 ::1 :: 100::1
"""


class TestIsPublic:
    @pytest.mark.parametrize(
        "address", "8.8.8.8 1.1.1.1 223.255.255.255 2606:4700::1111 2001:4860::8888".split()
    )
    def test_knows_public_servers(self, address):
        assert is_public(address)

    @pytest.mark.parametrize("address", DISGUISED.split())
    def test_is_not_deceived(self, address):
        assert not is_public(address)

    @pytest.mark.parametrize(
        "words", ["", "localhost", "0x7f.1", "127.1", "2130706433", "0177.0.0.1", "８.8.8.8"]
    )
    def test_takes_no_other_spelling_of_a_number(self, words):
        assert not is_public(words)

    @pytest.mark.parametrize("network", NO_SERVER_V4 + NO_SERVER_V6, ids=str)
    def test_refuses_a_network_from_end_to_end(self, network):
        assert not is_public(str(network[0]))
        assert not is_public(str(network[-1]))

    @pytest.mark.parametrize(
        "beside",
        "1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 "
        "169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 "
        "191.255.255.255 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 "
        "168.63.129.15 168.63.129.17 2001:200:: 2003:: 2001:db9:: 2000:: 3fff:1000::".split(),
    )
    def test_refuses_nothing_beside_it(self, beside):
        assert is_public(beside)

    def test_never_allows_what_the_standard_library_refuses(self):
        numbers = random.Random(7)
        some = [IPv4Address(numbers.getrandbits(32)) for _ in range(4_000)]
        some += [
            IPv6Address(numbers.getrandbits(128) >> numbers.choice((0, 0, 3, 64, 96))) for _ in range(4_000)
        ]
        some += [IPv6Address(0x2000 << 112 | numbers.getrandbits(112)) for _ in range(4_000)]

        wrong = [each for each in some if is_public(str(each)) and (not each.is_global or each.is_multicast)]

        assert not wrong
        assert sum(is_public(str(each)) for each in some) > 6_000
