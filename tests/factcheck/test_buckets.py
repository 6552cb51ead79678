"""Whoever comes too often waits until the bucket has filled again."""

import pytest

from factcheck import buckets
from factcheck.buckets import LocalBuckets, SharedBuckets, network_of


class TestBucket:
    def test_fills_with_time(self, monkeypatch):
        clock = iter([0.0, 0.0, 1.0, 31.0]).__next__
        monkeypatch.setattr(buckets, "monotonic", clock)
        local = LocalBuckets()

        took = [local.take("a", 2) for _ in range(4)]

        assert [each.is_allowed for each in took] == [True, True, False, True]
        assert took[2].wait == 29

    def test_are_of_the_process_where_the_broker_keeps_no_numbers(self):
        without = SharedBuckets("amqp://guest@127.0.0.1//")

        assert [without.take("a", 2).is_allowed for _ in range(3)] == [True, True, False]

    def test_of_a_process_are_not_kept_without_end(self, monkeypatch):
        monkeypatch.setattr(buckets, "LOCAL_AT_MOST", 3)
        local = LocalBuckets()

        for number in range(9):
            local.take(str(number), 2)

        assert list(local.held) == ["6", "7", "8"]

    @pytest.mark.parametrize(
        ("address", "network"),
        [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::/64"),
            ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
            ("nonsense", "unknown"),
        ],
    )
    def test_is_of_a_network(self, address, network):
        assert network_of(address) == network
