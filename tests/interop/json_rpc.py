"""JSON-RPC over HTTP, as both nodes speak it."""

import base64
import http.client
import json


class RpcError(Exception):
    def __init__(self, method, error):
        super().__init__(f"{method}: {error['message']} ({error['code']})")
        self.code = error["code"]


class JsonRpc:
    """One connection a call: a node may close an idle one at any time."""

    def __init__(self, port, user_and_password, path="/"):
        self.port = port
        self.path = path
        self.headers = {"Authorization": "Basic " + base64.b64encode(user_and_password.encode()).decode(),
                        "Content-Type": "application/json"}

    def __call__(self, method, *parameters, seconds=60):
        body = json.dumps({"jsonrpc": "1.0", "id": 1, "method": method, "params": parameters})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("POST", self.path, body, self.headers)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        try:
            decoded = json.loads(answer)
        except ValueError:
            raise RpcError(method, {"code": response.status, "message": answer.decode(errors="replace")}) from None
        if decoded["error"]:
            raise RpcError(method, decoded["error"])
        return decoded["result"]
