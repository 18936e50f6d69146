"""The database backend (its module is called so by Django)."""

import select

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_IDLE


class DatabaseWrapper(base.DatabaseWrapper):
    """Before each request Django makes sure that the thread's kept connection still lives (CONN_HEALTH_CHECKS).

    A server that ends a connection says so on its socket, and one that has nothing to say stays silent: so a silent
    socket outside a transaction is taken as usable; anything else is asked by a statement.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        is_idle = self.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE
        return (is_idle and not waiting.poll(0)) or super().is_usable()
