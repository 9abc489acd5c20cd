"""What the tests share: the addresses of the store and its proxy, and the cases of every client."""

import json
import os
import pathlib
import time
import urllib.request

from gigastore import AsyncGigastore, Gigastore, Retry

URL = os.environ["GIGASTORE_URL"]
CASES = pathlib.Path(__file__).parents[2] / "cases"
KEY = {"client_id": "demo-client", "client_secret": "demo-secret"}


def read_cases(name):
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def fail(faults):
    """Tell the proxy how to fail."""
    body = json.dumps(faults).encode()
    request = urllib.request.Request(f"{URL}/__faults", data=body, method="PUT")
    urllib.request.urlopen(request).close()


def seen():
    """Return what clients have sent since the last ``fail``."""
    with urllib.request.urlopen(f"{URL}/__requests") as response:
        return json.loads(response.read())


def a_client(**settings):
    return Gigastore(URL, **{"retry": Retry(first_delay=0.05), **KEY, **settings})


def an_async_client(**settings):
    return AsyncGigastore(URL, **{"retry": Retry(first_delay=0.05), **KEY, **settings})


def an_item(client, country_set="WWW"):
    query = {"country_set": country_set, "active": True}
    return client.inventory.list(query).page()["items"][0]["id"]


def to_snake(name):
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def count_tokens():
    """Return how many tokens were asked for since the last ``fail``."""
    return sum(one["path"] == "/reseller/authenticate" for one in seen())


def wait_until(is_done, seconds=30):
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end:
            raise AssertionError("It did not happen in time.")
        time.sleep(0.05)
