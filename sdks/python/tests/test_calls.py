"""The cases that every client runs, once blocking and once awaiting."""

import asyncio
import json
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

from gigastore import GigastoreError, Retry

from .support import a_client, an_async_client, an_item, fail, read_cases, seen, to_snake

AUTHENTICATE = "/reseller/authenticate"
SOLD = "sold-before-python"


class Calls(unittest.TestCase):
    maxDiff = None
    values = {}

    @classmethod
    def setUpClass(cls):
        with a_client() as client:
            item = an_item(client)
            sales = [
                client.customers.register({"inventoryItemId": item, "metatag": SOLD})
                for _ in range(5)
            ]
            cls.values = {"$item": item, "$sold": SOLD}
            for name in ("sync", "async"):
                sale = client.customers.register({"inventoryItemId": item})
                cls.values[f"$customer {name}"] = sale["customer"]["uid"]
            assert len(sales) == 5

    def fill(self, args, unique, kind):
        text = json.dumps(args)
        values = {**self.values, "$unique": unique, "$customer": self.values[f"$customer {kind}"]}
        for name, value in values.items():
            text = text.replace(json.dumps(name), json.dumps(value))
        return json.loads(text)

    def settings(self, case):
        options = case.get("options", {})
        retry = Retry(first_delay=0.05, retries=options.get("retries", 4))
        timeout = options.get("timeoutMs", 30_000) / 1000
        ahead = options.get("clockMs", 0) / 1000
        return {"retry": retry, "timeout": timeout, "now": lambda: time.time() + ahead}

    def arguments(self, case, unique, kind):
        name, *args = case["call"]
        group, verb = name.split(".")
        accept = case.get("options", {}).get("accept")
        options = {"accept": accept} if accept else {}
        return to_snake(group), to_snake(verb), self.fill(args, unique, kind), options

    def run_blocking(self, case, unique):
        group, verb, args, options = self.arguments(case, unique, "sync")
        with a_client(**self.settings(case)) as client:
            fail([])
            if not case.get("options", {}).get("isNew"):
                client.credits.get()
            fail(case.get("faults", []))
            started = time.monotonic()

            def call(_):
                try:
                    result = getattr(getattr(client, group), verb)(*args, **options)
                    if "items" in case["expect"]:
                        return list(result)
                    return result.page() if hasattr(result, "page") else result
                except GigastoreError as error:
                    return error

            count = self.count(case)
            with ThreadPoolExecutor(count) as pool:
                results = list(pool.map(call, range(count)))
            return results, time.monotonic() - started

    async def run_awaiting(self, case, unique):
        group, verb, args, options = self.arguments(case, unique, "async")
        async with an_async_client(**self.settings(case)) as client:
            fail([])
            if not case.get("options", {}).get("isNew"):
                await client.credits.get()
            fail(case.get("faults", []))
            started = time.monotonic()

            async def call():
                try:
                    result = getattr(getattr(client, group), verb)(*args, **options)
                    if "items" in case["expect"]:
                        return [item async for item in result]
                    return await result
                except GigastoreError as error:
                    return error

            results = await asyncio.gather(*(call() for _ in range(self.count(case))))
            return results, time.monotonic() - started

    def count(self, case):
        return case.get("options", {}).get("parallel", 1)

    def check(self, case, results, took, unique):
        expected = case["expect"]
        all_sent = seen()
        for result in results:
            self.check_result(result, expected)
        sent = [one for one in all_sent if one["path"] != AUTHENTICATE]
        self.assertEqual(len(sent), expected["requests"])
        self.assertEqual(len(all_sent) - len(sent), expected.get("tokens", 0))
        self.assertGreaterEqual(took * 1000, expected.get("atLeastMs", 0))
        if "keys" in expected:
            self.assertEqual(len({one["key"] for one in sent}), expected["keys"])
        if "sold" in expected:
            with a_client() as client:
                found = client.packages.list({"q": unique}).page()
            self.assertEqual(len(found["items"]), expected["sold"])

    def check_result(self, result, expected):
        if "error" in expected:
            self.check_error(result, expected["error"])
        elif isinstance(result, GigastoreError):
            raise result
        if "items" in expected:
            self.assertEqual(len(result), expected["items"])
        if "text" in expected:
            self.assertIn(expected["text"], result)
        if "answer" in expected:
            self.assert_contains(result, expected["answer"])

    def check_error(self, result, expected):
        self.assertIsInstance(result, GigastoreError)
        self.assertEqual((result.code, result.status), (expected["code"], expected["status"]))
        if "attempts" in expected:
            self.assertEqual(result.attempts, expected["attempts"])
        if "retryAfterMs" in expected:
            self.assertEqual(result.retry_after * 1000, expected["retryAfterMs"])
        self.assert_contains(result.errors, expected.get("errors", []))

    def assert_contains(self, whole, part):
        if isinstance(part, dict):
            for key, value in part.items():
                self.assert_contains(whole[key], value)
        elif isinstance(part, list):
            self.assertGreaterEqual(len(whole), len(part))
            for one, other in zip(whole, part):
                self.assert_contains(one, other)
        else:
            self.assertEqual(whole, part)


def _add(number, case):
    def blocking(self):
        unique = f"case-{uuid.uuid4()}"
        self.check(case, *self.run_blocking(case, unique), unique)

    def awaiting(self):
        unique = f"case-{uuid.uuid4()}"
        self.check(case, *asyncio.run(self.run_awaiting(case, unique)), unique)

    for kind, test in (("blocking", blocking), ("awaiting", awaiting)):
        test.__doc__ = f"{case['name']} ({kind})"
        setattr(Calls, f"test_{number:02}_{kind}", test)


for number, case in enumerate(read_cases("calls.json")):
    _add(number, case)
