"""The least that could stream news to pages: bare sockets, no tickets, no HTTP library. `python -m … PORT`."""

import asyncio
import json
import sys

pages: list[asyncio.StreamWriter] = []


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Keep who asks for a stream; bring what is posted to all of those."""
    head = await reader.readuntil(b"\r\n\r\n")
    if head.startswith(b"GET /live/?"):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
        pages.append(writer)
        return
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    for _channel, code in json.loads(await reader.readexactly(int(lengths[0].split(b":")[1]))) if lengths else []:
        for page in pages:
            page.write(f"data: {code}\n\n".encode())
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    writer.close()


async def main(port: int) -> None:
    """Serve for ever."""
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
