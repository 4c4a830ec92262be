"""An S3 server in this process (moto), started once and emptied by taking a new prefix."""

from __future__ import annotations

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4


@contextmanager
def s3_server(port: int = 0) -> Iterator[str]:
    """The address of a server that has the bucket `bucket`; what it held is there on the next start."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(port=port, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{endpoint}/bucket", method="PUT")).close()
        yield endpoint
    finally:
        server.stop()


def s3_settings(endpoint: str) -> dict[str, str]:
    """The settings of a place of its own in that bucket."""
    return {
        "files_url": f"s3://bucket/{uuid4()}",
        "s3_endpoint": endpoint,
        "s3_key": "key",
        "s3_secret": "secret",
    }
