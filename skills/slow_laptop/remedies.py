"""What the readings of a laptop mean: when it is worn out, and which one fix is most likely to help."""

from dataclasses import dataclass

from skills import Device

FULL_DISK = 0.1
"""Below this free share, systems have no room for swap files and updates."""

SPENT_BATTERY = 60
"""Per cent of its first capacity below which a battery is replaced."""


@dataclass(frozen=True)
class Remedy:
    """A likely cause and what to do, each one sentence or two for the person."""

    cause: str
    cure: str
    restart: bool = False


def worn(device: Device, words: str) -> str:
    """Why the laptop needs a person's hands, as a sentence; empty when it does not."""
    if device.disk_errors:
        return f"{device.name} ({device.asset}) reports {device.disk_errors} disk errors."
    if "blue screen" in words.lower():
        return f"{device.name} ({device.asset}) stops with a blue screen."
    if device.battery_health_pct < SPENT_BATTERY and "battery" in words.lower():
        return f"The battery of {device.name} ({device.asset}) is at {device.battery_health_pct} %."
    return ""


def readings(device: Device) -> str:
    """All readings in one line, for the desk."""
    return (
        f"{device.asset}, {device.name}, {device.system}, {device.age_years:g} years: "
        f"disk {device.disk_free_gb:g} of {device.disk_size_gb:g} GB free, {device.disk_errors} errors; "
        f"memory {device.memory_used_pct} % of {device.memory_gb} GB; processor {device.cpu_pct} %, "
        f"most by {device.hungriest}; up {device.uptime_days} days; "
        f"{device.updates_pending} updates waiting; "
        f"battery {device.battery_health_pct} %; seen {device.seen}."
    )


def best_remedy(device: Device, when: str) -> Remedy | None:
    """The first remedy that fits; what matters first depends on when the laptop is slow."""
    order = {
        "After it starts": (updates, disk, memory, processor),
        "In one program": (memory, processor, disk),
        "It gets hot or loud": (processor, memory, updates, disk),
    }
    for look in order.get(when, (disk, memory, updates, processor)):
        if remedy := look(device):
            return remedy
    return updates(device)


def disk(device: Device) -> Remedy | None:
    """Nearly no room left."""
    if device.disk_free_gb >= FULL_DISK * device.disk_size_gb:
        return None
    return Remedy(
        f"The disk of {device.name} is nearly full: "
        f"{device.disk_free_gb:g} of {device.disk_size_gb:g} GB are free.",
        f"Please empty the bin and move large files from Downloads to the shared drive until "
        f"{device.disk_size_gb / 5:.0f} GB are free, then restart.",
    )


def memory(device: Device) -> Remedy | None:
    """One program holds nearly all memory."""
    if device.memory_used_pct < 85:
        return None
    return Remedy(
        f"{device.memory_used_pct} % of the {device.memory_gb} GB memory of {device.name} is in use, "
        f"most of it by {device.hungriest}.",
        f"Please close {device.hungriest}, wait a minute, and open it again with fewer windows.",
    )


def processor(device: Device) -> Remedy | None:
    """One program keeps the processor busy."""
    if device.cpu_pct < 85:
        return None
    return Remedy(
        f"{device.hungriest} keeps the processor of {device.name} at {device.cpu_pct} %.",
        f"Please close {device.hungriest} and restart the laptop.",
        restart=True,
    )


def updates(device: Device) -> Remedy | None:
    """Not restarted for long, with updates half installed."""
    if device.uptime_days < 7:
        return None
    return Remedy(
        f"{device.name} has not been restarted for {device.uptime_days} days, "
        f"and {device.updates_pending} updates are waiting for it.",
        "Please restart it, plugged in, and let the updates finish; that takes about 20 minutes.",
        restart=True,
    )
