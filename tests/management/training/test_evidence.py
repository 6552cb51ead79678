from claims.management.training.evidence import fitted


class TestFitted:
    def test_weighs_what_tells_a_status_from_silence(self):
        told = [(["always", "“proof”"], 1)] * 5
        silent = [(["always", "“rain”"], 0)] * 5

        weights = fitted(told + silent)

        assert weights["“proof”"][0] > 1 > -1 > weights["“rain”"][0]

    def test_leaves_out_what_is_rare(self):
        assert "“hat”" not in fitted([(["always", "“hat”"], 1), (["always"], 0), (["always"], 0)])
