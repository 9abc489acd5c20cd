"""The deliveries that every client's receiver handles: in any order, twice, over a rotation."""

import base64
import hashlib
import hmac
import json
import time
import unittest

from gigastore.webhooks import Receiver

from .support import read_cases


def key_of(secret):
    return f"the {secret} secret of thirty-two characters".encode()


def sign(delivery, secret):
    timestamp = str(int(time.time()))
    body = json.dumps({"type": "credits.low", "id": delivery, "sequence": 1, "data": {}})
    signed = f"{delivery}.{timestamp}.{body}".encode()
    digest = base64.b64encode(hmac.new(key_of(secret), signed, hashlib.sha256).digest()).decode()
    headers = {"webhook-id": delivery, "webhook-timestamp": timestamp}
    return {**headers, "webhook-signature": f"v1,{digest}"}, body.encode()


class Deliveries(unittest.TestCase):
    maxDiff = None


def _add(number, case):
    def test(self):
        handled = []
        failing = []

        def on_event(event):
            if failing:
                raise RuntimeError("the shop is down")
            handled.append(event["id"])

        secrets = ["whsec_" + base64.b64encode(key_of(one)).decode() for one in case["secrets"]]
        receiver = Receiver(secrets, on_event=on_event)
        statuses = []
        for one in case["deliveries"]:
            failing[:] = [True] if one.get("fails") else []
            try:
                statuses.append(receiver.receive(*sign(one["id"], one["by"]))[0])
            except RuntimeError:
                # What the handler raises is raised: a server answers 500 then.
                statuses.append(500)
        self.assertEqual((statuses, handled), (case["statuses"], case["handled"]))

    test.__doc__ = case["name"]
    setattr(Deliveries, f"test_{number:02}", test)


for number, case in enumerate(read_cases("deliveries.json")):
    _add(number, case)
