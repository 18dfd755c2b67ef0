"""The window's tests run without a screen, in the window's own looks."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from perfdesk.ui.app import application_of


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application_of(["perfdesk"])
