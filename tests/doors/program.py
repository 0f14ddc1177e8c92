"""A partner's program in tests: real requests by HTTP, with a key or without."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def problem(self) -> str:
        """The kind of the problem document that this is."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.json["status"] == self.status
        assert self.json["remedy"]
        return str(self.json["type"]).removeprefix("urn:farthing:problem:")


@dataclass(frozen=True, slots=True)
class Program:
    base: str
    key: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        """Sends `body` as JSON, or as it is where it is bytes; an underscore in a header stands for "-"."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, data, {"Content-Type": "application/json", **named})

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        shown = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            connection.request(method, f"/api/v1/{path}", body, {**shown, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read().decode())
        finally:
            connection.close()
