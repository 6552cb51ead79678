"""The pages for faults stand on as little as possible."""

from django.template.loader import render_to_string


class TestFaultPages:
    def test_say_what_to_do_without_any_context(self):
        assert "load the page again" in render_to_string("400.html")
        assert "load the page again" in render_to_string("500.html")

    def test_of_the_server_needs_no_manifest_and_no_base(self, settings):
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "no.such.Storage"}}

        assert "Something failed on our side" in render_to_string("500.html")
