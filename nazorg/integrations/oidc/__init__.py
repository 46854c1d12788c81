"""OpenID Connect: the authorization code flow with PKCE, at one provider per compartment."""
