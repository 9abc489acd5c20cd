"""Exact money and sizes, and signatures: the shared cases, which need no store."""

import unittest

from gigastore import add_prices, format_bytes, from_minor, parse_price, to_bytes, to_minor
from gigastore.webhooks import RecentIds, WebhookError, verify_original_webhook, verify_webhook

from .support import read_cases


class Values(unittest.TestCase):
    cases = read_cases("values.json")

    def test_prices_are_exact(self):
        for one in self.cases["prices"]:
            with self.subTest(one["text"]):
                price = parse_price(one["text"])
                self.assertEqual(price["priceValue"], one["priceValue"])
                self.assertEqual(to_minor({"priceValue": one["priceValue"]}), one["minor"])
                self.assertEqual(from_minor(one["minor"]), price)

    def test_what_is_no_price_is_refused(self):
        for text in self.cases["noPrices"]:
            with self.subTest(text), self.assertRaises(ValueError):
                parse_price(text)
        with self.assertRaises(ValueError):
            to_minor({"priceValue": 0.001})
        with self.assertRaises(ValueError):
            from_minor(1.5)

    def test_sums_are_exact_and_in_one_currency(self):
        for one in self.cases["sums"]:
            prices = [{"priceValue": value, "currencyCode": "USD"} for value in one["of"]]
            self.assertEqual(add_prices(*prices), from_minor(one["minor"]))
        with self.assertRaises(ValueError):
            add_prices(parse_price("1"), parse_price("1", "EUR"))

    def test_sizes_are_read_and_written(self):
        for one in self.cases["sizes"]:
            self.assertEqual(to_bytes(one["text"]), one["bytes"])
        for text in self.cases["noSizes"]:
            with self.subTest(text), self.assertRaises(ValueError):
                to_bytes(text)
        for one in self.cases["formatted"]:
            self.assertEqual(format_bytes(one["bytes"]), one["text"])
        self.assertEqual(to_bytes({"sizeValue": 3, "sizeUnit": "GB"}), 3 * 1024**3)


class Signatures(unittest.TestCase):
    def test_a_body_that_was_parsed_is_refused(self):
        case = read_cases("webhooks.json")[0]
        with self.assertRaises(WebhookError) as caught:
            verify_webhook(case["headers"], {"a": 1}, case["secrets"])
        self.assertEqual(caught.exception.code, "body_was_parsed")

    def test_the_body_of_an_original_event_is_returned(self):
        case = read_cases("webhooks.json")[-1]
        now = lambda: case["now"]  # noqa: E731
        verified = verify_original_webhook(case["headers"], case["body"], case["secrets"], now=now)
        self.assertEqual(verified.body, {"iccid": "1"})

    def test_the_latest_of_many_ids_are_kept(self):
        ids = RecentIds(2)
        for one in "abc":
            ids.add(one)
        self.assertEqual([one in ids for one in "abc"], [False, True, True])


def _add(number, case):
    def test(self):
        expected = dict(case["expect"])
        arguments = (case["headers"], case["body"], case["secrets"])
        tolerance = case.get("toleranceSeconds", 300)
        options = {"now": lambda: case["now"], "tolerance_seconds": tolerance}
        if "error" in expected:
            with self.assertRaises(WebhookError) as caught:
                verify_webhook(*arguments, **options)
            self.assertEqual(caught.exception.code, expected["error"])
            return
        verified = verify_webhook(*arguments, **options)
        self.assertEqual(verified.id, expected.pop("id"))
        self.assertEqual({key: verified.body[key] for key in expected}, expected)

    test.__doc__ = case["name"]
    setattr(Signatures, f"test_{number:02}", test)


for number, case in enumerate(read_cases("webhooks.json")):
    _add(number, case)
