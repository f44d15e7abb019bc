"""Methods about files: the upload in three steps, info, list, delete."""

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.errors import SlackError
from bot.playground.files import File
from bot.playground.methods.registry import Call, invalid_arguments, method


@method("files.getUploadURLExternal", "files:write", tier=100)
def get_upload_url(call: Call) -> Json:
    """Where the bytes of a file go."""
    if call.number("length", 0) <= 0:
        raise invalid_arguments("`length` must be more than 0")
    owner = call.space.people.app_id
    file = call.space.files.expect(call.required("filename"), owner, call.space.now())
    return {"upload_url": f"{call.space.base_url}/upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=100)
def complete_upload(call: Call) -> Json:
    """Finish uploads, and share them where `channel_id` or `channels` says."""
    listed = call.list_of("files")
    if not listed:
        raise invalid_arguments("missing required field: files")
    files = [_file(call, str(one.get("id", ""))) for one in listed]
    if any(file.content is None for file in files):
        raise SlackError("file_not_found")
    for file, one in zip(files, listed, strict=True):
        call.space.files.complete(file, str(one.get("title") or file.name))
    for name in [call.text("channel_id"), *call.words("channels")]:
        if name:
            _share(call, _channel(call, name), files)
    return {"files": [call.space.files.shown(file) for file in files]}


def _channel(call: Call, name: str) -> Channel:
    return Call({"channel": name}, call.space).channel()


def _share(call: Call, channel: Channel, files: list[File]) -> None:
    fields: Json = {
        "text": call.text("initial_comment"),
        "files": [call.space.files.shown(file) for file in files],
        "subtype": "file_share",
        "thread_ts": call.text("thread_ts") or None,
    }
    call.space.messages.post(channel, call.space.people.app, fields)


def _file(call: Call, file_id: str) -> File:
    file = call.space.files.get(file_id)
    if file is None:
        raise SlackError("file_not_found")
    return file


@method("files.info", "files:read", tier=100)
def info(call: Call) -> Json:
    """One file."""
    return {"file": call.space.files.shown(_file(call, call.text("file"))), "comments": []}


@method("files.list", "files:read")
def list_files(call: Call) -> Json:
    """All files."""
    files = [call.space.files.shown(file) for file in call.space.files.every()]
    return {"files": files, "paging": {"count": len(files), "total": len(files), "page": 1, "pages": 1}}


@method("files.delete", "files:write")
def delete(call: Call) -> Json:
    """Delete an own file."""
    file = _file(call, call.text("file"))
    if file.owner != call.space.people.app_id:
        raise SlackError("cant_delete_file")
    call.space.files.delete(file)
    return {}
