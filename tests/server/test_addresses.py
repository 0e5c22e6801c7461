import pytest
from starlette.requests import Request

from core.settings import Settings
from server.addresses import client_address, safe_next


@pytest.mark.parametrize("wanted", ["/", "/uppfoljning", "/uppfoljning?konto=5021&t=%C3%A5#rad"])
def test_safe_next_own_path_is_kept(wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "uppfoljning",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "/a\r\nset-cookie: b=c",
        "/a b",
        "/\x7f",
        "javascript:alert(1)",
        "/logga-in?next=/",
        "/logga-ut",
    ],
)
def test_safe_next_anything_else_leads_to_the_start(wanted: str | None) -> None:
    assert safe_next(wanted) == "/"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        ((), "198.51.100.1", "192.0.2.7"),
        (("192.0.2.7",), "", "192.0.2.7"),
        (("192.0.2.7",), "198.51.100.1", "198.51.100.1"),
        (("192.0.2.7",), "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (("192.0.2.7", "198.51.100.1"), "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (("192.0.2.8",), "198.51.100.1", "192.0.2.7"),
    ],
)
def test_client_address_believes_trusted_proxies_only(
    trusted: tuple[str, ...], forwarded: str, address: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    request = Request({"type": "http", "headers": headers, "client": ("192.0.2.7", 1)})

    assert client_address(request, Settings(trusted_proxies=trusted)) == address
