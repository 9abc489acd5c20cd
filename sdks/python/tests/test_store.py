"""What the shared cases cannot say: threads, tasks, clocks, streams, webhooks of a real store."""

import asyncio
import http.server
import threading
import time
import typing
import unittest

import gigastore.models_gen as models
from gigastore import Gigastore, GigastoreError
from gigastore.sandbox import Clock, Phone
from gigastore.webhooks import Receiver

from .support import (
    KEY,
    URL,
    a_client,
    an_async_client,
    an_item,
    fail,
    wait_until,
)


class Sales(unittest.TestCase):
    def test_a_life_in_the_sandbox(self):
        with a_client() as client:
            sale = client.customers.register(
                {"inventoryItemId": an_item(client, "EU"), "activationMode": "FIRST_USE"}
            )
            phone = Phone(client, sale["esimProfile"])
            self.assertEqual(phone.install()["state"], "INSTALLED")
            self.assertEqual(phone.travel("AT")["currentCountry"], "AT")
            self.assertEqual(phone.use("10 MB")["consumedBytes"], 10 * 1024**2)
            self.assertEqual(phone.use(1024, "US")["uncoveredBytes"], 1024)
            Clock(client).advance("P31D")
            found = client.packages.get(sale["activatedItem"]["uid"])
            self.assertEqual(found["activatedItem"]["state"], "EXPIRED")
            self.assertEqual(phone.disable()["state"], "DISABLED")
            self.assertEqual(phone.enable()["state"], "INSTALLED")
            self.assertEqual(phone.remove()["state"], "RELEASED")

    def test_a_key_of_the_caller_is_done_once(self):
        with a_client() as client:
            item = an_item(client)
            key = f"order-{time.time()}"
            sell = client.customers.register
            first = sell({"inventoryItemId": item}, idempotency_key=key)
            again = sell({"inventoryItemId": item}, idempotency_key=key)
            self.assertEqual(first, again)
            with self.assertRaises(GigastoreError) as caught:
                sell({"inventoryItemId": item, "metatag": "x"}, idempotency_key=key)
            self.assertEqual(caught.exception.code, "idempotency_key_reused")
            self.assertEqual(caught.exception.idempotency_key, key)

    def test_hooks_are_told_no_secret(self):
        notes = []
        hooks = {"on_request": notes.append, "on_answer": notes.append, "on_retry": notes.append}
        with a_client(**hooks) as client:
            fail([{"method": "GET", "path": "/gigastore/packages", "times": 1, "do": "cut_before"}])
            client.packages.list({"q": "ada@example.com"}).page()
        self.assertEqual([one["operation"] for one in notes][-1], "packages.list")
        self.assertEqual(len(notes), 7)
        for secret in ("demo-secret", "Basic", "Bearer", "eyJ", "ada@"):
            self.assertNotIn(secret, repr(notes))


class Streams(unittest.TestCase):
    def test_a_blocking_stream_gives_each_event_once(self):
        with a_client() as client:
            newest = client.events.list({"limit": 1, "sort_dir": "DESC"}).page()["items"]
            start = newest[0]["sequence"] if newest else 0
            client.customers.register({"inventoryItemId": an_item(client)})
            stream = client.events.stream({"after": start})
            expected = [one["sequence"] for one in client.events.list({"after": start})]
            self.assertEqual([next(stream)["sequence"] for _ in expected], expected)
            stream.close()

    def test_an_awaiting_stream_gives_each_event_once(self):
        async def run():
            async with an_async_client() as client:
                sequences = []
                async for event in client.events.stream({"after": 0, "timeout": 1}):
                    sequences.append(event["sequence"])
                return sequences, [one["sequence"] async for one in client.events.list({"after": 0})]

        streamed, listed = asyncio.run(run())
        self.assertEqual(streamed, listed)
        self.assertGreater(len(streamed), 0)

    def test_a_stream_that_is_refused_says_why(self):
        with Gigastore(URL, access_token="nonsense") as client:
            with self.assertRaises(GigastoreError) as caught:
                next(client.events.stream())
        self.assertEqual(caught.exception.code, "invalid_token")


class Webhooks(unittest.TestCase):
    def test_deliveries_arrive_over_a_rotation_and_are_handled_once(self):
        events = []
        receiver = Receiver([], on={"package.purchased": events.append})
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(receiver))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/hooks"
        with a_client() as client:
            item = an_item(client)
            sell = lambda: client.customers.register({"inventoryItemId": item})  # noqa: E731
            made = client.webhooks.create({"url": url, "events": ["package.purchased"]})
            endpoint = made["event"]
            receiver.secret = [made["secret"]]
            sell()
            wait_until(lambda: len(events) == 1)
            rotated = client.webhooks.rotate_secret(endpoint)
            sell()
            wait_until(lambda: len(events) == 2)
            receiver.secret = [rotated["secret"]]
            sell()
            wait_until(lambda: len(events) == 3)
            deliveries = client.webhooks.list_deliveries({"event": endpoint})
            for delivery in list(deliveries):
                client.webhooks.replay_delivery(delivery["id"])
            wait_until(lambda: all(one["status"] == "delivered" for one in deliveries))
            self.assertEqual(len(events), 3)
            client.webhooks.delete(endpoint)
        server.shutdown()
        server.server_close()


def _handler(receiver):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            status, _ = receiver.receive(dict(self.headers), body)
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    return Handler


class Hints(unittest.TestCase):
    def test_the_type_hints_of_every_model_can_be_read(self):
        classes = [one for one in vars(models).values() if isinstance(one, type)]
        for one in classes:
            typing.get_type_hints(one)
        self.assertGreater(len(classes), 100)


class Options(unittest.TestCase):
    def test_options_that_name_no_one_way_to_log_in_are_refused(self):
        for url, settings in (
            ("", KEY),
            (URL, {"client_id": "only"}),
            (URL, {**KEY, "access_token": "x"}),
        ):
            with self.assertRaises(ValueError):
                Gigastore(url, **settings)

    def test_a_part_of_the_path_that_is_missing_is_refused(self):
        with a_client() as client, self.assertRaises(ValueError):
            client.packages.get("")
