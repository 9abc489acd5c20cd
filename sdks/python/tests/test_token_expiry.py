"""A token that runs out. In a module of its own: afterwards the store's clock is a day ahead."""

import os
import signal
import unittest
from concurrent.futures import ThreadPoolExecutor

from gigastore import Gigastore, GigastoreError, Retry

from .support import URL, a_client, an_item, count_tokens, fail, wait_until


class TokenExpiry(unittest.TestCase):
    def test_a_token_that_runs_out_in_the_middle_is_renewed_once(self):
        with a_client() as client, ThreadPoolExecutor(20) as pool:
            item = an_item(client)
            grant = client.auth.authenticate()
            # The clock of this store jumps 25 hours ahead.
            os.kill(int(os.environ["GIGASTORE_PID"]), signal.SIGUSR2)
            old = Gigastore(URL, access_token=grant["accessToken"], retry=Retry(retries=0))
            self.addCleanup(old.close)

            def is_expired():
                try:
                    old.credits.get()
                    return False
                except GigastoreError as error:
                    return error.code == "token_expired"

            wait_until(is_expired)
            fail([])
            sell = lambda _: client.customers.register({"inventoryItemId": item})  # noqa: E731
            self.assertEqual(len(list(pool.map(sell, range(20)))), 20)
            self.assertEqual(count_tokens(), 1)
