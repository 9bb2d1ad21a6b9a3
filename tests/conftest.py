"""What every room's tests need: a small site to write and build, and the demo, built and served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from blinker import Signal
from pelican import signals
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import QUIET, executable
from tests.demo import demo_output, served
from tests.small_site import SmallSite


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Leave Pelican's signals as they were: a plugin stays connected for the process."""
    known = [value for value in vars(signals).values() if isinstance(value, Signal)]
    before = [(signal, frozenset(signal.receivers)) for signal in known]
    yield
    for signal, receivers in before:
        for identity in set(signal.receivers) - receivers:
            signal.receivers.pop(identity)


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """Give a valid site of one page to write more items into."""
    return SmallSite.at(tmp_path / "content")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the demo's output, as it is on one fixed day."""
    base = tmp_path_factory.getbasetemp()
    return demo_output(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """Give the address at which the demo is served."""
    with served(demo) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, once for each test process: Playwright has one event loop for all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a fresh profile."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Open a tab."""
    return context.new_page()
