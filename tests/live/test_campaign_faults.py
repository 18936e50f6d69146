"""Redis goes, hangs, forgets and comes back; the product is started anew: open pages heal by themselves, and learn of
what was written meanwhile."""

import asyncio
from itertools import count

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from features.foundation.live.tickets import stream_url
from features.patients.services import forget_lists
from features.patients.topics import LISTS
from tests.factories import PatientFactory
from tests.live.own_servers import OwnValkey, Product
from tests.live.tabs import Tab
from tests.live.ward import comes, is_settled, make_ward, opened, writes
from tests.live.writing import CONTACTS

pytestmark = pytest.mark.django_db(transaction=True)
TOLD_WITHIN = 5.0
few_or_many = pytest.mark.parametrize(
    ("charts", "many"), [(3, 6), pytest.param(50, 200, marks=pytest.mark.campaign)], ids=["few", "many"]
)


@pytest.fixture
def valkey(settings):
    server = OwnValkey()
    server.start()
    server.take_over(settings)
    yield server
    server.kill()


@pytest.fixture
def product(valkey):
    server = Product()
    server.start()
    yield server
    server.kill()


class Open:
    """The tabs of a ward and one of its list, while something breaks."""

    def __init__(self, product: Product, harbour, signed_in, report, charts: int, many: int) -> None:
        self.report = report
        self.harbour = harbour
        self.ward = make_ward(harbour, signed_in, people=-(-many // 20), charts=charts)
        self.tabs = self.ward.tabs(product.address, many)
        nurse, cookie = self.ward.people[0]
        watched = stream_url(nurse, LISTS.told(harbour))
        self.list = Tab(
            product.address, cookie, watched, {CONTACTS: reverse("patients:listing") + "?sort=name"}
        )
        self.numbers = count(step=2 * charts)
        self.newest = 0

    def all(self) -> list[Tab]:
        return [*self.tabs, self.list]

    async def write(self) -> None:
        """Contacts and an allergy of every chart, and a new patient whom the list begins with."""
        charts = range(len(self.ward.charts))
        await writes(self.ward, [place for place in charts for _ in range(2)], 40, first=next(self.numbers))
        await asyncio.to_thread(self._admit)

    def _admit(self) -> None:
        self.newest += 1
        PatientFactory(at=self.harbour, family_name=f"Aa w{self.newest}w {'a' * (9 - self.newest)}")
        forget_lists(facilities=[self.harbour.public_id])
        connection.close()

    async def charts_show_all(self, what: str, within: float = TOLD_WITHIN) -> None:
        places = [(number % len(self.ward.charts), tab) for number, tab in enumerate(self.tabs)]
        seconds = await comes(lambda: all(is_settled(self.ward, *place) for place in places), within)
        self.report(what, seconds)

    async def list_shows_all(self, what: str, within: float = TOLD_WITHIN) -> None:
        newest = b"w%dw" % self.newest
        self.report(what, await comes(lambda: newest in self.list.shown.get(CONTACTS, b""), within))

    async def hear(self, name: str, what: str, within: float) -> None:
        before = [tab.told[name] for tab in self.all()]
        told = lambda: all(tab.told[name] > known for tab, known in zip(self.all(), before, strict=True))  # noqa: E731
        self.report(what, await comes(told, within))

    async def work_as_ever(self) -> None:
        """Announcements are heard again: what is written now shows long before the next check."""
        await comes(cache.is_available, 15)
        await self.write()
        await self.charts_show_all("charts, afterwards")
        await self.list_shows_all("list, afterwards")
        assert all(set(tab.answers) <= {200, 304} for tab in self.all())


@pytest.fixture
def opening(product, harbour, signed_in, report):
    return lambda charts, many: Open(product, harbour, signed_in, report, charts, many)


@pytest.mark.parametrize(
    ("fault", "charts", "many"),
    [
        ("hung", 3, 6),
        pytest.param("hung", 50, 200, marks=pytest.mark.campaign),
        pytest.param("refused", 50, 200, marks=pytest.mark.campaign),
    ],
)
def test_charts_are_told_while_redis_is_away_and_everything_once_it_is_back(
    fault, charts, many, opening, valkey
):
    there = opening(charts, many)
    away, back = (valkey.kill, valkey.start) if fault == "refused" else (valkey.hang, valkey.go_on)

    async def run() -> None:
        async with opened(there.all()):
            await there.write()
            await there.charts_show_all("charts, before")
            deaf = asyncio.create_task(there.hear("deaf", f"{fault}: known to be away", 10))
            await asyncio.to_thread(away)
            await there.write()
            await there.charts_show_all(f"{fault}: charts while it is away")
            await deaf
            hears = asyncio.create_task(there.hear("hears", f"{fault}: known to be back", 3))
            await asyncio.sleep(0)
            await asyncio.to_thread(back)
            await there.list_shows_all(f"{fault}: list once it is back")
            await hears
            await there.work_as_ever()

    asyncio.run(run())


@few_or_many
def test_a_redis_that_forgot_everything_is_as_good_as_before(charts, many, opening, valkey):
    there = opening(charts, many)

    async def run() -> None:
        async with opened(there.all()):
            await there.write()
            await there.charts_show_all("charts, before")
            await there.list_shows_all("list, before")
            valkey.flush()
            await there.work_as_ever()
            assert not any(tab.ends or tab.told["session-ended"] for tab in there.all())

    asyncio.run(run())


@few_or_many
def test_pages_come_back_to_a_product_that_was_started_anew(charts, many, opening, product):
    there = opening(charts, many)

    async def run() -> None:
        async with opened(there.all()):
            await there.write()
            there.report("stop", stopped := await asyncio.to_thread(product.stop))
            assert stopped <= 3
            assert all(tab.told["restarting"] == 1 for tab in there.all())
            await there.write()
            await asyncio.to_thread(product.start)
            await there.charts_show_all("charts once it is back")
            await there.list_shows_all("list once it is back")
            await there.work_as_ever()

    asyncio.run(run())


@few_or_many
def test_pages_come_back_to_a_product_that_was_killed(charts, many, opening, product):
    there = opening(charts, many)

    async def run() -> None:
        async with opened(there.all()):
            await asyncio.to_thread(product.kill)
            await there.write()
            await asyncio.to_thread(product.start)
            await there.charts_show_all("charts once it is back")
            await there.list_shows_all("list once it is back")
            await there.work_as_ever()

    asyncio.run(run())
