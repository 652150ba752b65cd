import pytest

from padanan.core.addresses import find_file_paths, find_mail_addresses, find_web_addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See http://example.com/a.", ["http://example.com/a"]),
        ("(https://en.wikipedia.org/wiki/Slug_(web))", ["https://en.wikipedia.org/wiki/Slug_(web)"]),
        ("访问https://example.com/路径", ["https://example.com/"]),
        ("www.example.org, or ftp://ftp.gnu.org", ["www.example.org", "ftp://ftp.gnu.org"]),
        ("begin with http:// please", []),
        ("http://localhost:8000/x", ["http://localhost:8000/x"]),
        ("http://host", []),
    ],
)
def test_web_addresses_end_where_prose_begins(text: str, found: list[str]) -> None:
    assert [address.text for address in find_web_addresses(text)] == found


def test_a_web_address_has_parts() -> None:
    (address,) = find_web_addresses("HTTP://Example.COM:80/A?b#c")
    assert (address.scheme, address.host, address.rest) == ("http", "example.com", "/A?b#c")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to a.b+c@mail.example.com.", ["a.b+c@mail.example.com"]),
        ("写信给info@example.com。", ["info@example.com"]),
        ("@name", []),
        ("user@host", []),
    ],
)
def test_mail_addresses(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_mail_addresses(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in /etc/hosts.", ["/etc/hosts"]),
        ("在/usr/share/doc中", ["/usr/share/doc"]),
        ("~/.config and C:\\Windows\\x", ["~/.config", "C:\\Windows\\x"]),
        ("/path/to/file, and/or, </dev/x", []),
        ("https://x.org/etc/hosts", []),
    ],
)
def test_file_paths(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_file_paths(text)] == found


@pytest.mark.parametrize(
    "text", ["a@" * 50_000, "a.a" * 50_000, "http://" * 30_000, "/etc" * 50_000, "www." * 50_000]
)
def test_hostile_text_ends(text: str) -> None:
    assert len(list(find_mail_addresses(text))) < len(text)
    assert len(list(find_web_addresses(text))) < len(text)
    assert len(list(find_file_paths(text))) < len(text)
