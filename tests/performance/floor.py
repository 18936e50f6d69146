"""The floor: raw ASGI with the session from Redis, the same query and the same rows, drawn by plain Python.

No framework, no rights, no audit: nothing that answers this question can be faster on the same machine.
"""

import os
from html import escape
from urllib.parse import urlsplit

import psycopg2
import redis

from features.foundation.ui.formats import age_in_words, day, day_of


class Floor:
    """One connection to each server; answers every path with the first page of patients."""

    def __init__(self, sql: str, parameters: tuple, on) -> None:
        self.on = on
        url = urlsplit(os.environ["DATABASE_URL"])
        self.connection = psycopg2.connect(url.geturl())
        self.connection.autocommit = True
        with self.connection.cursor() as cursor:
            cursor.execute(f"PREPARE page AS {cursor.mogrify(sql, parameters).decode()}")
        self.redis = redis.Redis.from_url(os.environ["REDIS_URL"])

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        cookie = dict(scope["headers"]).get(b"cookie", b"")
        self.redis.get(b"chartside:1:session:" + cookie.rpartition(b"=")[2])
        with self.connection.cursor() as cursor:
            cursor.execute("EXECUTE page")
            rows = cursor.fetchall()
        body = "".join(self.row(*row) for row in rows[:50]).encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def row(
        self,
        public_id,
        family,
        given,
        mrn,
        born,
        precision,
        sex,
        phone,
        provider,
        payer,
        status,
        due,
        _overdue,
        vitals,
        visit,
        drugs,
    ):
        name, provider = escape(f"{family}, {given}"), escape(provider or "–")
        age = age_in_words(born, self.on, precision)
        return (
            f'<tr><td class="p-name"><a href="/patients/{public_id}/" title="{name}">{name}</a></td>'
            f'<td class="p-mrn">{mrn}</td><td class="p-age end">{age}</td>'
            f'<td class="p-sex"><abbr title="{sex}">{sex[0].upper()}</abbr></td>'
            f'<td class="p-born end">{day(born, precision)}</td>'
            f'<td class="p-provider"><span class="cut" title="{provider}">{provider}</span></td>'
            f'<td class="p-status">{status}</td>'
            f'<td class="p-next end">{day_of(due) if due.year < 9999 else "–"}</td>'
            f'<td class="p-vitals end">{day_of(vitals) if vitals else "–"}</td>'
            f'<td class="p-visit end">{day_of(visit) if visit else "–"}</td>'
            f'<td class="p-drugs end">{drugs or ""}</td></tr>\n'
        )
