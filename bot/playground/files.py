"""Uploaded files: the three-step upload of apps, the one-step upload of people, downloads."""

import mimetypes
from dataclasses import dataclass

from bot.playground.changes import Changes, Json, What
from bot.playground.ids import object_id


@dataclass
class File:
    """One file; `content` is None until its bytes have arrived."""

    id: str
    name: str
    owner: str
    created: int
    title: str = ""
    content: bytes | None = None
    complete: bool = False

    @property
    def mimetype(self) -> str:
        """The media type, by the name's ending."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


class Files:
    """All files by id. `base_url` is the playground's address."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._by_id: dict[str, File] = {}
        self.base_url = ""

    def expect(self, name: str, owner: str, created: int) -> File:
        """Make room for a file whose bytes are still to come."""
        file = File(object_id("F"), name, owner, created)
        self._by_id[file.id] = file
        return file

    def add(self, name: str, owner: str, created: int, content: bytes) -> File:
        """Take a file whole."""
        file = self.expect(name, owner, created)
        file.content = content
        self.complete(file, name)
        return file

    def complete(self, file: File, title: str) -> None:
        """An upload is finished."""
        file.title = title
        file.complete = True
        self._changes.tell(What.FILE, file.owner, data=self.shown(file))

    def get(self, file_id: str) -> File | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def every(self) -> list[File]:
        """All finished files, oldest first."""
        return [file for file in self._by_id.values() if file.complete]

    def delete(self, file: File) -> None:
        """Forget a file and its bytes."""
        del self._by_id[file.id]

    def shown(self, file: File) -> Json:
        """Slack's file object."""
        address = f"{self.base_url}/files/{file.id}/{file.name}"
        return {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title or file.name,
            "mimetype": file.mimetype,
            "filetype": file.name.rpartition(".")[2].lower() if "." in file.name else "text",
            "pretty_type": file.mimetype,
            "user": file.owner,
            "editable": False,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "size": len(file.content or b""),
            "url_private": address,
            "url_private_download": address + "?download=1",
            "permalink": address,
            "file_access": "visible",
        }
