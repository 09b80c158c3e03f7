"""A real OpenID Connect provider for the tests: Authlib's authorization server over HTTP, in a process of its own.

    python tests/support/oidc_provider.py PEOPLE.json

It prints its address, and serves discovery, keys, code flow with PKCE, and signed identity tokens until it is ended.
The people file maps a name to sign in with to the claims about that person; ``broken`` in them names what their tokens
get wrong: ``key``, ``audience``, ``issuer``, ``nonce``, ``expired``.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import socketserver
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Request, grants
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import KeySet, RSAKey

CLIENT = "zaizao"
SECRET = "shared-with-the-city"
OWN, STRANGE = "own", "strange"

Claims = dict[str, str]
StartResponse = Callable[[str, list[tuple[str, str]]], object]


@functools.cache
def make_key(whose: str) -> RSAKey:
    """The provider's own key, or a stranger's under the same name."""
    return RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig", "alg": "RS256"})


@contextlib.contextmanager
def serve_people(people: Mapping[str, Claims]) -> Iterator[str]:
    """A provider in a process of its own, as long as the block lasts; its address."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.json"
        file.write_text(json.dumps(people), encoding="utf-8")
        command = [sys.executable, __file__, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                yield process.stdout.readline().strip()
            finally:
                process.terminate()


class Client(ClientMixin):
    """The city, as the provider knows it."""

    id_token_signed_response_alg = "RS256"

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/sign-in/single-sign-on/back/")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(SimpleNamespace):
    """A code that was given out and not yet redeemed."""

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return "another" if self.user.get("broken") == "nonce" else self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class CodeGrant(grants.AuthorizationCodeGrant):
    """Codes live in memory, and are redeemed once."""

    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)
    codes: ClassVar[dict[str, Code]] = {}

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        said = request.payload.data
        self.codes[code] = Code(
            code=code, user=request.user, redirect_uri=said["redirect_uri"], scope=said["scope"],
            nonce=said.get("nonce", ""), auth_time=int(time.time()), code_challenge=said.get("code_challenge"),
            code_challenge_method=said.get("code_challenge_method"),
        )  # fmt: skip

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return self.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del self.codes[authorization_code.code]

    def authenticate_user(self, authorization_code: Code) -> Claims:
        return authorization_code.user


class IdentityTokens(OpenIDCode):
    """Signed identity tokens; those of broken people are wrong in the way they say."""

    def __init__(self, issuer: str) -> None:
        super().__init__(require_nonce=True)
        self.issuer = issuer

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return any(code.nonce == nonce for code in CodeGrant.codes.values())

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return make_key(STRANGE if self.broken == "key" else OWN)

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        claims: dict[str, Any] = {"iss": self.issuer, "aud": [CLIENT]}
        claims |= {"iss": "https://elsewhere.example"} if self.broken == "issuer" else {}
        claims |= {"aud": ["another"]} if self.broken == "audience" else {}
        return claims | ({"exp": int(time.time()) - 3600} if self.broken == "expired" else {})

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "RS256", "kid": "1"}

    def generate_user_info(self, user: Claims, scope: str) -> UserInfo:
        return UserInfo({name: value for name, value in user.items() if name != "broken"})

    def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
        self.broken = request.user.get("broken")
        return super().encode_id_token(token, request)


class Request(OAuth2Request):
    """A request of WSGI as Authlib reads it."""

    def __init__(self, environ: Mapping[str, Any]) -> None:
        address = f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        headers = {"Authorization": environ["HTTP_AUTHORIZATION"]} if "HTTP_AUTHORIZATION" in environ else {}
        super().__init__(environ["REQUEST_METHOD"], address, headers=headers)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        self._form = dict(parse_qsl(body))
        self._args = dict(parse_qsl(environ["QUERY_STRING"]))
        self.payload = BasicOAuth2Payload({**self._args, **self._form})

    @property
    def args(self) -> dict[str, str]:
        return self._args

    @property
    def form(self) -> dict[str, str]:
        return self._form


class Server(AuthorizationServer):
    """The authorization server and its addresses."""

    def __init__(self, issuer: str, people: Mapping[str, Claims]) -> None:
        super().__init__(scopes_supported=["openid", "profile"])
        self.issuer, self.people = issuer, people
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: os.urandom(16).hex()))
        self.register_grant(CodeGrant, [CodeChallenge(required=True), IdentityTokens(issuer)])

    def query_client(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT else None

    def save_token(self, token: object, request: OAuth2Request) -> None:
        """Access tokens are not used."""

    def create_oauth2_request(self, request: Any) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: object, headers: list[tuple[str, str]]) -> tuple[int, object, Any]:
        return status, body, headers

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def answer(self, environ: Mapping[str, Any], start_response: StartResponse) -> list[bytes]:
        """One request."""
        status, body, headers = self._choose(environ)
        text = json.dumps(body) if isinstance(body, dict) else str(body or "")
        start_response(f"{status} .", [(name, str(value)) for name, value in headers])
        return [text.encode()]

    def _choose(self, environ: Mapping[str, Any]) -> tuple[int, object, list[tuple[str, str]]]:
        json_headers = [("Content-Type", "application/json")]
        match environ["PATH_INFO"]:
            case "/.well-known/openid-configuration":
                return 200, self._describe(), json_headers
            case "/keys":
                return 200, KeySet([make_key(OWN)]).as_dict(private=False), json_headers
            case "/authorize":
                return self._authorize(Request(environ))
            case "/token":
                return self.create_token_response(Request(environ))
        return 404, "", json_headers

    def _authorize(self, request: Request) -> tuple[int, object, list[tuple[str, str]]]:
        """The provider's own sign-in: a form field names who it is; nobody of that name is a refusal."""
        grant = self.get_consent_grant(request)
        if request.method == "GET":
            return 200, "<form method=post><input name=user></form>", [("Content-Type", "text/html")]
        return self.create_authorization_response(request, self.people.get(request.form["user"]), grant=grant)

    def _describe(self) -> dict[str, object]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


class _Threads(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The tests' output is theirs."""


def main() -> None:
    """Serve until ended."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the loopback of one machine
    people = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with make_server("127.0.0.1", 0, lambda *_: [], _Threads, _Silent) as http:
        issuer = f"http://127.0.0.1:{http.server_port}"
        http.set_app(Server(issuer, people).answer)
        print(issuer, flush=True)
        http.serve_forever()


if __name__ == "__main__":
    main()
