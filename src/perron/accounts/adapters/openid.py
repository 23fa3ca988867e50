"""One region's OpenID provider: what allauth leaves out of the checks is added here."""

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse

from perron.accounts.adapters.tokens import TokenRefused, verified_claims

NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
ANSWERS = (requests.codes.ok, requests.codes.created)


class HouseOpenID(OpenIDConnectOAuth2Adapter):
    """Allauth's adapter, with signature, nonce, ``at_hash``, issuer and shapes checked.

    ``nonce`` is the one that was sent along with the question; the view takes it from the state.
    """

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_known"):
            self._known = self._asked_config()
        return self._known

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address for all languages: providers know each by heart."""
        del app
        return request.build_absolute_uri(reverse("provider_answer"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: OAuth2Client, **pkce: str | None
    ) -> dict[str, Any]:
        """Exchange the code; raises ``OAuth2Error`` for anything but a token of the right shape."""
        fields = {
            "grant_type": "authorization_code",
            "code": request.GET["code"],
            "redirect_uri": client.callback_url,
            "code_verifier": pkce["pkce_code_verifier"] or "",
            "client_id": app.client_id,
        }
        basic = (app.client_id, app.secret) if self.basic_auth else None
        if not basic:
            fields["client_secret"] = app.secret
        with get_adapter().get_requests_session() as session:
            answer = session.post(
                self.access_token_url,
                data=fields,
                auth=basic,
                headers={"Accept": "application/json"},
            )
            if answer.status_code not in ANSWERS:
                raise OAuth2Error(f"token endpoint answered {answer.status_code}")
            found = answer.json()
        if not isinstance(found, dict) or not all(
            isinstance(found.get(name), str) for name in ("access_token", "id_token")
        ):
            raise OAuth2Error("no tokens in the answer")
        return found

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        return SocialToken(token=data["access_token"])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The person as the provider's signed token names them; nothing else is believed."""
        try:
            claims = verified_claims(
                kwargs["response"]["id_token"],
                self._asked(self.openid_config["jwks_uri"]),
                issuer=self.openid_config["issuer"],
                client=app.client_id,
                nonce=self.nonce,
                access_token=token.token,
            )
        except TokenRefused as refused:
            raise OAuth2Error(str(refused)) from refused
        claims = self._with_userinfo(claims, token.token)
        kept = {name: claims[name] for name in ("sub", "email", "name") if claims.get(name)}
        kept["email_verified"] = claims.get("email_verified") is True
        return HouseProvider(request, app=app).sociallogin_from_response(
            request, {"id_token": kept}
        )

    def _with_userinfo(self, claims: dict[str, Any], access_token: str) -> dict[str, Any]:
        """The claims, with an address from the provider's userinfo where the token has none."""
        address = self.openid_config.get("userinfo_endpoint")
        if "email" in claims or not address:
            return claims
        said = self._asked(address, headers={"Authorization": f"Bearer {access_token}"})
        if said.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo speaks of somebody else")
        wanted = ("email", "email_verified", "name")
        return {**{name: said[name] for name in wanted if name in said}, **claims}

    def _asked_config(self) -> dict[str, Any]:
        """The provider's configuration; its issuer must be the server that the operator named."""
        provider = self.get_provider()
        config = self._asked(provider.server_url)
        if not all(isinstance(config.get(name), str) for name in NEEDED):
            raise OAuth2Error("the configuration lacks addresses")
        server = provider.app.settings["server_url"]
        if config["issuer"].rstrip("/") != server:
            raise OAuth2Error("the configuration is another issuer's")
        places = [name for name in config if name.endswith(("_endpoint", "jwks_uri"))]
        scheme = urlsplit(server).scheme
        if any(urlsplit(str(config[name])).scheme not in {scheme, "https"} for name in places):
            raise OAuth2Error("an address is less safe than the server's own")
        return config

    def _asked(self, address: str, **options: Any) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, **options)
            if answer.status_code not in ANSWERS:
                raise OAuth2Error(f"{address} answered {answer.status_code}")
            found = answer.json()
        if not isinstance(found, dict):
            raise OAuth2Error(f"{address} sent no object")
        return found


class HouseProvider(OpenIDConnectProvider):
    """The one provider of a region."""

    oauth2_adapter_class = HouseOpenID
    pkce_enabled_default = True
