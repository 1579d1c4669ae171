"""Signing in, as the tests of accounts do it."""

from tests.accounts.conftest import ask_code, enter_code, sign_in

__all__ = ["ask_code", "enter_code", "sign_in"]
