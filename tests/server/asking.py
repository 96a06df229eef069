"""A raw request: no client may mend the path, follow a redirect, or keep a cookie."""

import http.client
from urllib.parse import urlsplit


def ask(address, path, method="GET", body=None, **headers):
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=15)
    connection.request(method, path, body, headers={"Connection": "close", **headers})
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer, read
