"""Copies of pages in a web archive: only found, never made."""

from __future__ import annotations

import asyncio

import httpx
from pydantic import TypeAdapter

from tessera.content.fields import Url

WAYBACK = "https://archive.org/wayback/available"
"""The availability interface of the Internet Archive: https://archive.org/help/wayback_api.php"""
_MOST = 64 * 1024
URL: TypeAdapter[str] = TypeAdapter(Url)


async def copy(client: httpx.AsyncClient, api: str, url: str, seconds: float) -> str | None:
    """The address of the nearest good copy; None where there is none, or nobody answers in time."""
    try:
        async with (
            asyncio.timeout(seconds),
            client.stream("GET", api, params={"url": url}) as answer,
        ):
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > _MOST:
                    return None
        found = httpx.Response(200, content=body).json()["archived_snapshots"]["closest"]
        address = str(found["url"]) if str(found["status"]) == "200" else ""
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return None
    try:
        return str(URL.validate_python(str(httpx.URL(address)).replace("http://", "https://", 1)))
    except (ValueError, httpx.InvalidURL):
        return None
