"""The library's sign-in pages without those that have no place here: one joins by invitation, with one address."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from hederssak.org.views.sign_in import not_here, provider_callback, provider_sign_in, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", sign_in, name="account_login"),
    path("oidc/<str:provider_id>/login/", provider_sign_in, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", provider_callback, name="openid_connect_callback"),
    path("signup/", not_here, name="account_signup"),
    path("email/", not_here, name="account_email"),
    path("login/code/confirm/", not_here, name="account_confirm_login_code"),
    path("confirm-email/", not_here, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", not_here, name="account_confirm_email"),
    path("3rdparty/", not_here, name="socialaccount_connections"),
    path("3rdparty/signup/", not_here, name="socialaccount_signup"),
    path("3rdparty/login/error/", not_here, name="socialaccount_login_error"),  # failures are shown where they happen
    re_path(r"^social/", not_here, name="social_closed"),
    path("", include("allauth.urls")),
]
