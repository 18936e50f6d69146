"""A storm of writes to one chart: a stream is told each name a few times, and in the end the screen shows the last."""

import asyncio

import pytest

from tests.live.own_servers import Product
from tests.live.ward import comes, is_settled, make_ward, opened, writes
from tests.live.writing import ALLERGIES, CONTACTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def product():
    server = Product()
    server.start()
    yield server
    server.kill()


@pytest.mark.parametrize(
    ("many", "seconds"), [(40, 2), pytest.param(200, 10, marks=pytest.mark.campaign)], ids=["gust", "storm"]
)
def test_a_storm_over_one_chart_is_told_in_few_words(many, seconds, product, harbour, signed_in, report):
    ward = make_ward(harbour, signed_in, people=5, charts=1)
    tabs = ward.tabs(product.address, 10)

    async def run() -> None:
        async with opened(tabs):
            await writes(ward, [0] * many, many / seconds)
            settled = await comes(lambda: all(is_settled(ward, 0, tab) for tab in tabs), 5)
            report("settled", settled)

    asyncio.run(run())
    for event in (CONTACTS, ALLERGIES):
        told, fetched = max(tab.told[event] for tab in tabs), max(tab.answers.total() for tab in tabs)
        report(f"{event} of {many // 2} writes, told at most", told)
        assert 0 < told <= many // 2, "never more often than it changed"
    report("regions fetched by a tab, at most", fetched)
    assert fetched <= many
    assert not any(tab.ends for tab in tabs)
